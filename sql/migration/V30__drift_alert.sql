-- What is drifting: silent changes of quality, one row per cause with the life, the size and the evidence of its alert.
create table drift_alert (
  dataset text not null,
  alert_id text not null,
  generation integer not null,
  state text not null check (state in ('open', 'resolved')),
  resolution text check (resolution in ('recovered', 'vanished', 'merged', 'epoch_ended')),
  merged_into text,
  summary text not null,
  mode text not null check (mode in ('budget', 'fdr')),
  test text not null check (test in ('baseline', 'concurrent')),
  against text,
  signal text not null,
  direction text not null check (direction in ('rise', 'fall')),
  cut text not null,
  cohort text not null,
  route text not null,
  horizon_seconds bigint not null,
  before_rate double precision not null,
  now_rate double precision not null,
  now_low double precision not null,
  now_high double precision not null,
  ratio double precision not null,
  ratio_low double precision not null,
  ratio_high double precision not null,
  measured text not null check (measured in ('since', 'after')),
  decisions bigint not null,
  events bigint not null,
  excess double precision not null,
  cost_usd numeric,
  since timestamptz not null,
  since_low timestamptz,
  since_high timestamptz,
  window_start timestamptz not null,
  window_end timestamptz not null,
  opened_at timestamptz not null,
  resolved_at timestamptz,
  updated_at timestamptz not null,
  log_evidence double precision not null,
  log_threshold double precision not null,
  cohorts integer not null,
  covers jsonb not null,
  router_versions text[] not null,
  models text[] not null,
  changed jsonb not null,
  decisions_sql text not null,
  primary key (dataset, alert_id)
);
comment on table drift_alert is 'What is drifting: silent changes of quality, one row per cause with the life, the size and the evidence of its alert.';
comment on column drift_alert.dataset is 'Name of the body of events.';
comment on column drift_alert.alert_id is 'Stays the same for the life of the alert: MD5 of test, cut, cohort, route, signal, direction and the window that opened it.';
comment on column drift_alert.generation is 'Re-processing of the dataset; a higher one wins.';
comment on column drift_alert.state is 'open, or resolved when the rate is back.';
comment on column drift_alert.resolution is 'Why it is resolved: recovered (the rate is back), vanished (no decisions came any more), merged (into the alert merged_into), epoch_ended (mode fdr). Null while open.';
comment on column drift_alert.merged_into is 'The alert_id of the older alert that it turned out to be part of, else null.';
comment on column drift_alert.summary is 'What happened in one line, for the head of a message. Its words may change while the alert is open.';
comment on column drift_alert.mode is 'What is promised about false alerts: budget or fdr.';
comment on column drift_alert.test is 'What the cohort was compared with: its own learnt past (baseline), or others at the same time (concurrent).';
comment on column drift_alert.against is 'What it was compared with at the same time: another route, router version or arm; null for its own past.';
comment on column drift_alert.signal is 'What drifted: a kind of signal, or rejected.';
comment on column drift_alert.direction is 'Whether the rate of the signal rose or fell.';
comment on column drift_alert.cut is 'Dimension names of the cohort, joined by a comma, as in cohort_tally.';
comment on column drift_alert.cohort is 'The cohort that explains the alert best, a JSON object as in cohort_tally. While the alert is open, a better one may take its place.';
comment on column drift_alert.route is 'The route whose decisions are counted; empty for all routes together (control_arm).';
comment on column drift_alert.horizon_seconds is 'Age of the decisions at which their signals are counted.';
comment on column drift_alert.before_rate is 'Rate that the learnt past, or the other group, gives to decisions like these, 0 to 1.';
comment on column drift_alert.now_rate is 'Rate of these decisions, 0 to 1.';
comment on column drift_alert.now_low is 'Lower end of the 95 % interval of now_rate.';
comment on column drift_alert.now_high is 'Upper end of it.';
comment on column drift_alert.ratio is 'now_rate / before_rate.';
comment on column drift_alert.ratio_low is 'Lower end of the 95 % interval of the ratio, the error of the learnt past included.';
comment on column drift_alert.ratio_high is 'Upper end of it.';
comment on column drift_alert.measured is 'Which decisions the rates are of: after the alert opened (honest), or, as long as those are few, since its estimated start (on the large side: they were picked for looking bad).';
comment on column drift_alert.decisions is 'Decisions affected: of the cohort and route since the estimated start; of a concurrent test those that had others to compare with.';
comment on column drift_alert.events is 'Decisions among them with the signal.';
comment on column drift_alert.excess is 'Decisions with the signal beyond what the past gives; below 0 for a fall.';
comment on column drift_alert.cost_usd is 'Estimated cost so far in USD: excess times the mean cost of a decision. Null for a fall, or where no cost is known.';
comment on column drift_alert.since is 'Start of the change, an estimate.';
comment on column drift_alert.since_low is 'Earliest start in the 95 % confidence set, the begin of a day in UTC; null in mode fdr, or when it may lie over two weeks before the alert.';
comment on column drift_alert.since_high is 'Latest start in it; null in mode fdr.';
comment on column drift_alert.window_start is 'Start of the window that opened the alert, inclusive.';
comment on column drift_alert.window_end is 'End of it, exclusive.';
comment on column drift_alert.opened_at is 'Event time at which the window was final and the alert opened.';
comment on column drift_alert.resolved_at is 'Event time at which it was over; null while open.';
comment on column drift_alert.updated_at is 'Event time up to which the row counts.';
comment on column drift_alert.log_evidence is 'Natural logarithm of the evidence with which the cohort alerted.';
comment on column drift_alert.log_threshold is 'Natural logarithm of the evidence that was needed.';
comment on column drift_alert.cohorts is 'How many cohorts and routes alert from what looks like the same cause, this one included.';
comment on column drift_alert.covers is 'These, the largest excess first, at most 100: test, against, cut, cohort, route, state, since, before_rate, now_rate, ratio, decisions, events, excess.';
comment on column drift_alert.router_versions is 'Versions of the router seen since the estimated start, at most 8; the one that is compared with the one before it.';
comment on column drift_alert.models is 'Models behind the route seen since then, at most 8.';
comment on column drift_alert.changed is 'What else changed at that time, by name: router_version, model, threshold, mix (the rate that the mix of queries alone would give), weekly_decisions; each with before (the day before the start) and since. Empty when nothing did.';
comment on column drift_alert.decisions_sql is 'A query, ready to run, that returns the decisions behind the alert from decision_outcome.';
create index drift_alert_by_time on drift_alert (dataset, opened_at);
create index drift_alert_resolved on drift_alert (dataset, resolved_at);
create index drift_alert_open on drift_alert (dataset, opened_at) where state = 'open';

-- What is drifting now? Open alerts, the newest first; hours are of event time, rates 0 to 1, costs in USD.
create view active_alert as
select dataset, alert_id, summary, signal, direction, cut, cohort, route, before_rate, now_rate, now_low, now_high, ratio, since, opened_at, updated_at, decisions, excess, cost_usd, cohorts, router_versions, models, changed, test, against, mode, log_evidence, log_threshold, decisions_sql,
  extract(epoch from updated_at - opened_at) / 3600 as open_hours
from drift_alert where state = 'open' order by opened_at desc, alert_id;
comment on view active_alert is 'Alerts that are open, the newest first.';
comment on column active_alert.dataset is 'Name of the body of events.';
comment on column active_alert.alert_id is 'Stays the same for the life of the alert: MD5 of test, cut, cohort, route, signal, direction and the window that opened it.';
comment on column active_alert.summary is 'What happened in one line, for the head of a message. Its words may change while the alert is open.';
comment on column active_alert.signal is 'What drifted: a kind of signal, or rejected.';
comment on column active_alert.direction is 'Whether the rate of the signal rose or fell.';
comment on column active_alert.cut is 'Dimension names of the cohort, joined by a comma, as in cohort_tally.';
comment on column active_alert.cohort is 'The cohort that explains the alert best, a JSON object as in cohort_tally. While the alert is open, a better one may take its place.';
comment on column active_alert.route is 'The route whose decisions are counted; empty for all routes together (control_arm).';
comment on column active_alert.before_rate is 'Rate that the learnt past, or the other group, gives to decisions like these, 0 to 1.';
comment on column active_alert.now_rate is 'Rate of these decisions, 0 to 1.';
comment on column active_alert.now_low is 'Lower end of the 95 % interval of now_rate.';
comment on column active_alert.now_high is 'Upper end of it.';
comment on column active_alert.ratio is 'now_rate / before_rate.';
comment on column active_alert.since is 'Start of the change, an estimate.';
comment on column active_alert.opened_at is 'Event time at which the window was final and the alert opened.';
comment on column active_alert.updated_at is 'Event time up to which the row counts.';
comment on column active_alert.decisions is 'Decisions affected: of the cohort and route since the estimated start.';
comment on column active_alert.excess is 'Decisions with the signal beyond what the past gives; below 0 for a fall.';
comment on column active_alert.cost_usd is 'Estimated cost so far in USD: excess times the mean cost of a decision. Null for a fall, or where no cost is known.';
comment on column active_alert.cohorts is 'How many cohorts and routes alert from what looks like the same cause, this one included.';
comment on column active_alert.router_versions is 'Versions of the router seen since the estimated start, at most 8.';
comment on column active_alert.models is 'Models behind the route seen since then, at most 8.';
comment on column active_alert.changed is 'What else changed at that time, by name: router_version, model, threshold, mix (the rate that the mix of queries alone would give), weekly_decisions; each with before (the day before the start) and since. Empty when nothing did.';
comment on column active_alert.test is 'What the cohort was compared with: its own learnt past (baseline), or others at the same time (concurrent).';
comment on column active_alert.against is 'What it was compared with at the same time: another route, router version or arm; null for its own past.';
comment on column active_alert.mode is 'What is promised about false alerts: budget or fdr.';
comment on column active_alert.log_evidence is 'Natural logarithm of the evidence with which the cohort alerted.';
comment on column active_alert.log_threshold is 'Natural logarithm of the evidence that was needed.';
comment on column active_alert.decisions_sql is 'A query, ready to run, that returns the decisions behind the alert from decision_outcome.';
comment on column active_alert.open_hours is 'Hours of event time since it opened.';
