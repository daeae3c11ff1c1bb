-- What did units of an experiment's arms do? Sums over units by first exposure: y in the experiment, x in the period before it, for unit means, ratios and CUPED.
create view experiment_arm as
select u.dataset, u.experiment, u.horizon_seconds, u.arm, m.metric, count(*) as units, count(*) filter (where u.crossed) as crossed, min(u.first_exposure) as first_exposure, max(u.as_of) as as_of,
  sum(u.decisions) as decisions, sum(u.to_reference) as to_reference,
  sum(m.y) as y, sum(m.x) as x, sum(m.y * m.y) as yy, sum(m.x * m.y) as xy, sum(m.x * m.x) as xx,
  sum(m.y) / count(*) as mean
from experiment_unit u cross join lateral (values ('rejected', u.rejected::numeric, u.before_rejected::numeric), ('decisions', u.decisions::numeric, u.before_decisions::numeric), ('cost_usd', u.cost_usd, u.before_cost_usd)) as m (metric, y, x)
group by u.dataset, u.experiment, u.horizon_seconds, u.arm, m.metric;
comment on view experiment_arm is 'Units and sums per arm of an experiment; ./routesight calibrate makes the verdict of them.';
comment on column experiment_arm.dataset is 'Name of the body of events.';
comment on column experiment_arm.experiment is 'Name of the experiment.';
comment on column experiment_arm.horizon_seconds is 'Age of the decisions at which their signals are counted.';
comment on column experiment_arm.arm is 'Arm of the units first exposure.';
comment on column experiment_arm.metric is 'What y and x are: rejected decisions, decisions, or cost in USD, of a unit.';
comment on column experiment_arm.units is 'Units.';
comment on column experiment_arm.crossed is 'Of them, units seen in another arm too.';
comment on column experiment_arm.first_exposure is 'The earliest first exposure.';
comment on column experiment_arm.as_of is 'Event time up to which rows count.';
comment on column experiment_arm.decisions is 'Decisions of the units in the experiment.';
comment on column experiment_arm.to_reference is 'Of them, sent to the reference route.';
comment on column experiment_arm.y is 'Sum over units of y, the metric in the experiment.';
comment on column experiment_arm.x is 'Sum over units of x, the metric in the period before it.';
comment on column experiment_arm.yy is 'Sum of squares of y.';
comment on column experiment_arm.xy is 'Sum of x times y.';
comment on column experiment_arm.xx is 'Sum of squares of x.';
comment on column experiment_arm.mean is 'Mean of y over units.';
