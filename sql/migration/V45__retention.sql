-- Do users come back? By cohort, route and arm of a users first decision of a UTC day; final and complete days only.
create view retention as
select r.dataset, r.cut, r.cohort, r.route, r.assignment, r.experiment, r.arm, r.day, r.users, r.returned_1d, r.returned_7d,
  r.returned_1d::double precision / r.users as rate_1d, wilson_low(r.returned_1d, r.users) as rate_1d_low, wilson_high(r.returned_1d, r.users) as rate_1d_high,
  r.returned_7d::double precision / r.users as rate_7d, wilson_low(r.returned_7d, r.users) as rate_7d_low, wilson_high(r.returned_7d, r.users) as rate_7d_high
from retention_tally r
where r.final and r.complete and r.users > 0;
comment on view retention is 'Share of users with a decision of another session within a day and within seven days.';
comment on column retention.dataset is 'Name of the body of events.';
comment on column retention.cut is 'Dimension names of the cut, joined by a comma.';
comment on column retention.cohort is 'JSON object of the cuts dimensions, or __other__ for what the cap merged.';
comment on column retention.route is 'Route of the first decision.';
comment on column retention.assignment is 'Why that route: policy, explore or forced.';
comment on column retention.experiment is 'Experiment of a forced assignment, else empty.';
comment on column retention.arm is 'Arm of the experiment, else empty.';
comment on column retention.day is 'UTC day of the first decision.';
comment on column retention.users is 'Users; those who come on two days count on both.';
comment on column retention.returned_1d is 'Users who came back within a day.';
comment on column retention.returned_7d is 'Users who came back within seven days.';
comment on column retention.rate_1d is 'Share of them, 0 to 1.';
comment on column retention.rate_1d_low is 'Lower bound of its Wilson 95 % interval.';
comment on column retention.rate_1d_high is 'Upper bound of its Wilson 95 % interval.';
comment on column retention.rate_7d is 'Share of them, 0 to 1.';
comment on column retention.rate_7d_low is 'Lower bound of its Wilson 95 % interval.';
comment on column retention.rate_7d_high is 'Upper bound of its Wilson 95 % interval.';
