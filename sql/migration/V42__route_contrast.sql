-- How do two routes differ over some days, strata pooled by Mantel and Haenszel? One row a query shape and ordered pair of routes.
-- Variances: Sato (1989) for the difference, Greenland and Robins (1985) for the ratio; heterogeneity by Cochrans Q of the differences.
create function route_contrast(of_dataset text, since date, until date)
returns table (cut text, cohort text, query_shape text, traffic text, experiment text, route text, reference text, horizon_seconds bigint,
  strata bigint, decisions numeric, reference_decisions numeric,
  difference double precision, difference_error double precision, difference_low double precision, difference_high double precision,
  ratio double precision, ratio_low double precision, ratio_high double precision,
  heterogeneity double precision, heterogeneity_degrees bigint)
language sql stable as $$
  with stratum as (
    select c.*, c.decisions::double precision as n1, c.reference_decisions::double precision as n0,
      c.rejected::double precision as x1, c.reference_rejected::double precision as x0
    from contrast_stratum c
    where c.dataset = of_dataset and c.day >= since and c.day < until
  ), term as (
    select s.*, n1 + n0 as n, x1 * (n1 - x1) / (n1 * n1 * n1) + x0 * (n0 - x0) / (n0 * n0 * n0) as v from stratum s
  ), pooled as (
    select t.cut, t.cohort, t.query_shape, t.traffic, t.experiment, t.route, t.reference, t.horizon_seconds,
      count(*) as strata, sum(t.decisions) as decisions, sum(t.reference_decisions) as reference_decisions,
      sum(n1 * n0 / n) as weight,
      sum((x1 * n0 - x0 * n1) / n) as excess,
      sum((n1 * n1 * x0 - n0 * n0 * x1 + n1 * n0 * (n0 - n1) / 2) / (n * n)) as p,
      sum((x1 * (n0 - x0) + x0 * (n1 - x1)) / (2 * n)) as q,
      sum(x1 * n0 / n) as r, sum(x0 * n1 / n) as s,
      sum((n1 * n0 * (x1 + x0) - x1 * x0 * n) / (n * n)) as spread,
      sum(t.difference * t.difference / v) filter (where v > 0) as ddv, sum(t.difference / v) filter (where v > 0) as dv,
      sum(1 / v) filter (where v > 0) as iv, count(*) filter (where v > 0) as known
    from term t
    group by t.cut, t.cohort, t.query_shape, t.traffic, t.experiment, t.route, t.reference, t.horizon_seconds
  ), estimate as (
    select p.*, excess / weight as d, sqrt(greatest(0, excess / weight * p.p + p.q)) / weight as se,
      case when p.r > 0 and p.s > 0 then sqrt(spread / (p.r * p.s)) end as log_se
    from pooled p
  )
  select e.cut, e.cohort, e.query_shape, e.traffic, e.experiment, e.route, e.reference, e.horizon_seconds,
    e.strata, e.decisions, e.reference_decisions,
    e.d, e.se, e.d - 1.959963984540054 * e.se, e.d + 1.959963984540054 * e.se,
    case when e.r > 0 and e.s > 0 then e.r / e.s end,
    case when e.r > 0 and e.s > 0 then e.r / e.s * exp(-1.959963984540054 * e.log_se) end,
    case when e.r > 0 and e.s > 0 then e.r / e.s * exp(1.959963984540054 * e.log_se) end,
    coalesce(greatest(0, e.ddv - 2 * e.d * e.dv + e.d * e.d * e.iv), 0), greatest(0, e.known - 1)
  from estimate e
$$;
comment on function route_contrast is 'Two routes compared over days from since to before until, strata (day, and score bin where causal) pooled by Mantel and Haenszel: difference of rejected rates in points with its standard error and 95 % interval, their ratio with 95 % interval (null where a route has none rejected), and Cochrans Q of the differences with its degrees of freedom. Mind the column traffic: observed, not causal.';
