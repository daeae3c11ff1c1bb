-- Records that became no event: malformed, of unknown type, or of an implausible time.
-- The table of that name in PostgreSQL, read by Flink's JDBC connector. Times are UTC if the JVMs run in UTC.
create table malformed_event (
  dataset string not null,
  place string not null,
  event_id string not null,
  ts timestamp(3),
  reason string not null,
  `source` string not null,
  `position` bigint not null,
  generation int not null,
  `raw` bytes,
  primary key (dataset, `source`, `position`) not enforced
) with (
  'connector' = 'jdbc',
  'url' = '${JDBC_URL}',
  'username' = '${JDBC_USER}',
  'password' = '${JDBC_PASSWORD}',
  'table-name' = 'malformed_event'
);
