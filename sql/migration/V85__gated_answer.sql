-- What did a cascade's gate do with each answer that its verifier scored, and how did it end? A row a scored answer and horizon; complete outcomes only.
create view gated_answer as
select o.dataset, o.session_id, o.decision_id, o.decision_ts, (o.decision_ts at time zone 'UTC')::date as day, o.horizon_seconds, o.verifier, o.query_shape, o.route, o.unit,
  o.verifier_score as score, greatest(0, least(9, floor(o.verifier_score * 10)))::integer as score_bin,
  case when o.assignment not in ('explore', 'forced') then 'policy' when o.score >= o.threshold then 'elsewhere' else 'randomised' end as traffic,
  case when 'escalation' = any (o.signals) then 'escalated' else 'shipped' end as fate,
  case when 'escalation' = any (o.signals) then r.rejected else o.rejected end as rejected,
  o.cost_usd, r.cost_usd as escalation_cost_usd, r.waited_seconds
from decision_outcome o
left join lateral (
  select s.rejected, s.cost_usd, extract(epoch from s.decision_ts - o.decision_ts) as waited_seconds
  from decision_outcome s
  where 'escalation' = any (o.signals) and s.dataset = o.dataset and s.session_id = o.session_id and s.horizon_seconds = o.horizon_seconds and s.turn = o.turn and s.refused_score = o.verifier_score
    and s.decision_ts between o.decision_ts - interval '1 hour' and o.decision_ts + interval '1 hour' and s.complete and not 'escalation' = any (s.signals)
  order by s.decision_ts, s.decision_id collate "C"
  limit 1
) r on true
where o.complete and o.verifier is not null and o.verifier_score is not null;
comment on view gated_answer is 'Answers that the verifier of a cascade scored: shipped, or escalated, and then what became of the answer that came instead, the one of the same session and turn that knows this score. Answers without a score in the log are not here.';
comment on column gated_answer.dataset is 'Name of the body of events.';
comment on column gated_answer.session_id is 'The session.';
comment on column gated_answer.decision_id is 'The decision whose answer was scored.';
comment on column gated_answer.decision_ts is 'Time of the decision.';
comment on column gated_answer.day is 'UTC day of the decision.';
comment on column gated_answer.horizon_seconds is 'Age at which signals are counted, of the decision whose answer users saw.';
comment on column gated_answer.verifier is 'Who scored; empty when unknown.';
comment on column gated_answer.query_shape is 'Shape of the query.';
comment on column gated_answer.route is 'The route of the scored answer.';
comment on column gated_answer.unit is 'Hash of the user, else of the session.';
comment on column gated_answer.score is 'The score; higher is better.';
comment on column gated_answer.score_bin is 'Tenth of the score, 0 to 9; what lies outside 0 to 1 is in the outer ones.';
comment on column gated_answer.traffic is 'policy: the gate decided. randomised: marked explore or forced, so chance decided. elsewhere: marked so, but the router''s score is at or above its threshold, so that the gate would not have seen it.';
comment on column gated_answer.fate is 'shipped or escalated.';
comment on column gated_answer.rejected is 'Whether users turned down what they saw; null where that is not known.';
comment on column gated_answer.cost_usd is 'Cost of the scored answer in USD; null when unknown.';
comment on column gated_answer.escalation_cost_usd is 'Cost of the answer that came instead in USD; null when shipped or unknown.';
comment on column gated_answer.waited_seconds is 'From the decision to the one that came instead; null when shipped or unknown.';
