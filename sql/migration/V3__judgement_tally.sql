-- Judged shadow pairs, and handoffs that came after the last horizon, by the window of their decision.
create table judgement_tally (
  dataset text not null,
  cut text not null,
  cohort text not null,
  row_key text not null,
  kind text not null,
  route text not null,
  router_version text not null,
  assignment text not null,
  experiment text not null,
  arm text not null,
  model text not null,
  shadow_route text not null,
  verdict text not null,
  judge text not null,
  judge_model text not null,
  shown_first text not null,
  longer text not null,
  window_start timestamptz not null,
  window_end timestamptz not null,
  final boolean not null,
  complete boolean not null,
  as_of timestamptz not null,
  generation integer not null,
  events bigint not null,
  inverse_rate numeric not null,
  inverse_rate_sq numeric not null,
  shadow_cost_usd numeric not null,
  primary key (dataset, cut, row_key, window_start)
);
comment on table judgement_tally is 'Judged shadow pairs, and handoffs that came after the last horizon, by the window of their decision.';
comment on column judgement_tally.dataset is 'Name of the body of events.';
comment on column judgement_tally.cut is 'Dimension names of the cut, joined by a comma.';
comment on column judgement_tally.cohort is 'JSON object of the cut''s dimensions, or __other__ for what the cap merged.';
comment on column judgement_tally.row_key is 'MD5 of cohort and all that follows it in the key: keeps keys short.';
comment on column judgement_tally.kind is 'judgement, or handoff after the last horizon.';
comment on column judgement_tally.route is 'The route that was chosen.';
comment on column judgement_tally.router_version is 'Version of the router.';
comment on column judgement_tally.assignment is 'Why that route: policy, explore or forced.';
comment on column judgement_tally.experiment is 'Experiment of a forced assignment, else empty.';
comment on column judgement_tally.arm is 'Arm of the experiment, else empty.';
comment on column judgement_tally.model is 'Model of the judged answer.';
comment on column judgement_tally.shadow_route is 'Route of the shadow answer.';
comment on column judgement_tally.verdict is 'primary, shadow or tie.';
comment on column judgement_tally.judge is 'Who judged.';
comment on column judgement_tally.judge_model is 'Model that judged.';
comment on column judgement_tally.shown_first is 'Which answer the judge saw first.';
comment on column judgement_tally.longer is 'Which answer was longer: primary, shadow or equal; empty when unknown.';
comment on column judgement_tally.window_start is 'Start of the window of decision times, inclusive.';
comment on column judgement_tally.window_end is 'End of the window, exclusive.';
comment on column judgement_tally.final is 'Nothing more is written for this row.';
comment on column judgement_tally.complete is 'The feed was observed to the end of what the row counts; otherwise it is censored.';
comment on column judgement_tally.as_of is 'Event time up to which the row counts.';
comment on column judgement_tally.generation is 'Re-processing of the dataset; a higher one wins.';
comment on column judgement_tally.events is 'How many.';
comment on column judgement_tally.inverse_rate is 'Sum of 1/sample rate.';
comment on column judgement_tally.inverse_rate_sq is 'Sum of 1/sample rate squared.';
comment on column judgement_tally.shadow_cost_usd is 'Sum of the cost of the shadow answers in USD.';
create index judgement_tally_by_window on judgement_tally (dataset, cut, window_start);
