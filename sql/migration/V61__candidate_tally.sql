-- What logged decisions say about a candidate policy: sums by cell, day, hash bucket of the unit and route that the candidate may take.
create table candidate_tally (
  dataset text not null,
  day date not null,
  cut text not null,
  cohort text not null,
  row_key text not null,
  policy text not null,
  to_route text not null,
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
  rejected bigint not null,
  without_propensity bigint not null,
  weight numeric not null,
  weight_sq numeric not null,
  weight_rejected numeric not null,
  weight_sq_rejected numeric not null,
  weight_cost numeric not null,
  weight_sq_cost numeric not null,
  weight_sq_cost_sq numeric not null,
  weight_sq_cost_rejected numeric not null,
  clipped_10 numeric not null,
  clipped_10_rejected numeric not null,
  clipped_100 numeric not null,
  clipped_100_rejected numeric not null,
  cost_usd numeric not null,
  chance numeric not null,
  chance_sq numeric not null,
  weight_chance numeric not null,
  weight_rejected_chance numeric not null,
  weight_cost_chance numeric not null,
  unsupported numeric not null,
  primary key (dataset, day, cut, row_key, horizon_seconds, bucket)
);
comment on table candidate_tally is 'What logged decisions say about a candidate policy: sums by cell, day, hash bucket of the unit and route that the candidate may take.';
comment on column candidate_tally.dataset is 'Name of the body of events.';
comment on column candidate_tally.day is 'UTC day of the decisions.';
comment on column candidate_tally.cut is 'Dimension names of the cut, joined by a comma.';
comment on column candidate_tally.cohort is 'JSON object of the cut''s dimensions, or __other__ for what the cap merged.';
comment on column candidate_tally.row_key is 'MD5 of cohort, route and whatever else tells rows of a cut and day apart: keeps keys short.';
comment on column candidate_tally.policy is 'The candidate policy, by its name in decisions.';
comment on column candidate_tally.to_route is 'A route that the candidate may take. Sums of weights stand in the row where it is the route taken, sums that name the chance in every row.';
comment on column candidate_tally.query_shape is 'Shape of the query.';
comment on column candidate_tally.score_bin is 'Bin of the score, from 0; -1 without a score.';
comment on column candidate_tally.route is 'The route that was chosen.';
comment on column candidate_tally.router_version is 'Version of the router.';
comment on column candidate_tally.assignment is 'Why that route: policy, explore or forced.';
comment on column candidate_tally.experiment is 'Experiment of a forced assignment, else empty.';
comment on column candidate_tally.arm is 'Arm of the experiment, else empty.';
comment on column candidate_tally.horizon_seconds is 'Age of the decisions at which their signals are counted.';
comment on column candidate_tally.bucket is 'Bucket of the unit of assignment (user, else session), 0 to 63: the six highest bits of its hash. A unit is in one bucket, so buckets are independent.';
comment on column candidate_tally.final is 'Nothing more is written for this row.';
comment on column candidate_tally.complete is 'The feed was observed to the end of what the row counts; otherwise it is censored.';
comment on column candidate_tally.as_of is 'Event time up to which the row counts.';
comment on column candidate_tally.generation is 'Re-processing of the dataset; a higher one wins.';
comment on column candidate_tally.decisions is 'Decisions that gave the candidate and a propensity of their route; in the row of the route taken, else 0.';
comment on column candidate_tally.rejected is 'Rejected ones among them, likewise.';
comment on column candidate_tally.without_propensity is 'Root decisions that gave the candidate but no propensity of their route; they are in no other number. Retries and escalations without one were no choice of the policy and are left out.';
comment on column candidate_tally.weight is 'Sum of weights w (the candidate''s probability of the route taken over the logged one).';
comment on column candidate_tally.weight_sq is 'Sum of squared weights.';
comment on column candidate_tally.weight_rejected is 'Sum of weights of rejected decisions.';
comment on column candidate_tally.weight_sq_rejected is 'Sum of squared weights of rejected decisions.';
comment on column candidate_tally.weight_cost is 'Sum of weight times cost in USD.';
comment on column candidate_tally.weight_sq_cost is 'Sum of squared weight times cost.';
comment on column candidate_tally.weight_sq_cost_sq is 'Sum of squared weight times squared cost.';
comment on column candidate_tally.weight_sq_cost_rejected is 'Sum of squared weight times cost of rejected decisions.';
comment on column candidate_tally.clipped_10 is 'Sum of weights, each at most 10.';
comment on column candidate_tally.clipped_10_rejected is 'The same of rejected decisions.';
comment on column candidate_tally.clipped_100 is 'Sum of weights, each at most 100.';
comment on column candidate_tally.clipped_100_rejected is 'The same of rejected decisions.';
comment on column candidate_tally.cost_usd is 'Sum of cost in USD of the decisions that are counted here.';
comment on column candidate_tally.chance is 'Sum of the candidate''s probabilities of to_route.';
comment on column candidate_tally.chance_sq is 'Sum of their squares.';
comment on column candidate_tally.weight_chance is 'Sum of weight times the probability of to_route.';
comment on column candidate_tally.weight_rejected_chance is 'The same of rejected decisions.';
comment on column candidate_tally.weight_cost_chance is 'Sum of weight times cost in USD times the probability of to_route.';
comment on column candidate_tally.unsupported is 'Sum of the probabilities of to_route where the log would not take it (logged probability below 1e-6).';
