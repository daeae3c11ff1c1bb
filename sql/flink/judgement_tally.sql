-- Judged shadow pairs, and handoffs that came after the last horizon, by the window of their decision.
-- The table of that name in PostgreSQL, read by Flink's JDBC connector. Times are UTC if the JVMs run in UTC.
create table judgement_tally (
  dataset string not null,
  `cut` string not null,
  cohort string not null,
  row_key string not null,
  kind string not null,
  route string not null,
  router_version string not null,
  assignment string not null,
  experiment string not null,
  arm string not null,
  `model` string not null,
  shadow_route string not null,
  verdict string not null,
  judge string not null,
  judge_model string not null,
  shown_first string not null,
  longer string not null,
  window_start timestamp(3) not null,
  window_end timestamp(3) not null,
  `final` boolean not null,
  complete boolean not null,
  as_of timestamp(3) not null,
  generation int not null,
  events bigint not null,
  inverse_rate decimal(38, 9) not null,
  inverse_rate_sq decimal(38, 9) not null,
  shadow_cost_usd decimal(38, 9) not null,
  primary key (dataset, `cut`, row_key, window_start) not enforced
) with (
  'connector' = 'jdbc',
  'url' = '${JDBC_URL}',
  'username' = '${JDBC_USER}',
  'password' = '${JDBC_PASSWORD}',
  'table-name' = 'judgement_tally'
);
