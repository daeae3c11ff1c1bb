-- Units of declared experiments by their first exposure, with sums over their decisions in the experiment and before it.
create table experiment_unit (
  dataset text not null,
  experiment text not null,
  horizon_seconds bigint not null,
  unit bigint not null,
  bucket integer not null,
  arm text not null,
  first_exposure timestamptz not null,
  crossed boolean not null,
  final boolean not null,
  complete boolean not null,
  as_of timestamptz not null,
  generation integer not null,
  decisions bigint not null,
  rejected bigint not null,
  to_reference bigint not null,
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
  cost_usd numeric not null,
  before_decisions bigint not null,
  before_rejected bigint not null,
  before_cost_usd numeric not null,
  primary key (dataset, experiment, horizon_seconds, unit)
);
comment on table experiment_unit is 'Units of declared experiments by their first exposure, with sums over their decisions in the experiment and before it.';
comment on column experiment_unit.dataset is 'Name of the body of events.';
comment on column experiment_unit.experiment is 'Name of the experiment, as declared and logged.';
comment on column experiment_unit.horizon_seconds is 'Age of the decisions at which their signals are counted.';
comment on column experiment_unit.unit is 'Hash of the unit: user, or session.';
comment on column experiment_unit.bucket is 'Bucket of the unit, 0 to 63, for jackknife intervals.';
comment on column experiment_unit.arm is 'Arm of its first exposure; it counts for this arm whatever comes later.';
comment on column experiment_unit.first_exposure is 'When it was first exposed.';
comment on column experiment_unit.crossed is 'It was seen in another arm too: assignment did not hold.';
comment on column experiment_unit.final is 'Nothing more is written for this row.';
comment on column experiment_unit.complete is 'The feed was observed to the end of the experiment + horizon.';
comment on column experiment_unit.as_of is 'Event time up to which the row counts.';
comment on column experiment_unit.generation is 'Re-processing of the dataset; a higher one wins.';
comment on column experiment_unit.decisions is 'Its decisions in the experiment.';
comment on column experiment_unit.rejected is 'Of them, decisions with at least one rejecting signal.';
comment on column experiment_unit.to_reference is 'Of them, decisions sent to the reference route.';
comment on column experiment_unit.escalation is 'Of them, decisions with the signal escalation.';
comment on column experiment_unit.regeneration is 'Of them, decisions with the signal regeneration.';
comment on column experiment_unit.edit is 'Of them, decisions with the signal edit.';
comment on column experiment_unit.rephrase is 'Of them, decisions with the signal rephrase.';
comment on column experiment_unit.correction is 'Of them, decisions with the signal correction.';
comment on column experiment_unit.abandonment is 'Of them, decisions with the signal abandonment.';
comment on column experiment_unit.handoff is 'Of them, decisions with the signal handoff.';
comment on column experiment_unit.thumbs_down is 'Of them, decisions with the signal thumbs_down.';
comment on column experiment_unit.thumbs_up is 'Of them, decisions with the signal thumbs_up.';
comment on column experiment_unit.failure is 'Of them, decisions with the signal failure.';
comment on column experiment_unit.quiet_exit is 'Of them, decisions with the signal quiet_exit.';
comment on column experiment_unit.cost_usd is 'Sum of cost in USD.';
comment on column experiment_unit.before_decisions is 'Its decisions in the period before the experiment.';
comment on column experiment_unit.before_rejected is 'Of them, rejected ones.';
comment on column experiment_unit.before_cost_usd is 'Their cost in USD.';
create index experiment_unit_by_exposure on experiment_unit (dataset, first_exposure);
