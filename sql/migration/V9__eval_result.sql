-- Rows of offline benchmarks.
create table eval_result (
  dataset text not null,
  event_id text not null,
  ts timestamptz not null,
  benchmark text not null,
  route text not null,
  score double precision,
  correct numeric not null,
  query_shape text not null,
  language text not null,
  labels jsonb not null,
  generation integer not null,
  primary key (dataset, event_id)
);
comment on table eval_result is 'Rows of offline benchmarks.';
comment on column eval_result.dataset is 'Name of the body of events.';
comment on column eval_result.event_id is 'The event.';
comment on column eval_result.ts is 'Its time.';
comment on column eval_result.benchmark is 'The benchmark.';
comment on column eval_result.route is 'The route that was chosen.';
comment on column eval_result.score is 'The router''s score.';
comment on column eval_result.correct is 'Share correct, 0 to 1.';
comment on column eval_result.query_shape is 'Shape of the query.';
comment on column eval_result.language is 'Language of the query.';
comment on column eval_result.labels is 'Further dimensions.';
comment on column eval_result.generation is 'Re-processing of the dataset; a higher one wins.';
-- what came lately, and what may be forgotten
create index eval_result_by_time on eval_result (dataset, ts);
