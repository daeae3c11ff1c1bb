-- How do two routes differ in their rejected rate within one query shape and day? A row a stratum and ordered pair of routes, in rate points; final and complete rows only.
-- Causal strata are cut by score bin too: routes given at random may have been given with a probability that depends on the score.
-- Horizons below 30 minutes are left out: a fast route would simply have given users more time to react.
create view contrast_stratum as
select s.dataset, s.cut, s.cohort, s.query_shape, s.traffic, s.experiment, one.route, zero.route as reference, s.horizon_seconds, s.day, s.score_bin,
  one.n as decisions, one.x as rejected, zero.n as reference_decisions, zero.x as reference_rejected,
  one.x::double precision / one.n - zero.x::double precision / zero.n as difference,
  case when zero.x > 0 then one.x::double precision * zero.n / (one.n::double precision * zero.x) end as ratio
from (
  select dataset, cut, cohort, query_shape, traffic, experiment, horizon_seconds, day, score_bin,
    array_agg(route) as routes, array_agg(n) as ns, array_agg(x) as xs
  from (
    select dataset, cut, cohort, query_shape, horizon_seconds, (window_start at time zone 'UTC')::date as day, route, experiment,
      case when assignment in ('explore', 'forced') then 'causal' else 'observed, not causal' end as traffic,
      case when assignment in ('explore', 'forced') then score_bin end as score_bin,
      sum(decisions) as n, sum(rejected) as x
    from score_tally
    where final and complete and horizon_seconds >= 1800
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    having sum(decisions) > 0
  ) by_route
  group by dataset, cut, cohort, query_shape, traffic, experiment, horizon_seconds, day, score_bin
) s
cross join lateral unnest(s.routes, s.ns, s.xs) as one (route, n, x)
cross join lateral unnest(s.routes, s.ns, s.xs) as zero (route, n, x)
where one.route <> zero.route;
comment on view contrast_stratum is 'Rejected rate of a route less that of another within query shape and day; policy traffic is observed, not causal: the score decides the route, so even the sign can be wrong.';
comment on column contrast_stratum.dataset is 'Name of the body of events.';
comment on column contrast_stratum.cut is 'Dimension names of the cut, joined by a comma.';
comment on column contrast_stratum.cohort is 'JSON object of the cuts dimensions, or __other__ for what the cap merged.';
comment on column contrast_stratum.query_shape is 'Shape of the query.';
comment on column contrast_stratum.traffic is 'causal (explore and forced traffic) or observed, not causal (policy traffic).';
comment on column contrast_stratum.experiment is 'Experiment of a forced assignment, else empty.';
comment on column contrast_stratum.route is 'The route that is compared.';
comment on column contrast_stratum.reference is 'The route it is compared with.';
comment on column contrast_stratum.horizon_seconds is 'Age of the decisions, 30 minutes or more.';
comment on column contrast_stratum.day is 'UTC day of the decisions.';
comment on column contrast_stratum.score_bin is 'Bin of the routers score, of causal strata; null for observed ones.';
comment on column contrast_stratum.decisions is 'Decisions of the route.';
comment on column contrast_stratum.rejected is 'Rejected ones among them.';
comment on column contrast_stratum.reference_decisions is 'Decisions of the reference.';
comment on column contrast_stratum.reference_rejected is 'Rejected ones among them.';
comment on column contrast_stratum.difference is 'Rejected rate of the route less that of the reference, in rate points (0.01 = one in a hundred).';
comment on column contrast_stratum.ratio is 'Rejected rate of the route over that of the reference; null where the reference has none.';
