-- At what age of a decision do its signals come? Share of decisions with the signal by each horizon, and what the last stretch added; windows whose rows are final and complete at that horizon.
create view signal_by_age as
select a.dataset, a.cut, a.cohort, a.route, a.assignment, a.experiment, a.arm, a.day, a.signal, a.horizon_seconds, a.decisions, a.events,
  a.events::double precision / a.decisions as incidence,
  wilson_low(a.events, a.decisions) as low, wilson_high(a.events, a.decisions) as high,
  a.events::double precision / a.decisions - coalesce(lag(a.events::double precision / a.decisions) over age, 0) as added
from (
  select t.dataset, t.cut, t.cohort, t.route, t.assignment, t.experiment, t.arm, t.day, t.horizon_seconds, t.n as decisions, s.signal, s.events
  from (
    select dataset, cut, cohort, route, assignment, experiment, arm, horizon_seconds, (window_start at time zone 'UTC')::date as day, sum(decisions) as n,
      sum(rejected) as rejected, sum(escalation) as escalation, sum(regeneration) as regeneration, sum(edit) as edit, sum(rephrase) as rephrase, sum(correction) as correction, sum(abandonment) as abandonment, sum(handoff) as handoff, sum(thumbs_down) as thumbs_down, sum(thumbs_up) as thumbs_up, sum(failure) as failure, sum(quiet_exit) as quiet_exit, sum(followed) as followed
    from cohort_tally where final and complete
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    having sum(decisions) > 0
  ) t cross join lateral (values ('rejected', t.rejected), ('escalation', t.escalation), ('regeneration', t.regeneration), ('edit', t.edit), ('rephrase', t.rephrase), ('correction', t.correction), ('abandonment', t.abandonment), ('handoff', t.handoff), ('thumbs_down', t.thumbs_down), ('thumbs_up', t.thumbs_up), ('failure', t.failure), ('quiet_exit', t.quiet_exit), ('followed', t.followed)) as s (signal, events)
) a
window age as (partition by a.dataset, a.cut, a.cohort, a.route, a.assignment, a.experiment, a.arm, a.day, a.signal order by a.horizon_seconds);
comment on view signal_by_age is 'Incidence of each signal by age of the decision, per cohort, route, assignment and day.';
comment on column signal_by_age.dataset is 'Name of the body of events.';
comment on column signal_by_age.cut is 'Dimension names of the cut, joined by a comma.';
comment on column signal_by_age.cohort is 'JSON object of the cuts dimensions, or __other__ for what the cap merged.';
comment on column signal_by_age.route is 'The route that was chosen.';
comment on column signal_by_age.assignment is 'Why that route: policy, explore or forced.';
comment on column signal_by_age.experiment is 'Experiment of a forced assignment, else empty.';
comment on column signal_by_age.arm is 'Arm of the experiment, else empty.';
comment on column signal_by_age.day is 'UTC day of the decisions.';
comment on column signal_by_age.signal is 'Kind of signal, or rejected (any rejecting kind) or followed.';
comment on column signal_by_age.horizon_seconds is 'Age of the decisions at which their signals are counted.';
comment on column signal_by_age.decisions is 'Decisions, of all router versions.';
comment on column signal_by_age.events is 'Decisions among them that had the signal by that age.';
comment on column signal_by_age.incidence is 'Share of them, 0 to 1.';
comment on column signal_by_age.low is 'Lower bound of its Wilson 95 % interval.';
comment on column signal_by_age.high is 'Upper bound of its Wilson 95 % interval.';
comment on column signal_by_age.added is 'Incidence less that at the horizon before; quiet exits may fall when a turn follows late.';
