-- How long do sessions go on after a decision, and how much of the answer is streamed, by route and day? Means per decision with 95 % intervals that take decisions as independent; final and complete rows only.
create view route_experience as
select t.dataset, t.cut, t.cohort, t.route, t.assignment, t.experiment, t.arm, t.horizon_seconds, t.day, t.decisions,
  t.session_seconds / t.decisions as session_seconds,
  t.session_seconds / t.decisions - 1.959963984540054 * t.session_error as session_seconds_low,
  t.session_seconds / t.decisions + 1.959963984540054 * t.session_error as session_seconds_high,
  t.with_completion,
  t.completion / nullif(t.with_completion, 0) as completion_ratio,
  t.completion / nullif(t.with_completion, 0) - 1.959963984540054 * t.completion_error as completion_ratio_low,
  t.completion / nullif(t.with_completion, 0) + 1.959963984540054 * t.completion_error as completion_ratio_high,
  t.streams_started,
  t.streams_completed::double precision / nullif(t.streams_started, 0) as completed_share,
  wilson_low(t.streams_completed, t.streams_started) as completed_share_low,
  wilson_high(t.streams_completed, t.streams_started) as completed_share_high,
  t.followed::double precision / t.decisions as followed_share,
  t.quiet_exit::double precision / t.decisions as quiet_exit_share
from (
  select s.*,
    case when decisions > 1 then sqrt(greatest(0, session_seconds_sq - session_seconds * session_seconds / decisions) / (decisions - 1) / decisions) end as session_error,
    case when with_completion > 1 then sqrt(greatest(0, completion_sq - completion * completion / with_completion) / (with_completion - 1) / with_completion) end as completion_error
  from (
    select dataset, cut, cohort, route, assignment, experiment, arm, horizon_seconds, (window_start at time zone 'UTC')::date as day,
      sum(decisions)::double precision as decisions, sum(followed) as followed, sum(quiet_exit) as quiet_exit,
      sum(streams_started) as streams_started, sum(streams_completed) as streams_completed,
      sum(with_completion)::double precision as with_completion,
      sum(session_seconds)::double precision as session_seconds, sum(session_seconds_sq)::double precision as session_seconds_sq,
      sum(completion)::double precision as completion, sum(completion_sq)::double precision as completion_sq
    from cohort_tally where final and complete
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    having sum(decisions) > 0
  ) s
) t;
comment on view route_experience is 'Session duration after a decision and stream completion ratio per cohort, route, assignment, horizon and day.';
comment on column route_experience.dataset is 'Name of the body of events.';
comment on column route_experience.cut is 'Dimension names of the cut, joined by a comma.';
comment on column route_experience.cohort is 'JSON object of the cuts dimensions, or __other__ for what the cap merged.';
comment on column route_experience.route is 'The route that was chosen.';
comment on column route_experience.assignment is 'Why that route: policy, explore or forced.';
comment on column route_experience.experiment is 'Experiment of a forced assignment, else empty.';
comment on column route_experience.arm is 'Arm of the experiment, else empty.';
comment on column route_experience.horizon_seconds is 'Age of the decisions at which their signals are counted.';
comment on column route_experience.day is 'UTC day of the decisions.';
comment on column route_experience.decisions is 'Decisions, of all router versions.';
comment on column route_experience.session_seconds is 'Mean seconds from a decision to the last event of its session, at most the horizon.';
comment on column route_experience.session_seconds_low is 'Lower bound of its 95 % interval; null with one decision.';
comment on column route_experience.session_seconds_high is 'Upper bound of its 95 % interval; null with one decision.';
comment on column route_experience.with_completion is 'Decisions with a known completion ratio.';
comment on column route_experience.completion_ratio is 'Mean share of the answer that was streamed, 0 to 1.';
comment on column route_experience.completion_ratio_low is 'Lower bound of its 95 % interval; null with one decision.';
comment on column route_experience.completion_ratio_high is 'Upper bound of its 95 % interval; null with one decision.';
comment on column route_experience.streams_started is 'Decisions with any stream event.';
comment on column route_experience.completed_share is 'Share of started streams that completed.';
comment on column route_experience.completed_share_low is 'Lower bound of its Wilson 95 % interval.';
comment on column route_experience.completed_share_high is 'Upper bound of its Wilson 95 % interval.';
comment on column route_experience.followed_share is 'Share of decisions that a later turn followed.';
comment on column route_experience.quiet_exit_share is 'Share of decisions completed and followed by nothing: watch it when corrections fall, as users who leave in silence correct nothing.';
