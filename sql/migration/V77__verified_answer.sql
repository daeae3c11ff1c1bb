-- Which answers did the verifier of a cascade score, and what became of them? A row a score and horizon; complete outcomes only.
create view verified_answer as
select o.dataset, o.session_id, o.decision_id, o.decision_ts, (o.decision_ts at time zone 'UTC')::date as day, o.horizon_seconds, o.verifier, o.query_shape, o.route, o.assignment,
  s.fate, s.score, o.rejected
from decision_outcome o
cross join lateral (values (case when 'escalation' = any (o.signals) then 'refused' else 'shipped' end, o.verifier_score), (case when 'escalation' = any (o.signals) then null else 'replaced' end, o.refused_score)) as s (fate, score)
where o.complete and o.verifier is not null and s.fate is not null and s.score is not null;
comment on view verified_answer is 'Scores of a cascade''s verifier. Fate shipped: of this answer, which users saw, so rejected is about it. Replaced: of a refused answer, instead of which users saw this decision''s, so rejected is about that one. Refused: of an answer that nobody saw.';
comment on column verified_answer.dataset is 'Name of the body of events.';
comment on column verified_answer.session_id is 'The session.';
comment on column verified_answer.decision_id is 'The decision.';
comment on column verified_answer.decision_ts is 'Time of the decision.';
comment on column verified_answer.day is 'UTC day of the decision.';
comment on column verified_answer.horizon_seconds is 'Age of the decision at which its signals are counted.';
comment on column verified_answer.verifier is 'Who scored; empty when unknown.';
comment on column verified_answer.query_shape is 'Shape of the query.';
comment on column verified_answer.route is 'The route of the decision.';
comment on column verified_answer.assignment is 'Why that route: policy, explore or forced.';
comment on column verified_answer.fate is 'shipped, replaced or refused.';
comment on column verified_answer.score is 'The score; higher is better.';
comment on column verified_answer.rejected is 'Whether users turned down what they saw.';
