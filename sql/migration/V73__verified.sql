-- What the verifier of a cascade said of an answer, beside what became of it.
alter table decision_outcome add column verifier text, add column verifier_score double precision, add column refused_score double precision;
comment on column decision_outcome.verifier is 'Who scored the answer, or the one refused before it; null where no verifier said anything.';
comment on column decision_outcome.verifier_score is 'Score that the verifier gave this decision''s answer (higher is better); null without one.';
comment on column decision_outcome.refused_score is 'Score of the answer that the verifier refused, where this decision''s came instead; null without one.';
create index decision_outcome_verified on decision_outcome (dataset, ((decision_ts at time zone 'UTC')::date)) where verifier is not null;
