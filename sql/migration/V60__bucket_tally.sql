-- Counts and sums of a cell (cohort, query shape, score bin, route, assignment) by day and hash bucket of the unit, for intervals that know of users who recur.
create table bucket_tally (
  dataset text not null,
  day date not null,
  cut text not null,
  cohort text not null,
  row_key text not null,
  query_shape text not null,
  score_bin integer not null,
  route text not null,
  router_version text not null,
  assignment text not null,
  experiment text not null,
  arm text not null,
  horizon_seconds bigint not null,
  bucket integer not null,
  final boolean not null,
  complete boolean not null,
  as_of timestamptz not null,
  generation integer not null,
  decisions bigint not null,
  root_decisions bigint not null,
  followed bigint not null,
  rejected bigint not null,
  escalation bigint not null,
  regeneration bigint not null,
  edit bigint not null,
  rephrase bigint not null,
  correction bigint not null,
  abandonment bigint not null,
  handoff bigint not null,
  thumbs_down bigint not null,
  thumbs_up bigint not null,
  failure bigint not null,
  quiet_exit bigint not null,
  streams_started bigint not null,
  streams_completed bigint not null,
  without_propensity bigint not null,
  with_score bigint not null,
  with_completion bigint not null,
  with_cost bigint not null,
  with_reference_cost bigint not null,
  completion numeric not null,
  session_seconds numeric not null,
  cost_usd numeric not null,
  reference_cost_usd numeric not null,
  root_reference_cost_usd numeric not null,
  extra_cost_usd numeric not null,
  cost_rejected_usd numeric not null,
  primary key (dataset, day, cut, row_key, horizon_seconds, bucket)
);
comment on table bucket_tally is 'Counts and sums of a cell (cohort, query shape, score bin, route, assignment) by day and hash bucket of the unit, for intervals that know of users who recur.';
comment on column bucket_tally.dataset is 'Name of the body of events.';
comment on column bucket_tally.day is 'UTC day of the decisions.';
comment on column bucket_tally.cut is 'Dimension names of the cut, joined by a comma.';
comment on column bucket_tally.cohort is 'JSON object of the cut''s dimensions, or __other__ for what the cap merged.';
comment on column bucket_tally.row_key is 'MD5 of cohort, route and whatever else tells rows of a cut and day apart: keeps keys short.';
comment on column bucket_tally.query_shape is 'Shape of the query.';
comment on column bucket_tally.score_bin is 'Bin of the score, from 0; -1 without a score.';
comment on column bucket_tally.route is 'The route that was chosen.';
comment on column bucket_tally.router_version is 'Version of the router.';
comment on column bucket_tally.assignment is 'Why that route: policy, explore or forced.';
comment on column bucket_tally.experiment is 'Experiment of a forced assignment, else empty.';
comment on column bucket_tally.arm is 'Arm of the experiment, else empty.';
comment on column bucket_tally.horizon_seconds is 'Age of the decisions at which their signals are counted.';
comment on column bucket_tally.bucket is 'Bucket of the unit of assignment (user, else session), 0 to 63: the six highest bits of its hash. A unit is in one bucket, so buckets are independent.';
comment on column bucket_tally.final is 'Nothing more is written for this row.';
comment on column bucket_tally.complete is 'The feed was observed to the end of what the row counts; otherwise it is censored.';
comment on column bucket_tally.as_of is 'Event time up to which the row counts.';
comment on column bucket_tally.generation is 'Re-processing of the dataset; a higher one wins.';
comment on column bucket_tally.decisions is 'Decisions.';
comment on column bucket_tally.root_decisions is 'Decisions that are no retry, escalation, or answer to a rephrase or correction.';
comment on column bucket_tally.followed is 'Decisions that a later turn followed.';
comment on column bucket_tally.rejected is 'Decisions with at least one rejecting signal.';
comment on column bucket_tally.escalation is 'Decisions refused by the verifier.';
comment on column bucket_tally.regeneration is 'Decisions tried again.';
comment on column bucket_tally.edit is 'Decisions whose question was edited.';
comment on column bucket_tally.rephrase is 'Decisions asked again in other words.';
comment on column bucket_tally.correction is 'Decisions turned down by the next turn.';
comment on column bucket_tally.abandonment is 'Decisions left before the stream was complete.';
comment on column bucket_tally.handoff is 'Decisions handed to a human.';
comment on column bucket_tally.thumbs_down is 'Decisions voted down.';
comment on column bucket_tally.thumbs_up is 'Decisions voted up.';
comment on column bucket_tally.failure is 'Decisions failed by the server.';
comment on column bucket_tally.quiet_exit is 'Decisions completed and followed by nothing (ambiguous).';
comment on column bucket_tally.streams_started is 'Decisions with any stream event.';
comment on column bucket_tally.streams_completed is 'Decisions whose stream completed.';
comment on column bucket_tally.without_propensity is 'Decisions without a propensity of their route.';
comment on column bucket_tally.with_score is 'Decisions with a score.';
comment on column bucket_tally.with_completion is 'Decisions with a known completion ratio.';
comment on column bucket_tally.with_cost is 'Decisions with a known cost.';
comment on column bucket_tally.with_reference_cost is 'Decisions with a known reference cost.';
comment on column bucket_tally.completion is 'Sum of completion ratios.';
comment on column bucket_tally.session_seconds is 'Sum of seconds from decision to the last event of its session by the horizon.';
comment on column bucket_tally.cost_usd is 'Sum of cost in USD.';
comment on column bucket_tally.reference_cost_usd is 'Sum of reference cost in USD.';
comment on column bucket_tally.root_reference_cost_usd is 'Sum of reference cost in USD of root decisions.';
comment on column bucket_tally.extra_cost_usd is 'Sum of cost in USD of decisions that are no roots.';
comment on column bucket_tally.cost_rejected_usd is 'Sum of the cost in USD of rejected decisions.';
