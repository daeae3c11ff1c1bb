-- Users by their first decision of a UTC day, and how many came back in another session.
create table retention_tally (
  dataset text not null,
  day date not null,
  cut text not null,
  cohort text not null,
  row_key text not null,
  route text not null,
  assignment text not null,
  experiment text not null,
  arm text not null,
  final boolean not null,
  complete boolean not null,
  as_of timestamptz not null,
  generation integer not null,
  users bigint not null,
  returned_1d bigint not null,
  returned_7d bigint not null,
  primary key (dataset, day, cut, row_key)
);
comment on table retention_tally is 'Users by their first decision of a UTC day, and how many came back in another session.';
comment on column retention_tally.dataset is 'Name of the body of events.';
comment on column retention_tally.day is 'UTC day.';
comment on column retention_tally.cut is 'Dimension names of the cut, joined by a comma.';
comment on column retention_tally.cohort is 'JSON object of the cut''s dimensions, or __other__ for what the cap merged.';
comment on column retention_tally.row_key is 'MD5 of cohort, route and whatever else tells rows of a cut and window apart: keeps keys short.';
comment on column retention_tally.route is 'The route that was chosen.';
comment on column retention_tally.assignment is 'Why that route: policy, explore or forced.';
comment on column retention_tally.experiment is 'Experiment of a forced assignment, else empty.';
comment on column retention_tally.arm is 'Arm of the experiment, else empty.';
comment on column retention_tally.final is 'Nothing more is written for this row.';
comment on column retention_tally.complete is 'The feed was observed to the end of what the row counts; otherwise it is censored.';
comment on column retention_tally.as_of is 'Event time up to which the row counts.';
comment on column retention_tally.generation is 'Re-processing of the dataset; a higher one wins.';
comment on column retention_tally.users is 'Users.';
comment on column retention_tally.returned_1d is 'Users with a decision of another session within a day.';
comment on column retention_tally.returned_7d is 'Users with a decision of another session within seven days.';
