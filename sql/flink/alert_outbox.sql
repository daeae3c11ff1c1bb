-- What people are to be told: one row per change of an alert and receiver.
-- The table of that name in PostgreSQL, read by Flink's JDBC connector. Times are UTC if the JVMs run in UTC.
-- Left out: alert, whose type jsonb the connector cannot read.
create table alert_outbox (
  id bigint not null,
  dataset string not null,
  receiver string not null,
  alert_id string not null,
  idempotency_key string not null,
  kind string not null,
  updated_at timestamp(3) not null,
  `state` string not null,
  attempts int not null,
  written_at timestamp(3) not null,
  next_attempt_at timestamp(3) not null,
  last_attempt_at timestamp(3),
  last_status int,
  last_error string,
  primary key (id) not enforced
) with (
  'connector' = 'jdbc',
  'url' = '${JDBC_URL}',
  'username' = '${JDBC_USER}',
  'password' = '${JDBC_PASSWORD}',
  'table-name' = 'alert_outbox'
);
