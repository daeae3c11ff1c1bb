-- Judgements of shadow pairs one by one.
-- The table of that name in PostgreSQL, read by Flink's JDBC connector. Times are UTC if the JVMs run in UTC.
create table judgement (
  dataset string not null,
  session_id string not null,
  event_id string not null,
  ts timestamp(3) not null,
  decision_id string not null,
  decision_ts timestamp(3) not null,
  route string not null,
  `model` string not null,
  query_shape string not null,
  `language` string not null,
  shadow_route string not null,
  verdict string not null,
  judge string not null,
  judge_model string not null,
  shown_first string not null,
  primary_tokens int,
  shadow_tokens int,
  shadow_cost_usd decimal(38, 9),
  sample_rate double,
  generation int not null,
  primary key (dataset, session_id, event_id, ts) not enforced
) with (
  'connector' = 'jdbc',
  'url' = '${JDBC_URL}',
  'username' = '${JDBC_USER}',
  'password' = '${JDBC_PASSWORD}',
  'table-name' = 'judgement'
);
