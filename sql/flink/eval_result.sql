-- Rows of offline benchmarks.
-- The table of that name in PostgreSQL, read by Flink's JDBC connector. Times are UTC if the JVMs run in UTC.
-- Left out: labels, whose type jsonb the connector cannot read.
create table eval_result (
  dataset string not null,
  event_id string not null,
  ts timestamp(3) not null,
  benchmark string not null,
  route string not null,
  score double,
  correct decimal(38, 9) not null,
  query_shape string not null,
  `language` string not null,
  generation int not null,
  primary key (dataset, event_id) not enforced
) with (
  'connector' = 'jdbc',
  'url' = '${JDBC_URL}',
  'username' = '${JDBC_USER}',
  'password' = '${JDBC_PASSWORD}',
  'table-name' = 'eval_result'
);
