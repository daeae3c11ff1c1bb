-- Decisions drawn to be labelled, and what a person said of each.
-- The table of that name in PostgreSQL, read by Flink's JDBC connector. Times are UTC if the JVMs run in UTC.
create table signal_label (
  dataset string not null,
  `signal` string not null,
  horizon_seconds bigint not null,
  session_id string not null,
  decision_id string not null,
  decision_ts timestamp(3) not null,
  turn int,
  route string,
  query_shape string,
  `language` string,
  fired boolean,
  inclusion_probability double not null,
  `label` boolean,
  labelled_by string,
  primary key (dataset, `signal`, horizon_seconds, session_id, decision_id, decision_ts) not enforced
) with (
  'connector' = 'jdbc',
  'url' = '${JDBC_URL}',
  'username' = '${JDBC_USER}',
  'password' = '${JDBC_PASSWORD}',
  'table-name' = 'signal_label'
);
