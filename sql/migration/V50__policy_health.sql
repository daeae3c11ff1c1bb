-- Does the router still try things, and does it log what later questions need? By router version and day; final and complete rows only.
create view policy_health as
select s.dataset, s.cut, s.cohort, s.router_version, s.horizon_seconds, s.day,
  sum(s.n) as decisions, coalesce(sum(s.n) filter (where s.assignment = 'explore'), 0) as explored, coalesce(sum(s.n) filter (where s.assignment = 'forced'), 0) as forced,
  coalesce(sum(s.n) filter (where s.assignment = 'explore'), 0)::double precision / sum(s.n) as explored_share,
  wilson_low(coalesce(sum(s.n) filter (where s.assignment = 'explore'), 0), sum(s.n)) as explored_share_low,
  wilson_high(coalesce(sum(s.n) filter (where s.assignment = 'explore'), 0), sum(s.n)) as explored_share_high,
  sum(s.without)::double precision / sum(s.n) as without_propensity_share,
  jsonb_object_agg(s.route, round(s.n / nullif(s.of_policy, 0), 6)) filter (where s.assignment = 'policy') as route_shares
from (
  select t.*, sum(t.n) filter (where t.assignment = 'policy') over (partition by t.dataset, t.cut, t.cohort, t.router_version, t.horizon_seconds, t.day) as of_policy
  from (
    select dataset, cut, cohort, router_version, horizon_seconds, (window_start at time zone 'UTC')::date as day, assignment, route, sum(decisions) as n, sum(without_propensity) as without
    from cohort_tally where final and complete
    group by 1, 2, 3, 4, 5, 6, 7, 8
    having sum(decisions) > 0
  ) t
) s
group by s.dataset, s.cut, s.cohort, s.router_version, s.horizon_seconds, s.day;
comment on view policy_health is 'Exploration, propensities and route shares per cohort, router version, horizon and day.';
comment on column policy_health.dataset is 'Name of the body of events.';
comment on column policy_health.cut is 'Dimension names of the cut, joined by a comma.';
comment on column policy_health.cohort is 'JSON object of the cuts dimensions, or __other__ for what the cap merged.';
comment on column policy_health.router_version is 'Version of the router.';
comment on column policy_health.horizon_seconds is 'Age of the decisions at which they are counted.';
comment on column policy_health.day is 'UTC day of the decisions.';
comment on column policy_health.decisions is 'Decisions.';
comment on column policy_health.explored is 'Of them, with a route given at random (explore).';
comment on column policy_health.forced is 'Of them, with a route forced by an experiment.';
comment on column policy_health.explored_share is 'Share explored; without any, nothing can be said of what the router does not do.';
comment on column policy_health.explored_share_low is 'Lower bound of its Wilson 95 % interval.';
comment on column policy_health.explored_share_high is 'Upper bound of its Wilson 95 % interval.';
comment on column policy_health.without_propensity_share is 'Share without a propensity of their route: they cannot be used to evaluate another policy.';
comment on column policy_health.route_shares is 'JSON object: share of the policys own decisions by route.';
