-- Lower and upper bound of Wilson's interval for a rate k of n, at 95 % (Wilson 1927; Brown, Cai & DasGupta 2001).
create function wilson_low(k numeric, n numeric) returns numeric language sql immutable as $$
  select case when n > 0 then greatest(0, (k + 1.920729410 - 1.959963985 * sqrt(k * (n - k) / n + 0.960364705)) / (n + 3.841458821)) end
$$;
create function wilson_high(k numeric, n numeric) returns numeric language sql immutable as $$
  select case when n > 0 then least(1, (k + 1.920729410 + 1.959963985 * sqrt(k * (n - k) / n + 0.960364705)) / (n + 3.841458821)) end
$$;
comment on function wilson_low is 'Lower bound of the Wilson 95 % interval of a rate k of n; null without any n.';
comment on function wilson_high is 'Upper bound of the Wilson 95 % interval of a rate k of n; null without any n.';

-- How often does each signal follow a decision? Rates of decisions with Wilson 95 % intervals, over final and complete windows.
create view signal_rate as
select t.dataset, t.cut, t.cohort, t.route, t.assignment, t.experiment, t.arm, t.horizon_seconds, t.window_start,
  s.signal, t.n as decisions, s.k as events,
  case when t.n > 0 then s.k / t.n end as rate, wilson_low(s.k, t.n) as low, wilson_high(s.k, t.n) as high
from (
  select dataset, cut, cohort, route, assignment, experiment, arm, horizon_seconds, window_start,
    sum(decisions) as n, sum(rejected) as rejected, sum(escalation) as escalation, sum(regeneration) as regeneration, sum(edit) as edit, sum(rephrase) as rephrase, sum(correction) as correction, sum(abandonment) as abandonment, sum(handoff) as handoff, sum(thumbs_down) as thumbs_down, sum(thumbs_up) as thumbs_up, sum(failure) as failure, sum(quiet_exit) as quiet_exit, sum(followed) as followed
  from cohort_tally where final and complete
  group by dataset, cut, cohort, route, assignment, experiment, arm, horizon_seconds, window_start
) t cross join lateral (values ('rejected', t.rejected), ('escalation', t.escalation), ('regeneration', t.regeneration), ('edit', t.edit), ('rephrase', t.rephrase), ('correction', t.correction), ('abandonment', t.abandonment), ('handoff', t.handoff), ('thumbs_down', t.thumbs_down), ('thumbs_up', t.thumbs_up), ('failure', t.failure), ('quiet_exit', t.quiet_exit), ('followed', t.followed)) as s (signal, k);
comment on view signal_rate is 'Rate of each signal per cohort, route, assignment, horizon and window, with Wilson 95 % intervals; final and complete rows only.';
comment on column signal_rate.dataset is 'Name of the body of events.';
comment on column signal_rate.cut is 'Dimension names of the cut, joined by a comma.';
comment on column signal_rate.cohort is 'JSON object of the cut''s dimensions, or __other__ for what the cap merged.';
comment on column signal_rate.route is 'The route that was chosen.';
comment on column signal_rate.assignment is 'Why that route: policy, explore or forced.';
comment on column signal_rate.experiment is 'Experiment of a forced assignment, else empty.';
comment on column signal_rate.arm is 'Arm of the experiment, else empty.';
comment on column signal_rate.horizon_seconds is 'Age of the decisions at which their signals are counted.';
comment on column signal_rate.window_start is 'Start of the window of decision times, inclusive.';
comment on column signal_rate.signal is 'Kind of signal, or rejected (any rejecting kind) or followed.';
comment on column signal_rate.decisions is 'Decisions, of all router versions.';
comment on column signal_rate.events is 'Decisions among them that had the signal.';
comment on column signal_rate.rate is 'Share of them, 0 to 1.';
comment on column signal_rate.low is 'Lower bound of its Wilson 95 % interval.';
comment on column signal_rate.high is 'Upper bound of its Wilson 95 % interval.';

-- Does every event read end in one place? difference must be 0 (pending counts while the job is live).
create view accounting_check as
select dataset,
  coalesce(sum(events) filter (where place = 'events_read'), 0) as events_read,
  coalesce(sum(events) filter (where place <> 'events_read'), 0) as placed,
  coalesce(sum(events) filter (where place = 'pending'), 0) as pending,
  coalesce(sum(events) filter (where place = 'events_read'), 0) - coalesce(sum(events) filter (where place <> 'events_read'), 0) as difference
from job_accounting group by dataset;
comment on view accounting_check is 'Events read against the sum of all places, per dataset.';
comment on column accounting_check.dataset is 'Name of the body of events.';
comment on column accounting_check.events_read is 'Events read from all sources.';
comment on column accounting_check.placed is 'Events that ended in a place, pending included.';
comment on column accounting_check.pending is 'Events among them that are not yet settled; 0 when the job has ended.';
comment on column accounting_check.difference is 'events_read less placed; must be 0.';
