-- Who is told of alerts: one row per receiver, made by the notifier when it first runs for it.
-- The table of that name in PostgreSQL, read by Flink's JDBC connector. Times are UTC if the JVMs run in UTC.
create table alert_receiver (
  dataset string not null,
  receiver string not null,
  kinds array<string> not null,
  registered_at timestamp(3) not null,
  primary key (dataset, receiver) not enforced
) with (
  'connector' = 'jdbc',
  'url' = '${JDBC_URL}',
  'username' = '${JDBC_USER}',
  'password' = '${JDBC_PASSWORD}',
  'table-name' = 'alert_receiver'
);
