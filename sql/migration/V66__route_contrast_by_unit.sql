-- How do two routes differ, when decisions of one user are not independent? The Mantel-Haenszel difference and ratio of route_contrast, with errors by delete-a-group jackknife over the buckets of the unit.
create function route_contrast_by_unit(of_dataset text, since date, until date)
returns table (cut text, cohort text, query_shape text, traffic text, experiment text, route text, reference text, horizon_seconds bigint,
  strata bigint, decisions double precision, reference_decisions double precision, buckets bigint,
  difference double precision, difference_error double precision, difference_low double precision, difference_high double precision,
  ratio double precision, ratio_low double precision, ratio_high double precision)
language sql stable as $$
  with cell as materialized (
    select t.cut, t.cohort, t.query_shape, case when t.assignment in ('explore', 'forced') then 'causal' else 'observed, not causal' end as traffic,
      t.experiment, t.horizon_seconds, t.day, case when t.assignment in ('explore', 'forced') then t.score_bin else -2 end as bin, t.route, t.bucket,
      sum(t.decisions)::double precision as n, sum(t.rejected)::double precision as x
    from bucket_tally t
    where t.dataset = of_dataset and t.day >= since and t.day < until and t.final and t.complete and t.horizon_seconds >= 1800
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
  ), whole as materialized (
    select c.cut, c.cohort, c.query_shape, c.traffic, c.experiment, c.horizon_seconds, c.day, c.bin, c.route, sum(c.n) as n, sum(c.x) as x
    from cell c
    group by c.cut, c.cohort, c.query_shape, c.traffic, c.experiment, c.horizon_seconds, c.day, c.bin, c.route
  ), pair as materialized (
    select o.cut, o.cohort, o.query_shape, o.traffic, o.experiment, o.horizon_seconds, o.day, o.bin, o.route, z.route as reference, o.n as n1, o.x as x1, z.n as n0, z.x as x0
    from whole o join whole z using (cut, cohort, query_shape, traffic, experiment, horizon_seconds, day, bin)
    where o.route <> z.route and o.n > 0 and z.n > 0
  ), pooled as (
    select p.cut, p.cohort, p.query_shape, p.traffic, p.experiment, p.horizon_seconds, p.route, p.reference, count(*) as strata, sum(n1) as decisions, sum(n0) as reference_decisions,
      sum(n1 * n0 / (n1 + n0)) as w, sum(x1 * n0 / (n1 + n0)) as r, sum(x0 * n1 / (n1 + n0)) as s
    from pair p
    group by p.cut, p.cohort, p.query_shape, p.traffic, p.experiment, p.horizon_seconds, p.route, p.reference
  ), touched as (
    select p.cut, p.cohort, p.query_shape, p.traffic, p.experiment, p.horizon_seconds, p.route, p.reference, c.bucket, p.n1, p.x1, p.n0, p.x0,
      p.n1 - coalesce(sum(c.n) filter (where c.route = p.route), 0) as m1, p.x1 - coalesce(sum(c.x) filter (where c.route = p.route), 0) as y1,
      p.n0 - coalesce(sum(c.n) filter (where c.route = p.reference), 0) as m0, p.x0 - coalesce(sum(c.x) filter (where c.route = p.reference), 0) as y0
    from pair p join cell c using (cut, cohort, query_shape, traffic, experiment, horizon_seconds, day, bin)
    where c.route in (p.route, p.reference)
    group by p.cut, p.cohort, p.query_shape, p.traffic, p.experiment, p.horizon_seconds, p.day, p.bin, p.route, p.reference, c.bucket, p.n1, p.x1, p.n0, p.x0
  ), less as (
    select t.cut, t.cohort, t.query_shape, t.traffic, t.experiment, t.horizon_seconds, t.route, t.reference, t.bucket,
      sum(n1 * n0 / (n1 + n0) - coalesce(m1 * m0 / nullif(m1 + m0, 0), 0)) as w,
      sum(x1 * n0 / (n1 + n0) - coalesce(y1 * m0 / nullif(m1 + m0, 0), 0)) as r,
      sum(x0 * n1 / (n1 + n0) - coalesce(y0 * m1 / nullif(m1 + m0, 0), 0)) as s
    from touched t
    group by t.cut, t.cohort, t.query_shape, t.traffic, t.experiment, t.horizon_seconds, t.route, t.reference, t.bucket
  ), spread as (
    select p.cut, p.cohort, p.query_shape, p.traffic, p.experiment, p.horizon_seconds, p.route, p.reference, count(*) as g,
      count(*) filter (where p.w - l.w > 1e-9 * p.w) as with_weight,
      var_pop(case when p.w - l.w > 1e-9 * p.w then ((p.r - l.r) - (p.s - l.s)) / (p.w - l.w) end) as difference,
      count(*) filter (where p.r - l.r > 1e-9 * p.r and p.s - l.s > 1e-9 * p.s) as with_ratio,
      var_pop(case when p.r - l.r > 1e-9 * p.r and p.s - l.s > 1e-9 * p.s then ln((p.r - l.r) / (p.s - l.s)) end) as log_ratio
    from pooled p join less l using (cut, cohort, query_shape, traffic, experiment, horizon_seconds, route, reference)
    group by p.cut, p.cohort, p.query_shape, p.traffic, p.experiment, p.horizon_seconds, p.route, p.reference
  ), known as (
    select p.*, v.g, (p.r - p.s) / p.w as d, case when p.r > 0 and p.s > 0 then p.r / p.s end as q,
      case when v.g > 1 and v.with_weight = v.g then sqrt((v.g - 1) * v.difference) end as se,
      case when v.g > 1 and v.with_ratio = v.g then sqrt((v.g - 1) * v.log_ratio) end as log_se
    from pooled p join spread v using (cut, cohort, query_shape, traffic, experiment, horizon_seconds, route, reference)
  )
  select k.cut, k.cohort, k.query_shape, k.traffic, k.experiment, k.route, k.reference, k.horizon_seconds, k.strata, k.decisions, k.reference_decisions, k.g,
    k.d, k.se, k.d - student_t(k.g - 1) * k.se, k.d + student_t(k.g - 1) * k.se,
    k.q, k.q * exp(-student_t(k.g - 1) * k.log_se), k.q * exp(student_t(k.g - 1) * k.log_se)
  from known k
$$;
comment on function route_contrast_by_unit is 'route_contrast with errors that know of users who recur: difference of rejected rates in points and ratio, strata (day, and score bin where causal) pooled by Mantel and Haenszel, 95 % intervals by jackknife over buckets of the unit (the ratio on the logarithmic scale). Needs the cut in tally.buckets. Mind the column traffic: observed, not causal.';
