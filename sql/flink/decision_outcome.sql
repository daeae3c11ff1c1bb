-- A decision and the signals it had by one horizon.
-- The table of that name in PostgreSQL, read by Flink's JDBC connector. Times are UTC if the JVMs run in UTC.
-- Left out: labels, whose type jsonb the connector cannot read.
create table decision_outcome (
  dataset string not null,
  session_id string not null,
  decision_id string not null,
  decision_ts timestamp(3) not null,
  horizon_seconds bigint not null,
  turn int not null,
  route string not null,
  `model` string not null,
  router_version string not null,
  score double,
  threshold double,
  assignment string not null,
  experiment string not null,
  arm string not null,
  query_shape string not null,
  `language` string not null,
  unit bigint not null,
  root boolean not null,
  followed boolean not null,
  signals array<string> not null,
  rejected boolean not null,
  first_signal_seconds decimal(38, 9),
  stream_started boolean not null,
  stream_completed boolean not null,
  completion decimal(38, 9),
  session_seconds decimal(38, 9) not null,
  cost_usd decimal(38, 9),
  reference_cost_usd decimal(38, 9),
  handoff_shared decimal(38, 9) not null,
  without_propensity boolean not null,
  complete boolean not null,
  generation int not null,
  primary key (dataset, session_id, decision_id, decision_ts, horizon_seconds) not enforced
) with (
  'connector' = 'jdbc',
  'url' = '${JDBC_URL}',
  'username' = '${JDBC_USER}',
  'password' = '${JDBC_PASSWORD}',
  'table-name' = 'decision_outcome'
);
