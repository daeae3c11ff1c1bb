-- Where the events of each source ended, as absolute numbers; events_read is counted on its own.
-- The table of that name in PostgreSQL, read by Flink's JDBC connector. Times are UTC if the JVMs run in UTC.
create table job_accounting (
  dataset string not null,
  `source` string not null,
  place string not null,
  events bigint not null,
  as_of timestamp(3) not null,
  generation int not null,
  primary key (dataset, `source`, place) not enforced
) with (
  'connector' = 'jdbc',
  'url' = '${JDBC_URL}',
  'username' = '${JDBC_USER}',
  'password' = '${JDBC_PASSWORD}',
  'table-name' = 'job_accounting'
);
