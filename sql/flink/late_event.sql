-- Events that came after the watermark had passed them.
-- The table of that name in PostgreSQL, read by Flink's JDBC connector. Times are UTC if the JVMs run in UTC.
create table late_event (
  dataset string not null,
  event_id string not null,
  `type` string not null,
  ts timestamp(3) not null,
  session_id string not null,
  decision_id string not null,
  reason string not null,
  `source` string not null,
  `position` bigint not null,
  generation int not null,
  primary key (dataset, `source`, `position`) not enforced
) with (
  'connector' = 'jdbc',
  'url' = '${JDBC_URL}',
  'username' = '${JDBC_USER}',
  'password' = '${JDBC_PASSWORD}',
  'table-name' = 'late_event'
);
