-- Users by their first decision of a UTC day, and how many came back in another session.
-- The table of that name in PostgreSQL, read by Flink's JDBC connector. Times are UTC if the JVMs run in UTC.
create table retention_tally (
  dataset string not null,
  `day` date not null,
  `cut` string not null,
  cohort string not null,
  row_key string not null,
  route string not null,
  assignment string not null,
  experiment string not null,
  arm string not null,
  `final` boolean not null,
  complete boolean not null,
  as_of timestamp(3) not null,
  generation int not null,
  users bigint not null,
  returned_1d bigint not null,
  returned_7d bigint not null,
  primary key (dataset, `day`, `cut`, row_key) not enforced
) with (
  'connector' = 'jdbc',
  'url' = '${JDBC_URL}',
  'username' = '${JDBC_USER}',
  'password' = '${JDBC_PASSWORD}',
  'table-name' = 'retention_tally'
);
