-- Judgements of shadow pairs one by one: what tallies cannot tell, such as whether two judges agree on a pair.
create table judgement (
  dataset text not null,
  session_id text not null,
  event_id text not null,
  ts timestamptz not null,
  decision_id text not null,
  decision_ts timestamptz not null,
  route text not null,
  model text not null,
  query_shape text not null,
  language text not null,
  shadow_route text not null,
  verdict text not null,
  judge text not null,
  judge_model text not null,
  shown_first text not null,
  primary_tokens integer,
  shadow_tokens integer,
  shadow_cost_usd numeric,
  sample_rate double precision,
  generation integer not null,
  primary key (dataset, session_id, event_id, ts)
);
comment on table judgement is 'Judgements of shadow pairs one by one.';
comment on column judgement.dataset is 'Name of the body of events.';
comment on column judgement.session_id is 'The session.';
comment on column judgement.event_id is 'Id of the judgement.';
comment on column judgement.ts is 'Time of the judgement.';
comment on column judgement.decision_id is 'The decision whose answer was judged.';
comment on column judgement.decision_ts is 'Time of the decision.';
comment on column judgement.route is 'Route of the primary answer.';
comment on column judgement.model is 'Model of the primary answer; empty when unknown.';
comment on column judgement.query_shape is 'Shape of the query; empty when unknown.';
comment on column judgement.language is 'Language of the query; empty when unknown.';
comment on column judgement.shadow_route is 'Route of the shadow answer.';
comment on column judgement.verdict is 'Which answer was better: primary, shadow or tie.';
comment on column judgement.judge is 'Who judged; empty when unknown.';
comment on column judgement.judge_model is 'Model of the judge; empty when unknown.';
comment on column judgement.shown_first is 'Which answer the judge saw first; empty when unknown.';
comment on column judgement.primary_tokens is 'Tokens of the primary answer; null when unknown.';
comment on column judgement.shadow_tokens is 'Tokens of the shadow answer; null when unknown.';
comment on column judgement.shadow_cost_usd is 'Cost of the shadow answer in USD; null when unknown.';
comment on column judgement.sample_rate is 'Rate with which pairs were sampled, above 0 to 1; null when unknown.';
comment on column judgement.generation is 'Re-processing of the dataset; a higher one wins.';
create index judgement_by_day on judgement (dataset, ((decision_ts at time zone 'UTC')::date));
create index judgement_by_time on judgement (dataset, decision_ts);
