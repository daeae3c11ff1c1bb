-- How do two routes differ, when decisions of one user are not independent? The Mantel-Haenszel difference and ratio of route_contrast, with errors by delete-a-group jackknife over the buckets of the unit.
-- Without a join: a stratum's routes and buckets stand in arrays, so that no wrong guess of how many rows there are (as of a table that was never analysed) makes it compare all with all.
create function route_contrast_by_unit(of_dataset text, since date, until date)
returns table (cut text, cohort text, query_shape text, traffic text, experiment text, route text, reference text, horizon_seconds bigint,
  strata bigint, decisions double precision, reference_decisions double precision, buckets bigint,
  difference double precision, difference_error double precision, difference_low double precision, difference_high double precision,
  ratio double precision, ratio_low double precision, ratio_high double precision)
language sql stable as $$
  with cell as (
    select t.cut, t.cohort, t.query_shape, case when t.assignment in ('explore', 'forced') then 'causal' else 'observed, not causal' end as traffic,
      t.experiment, t.horizon_seconds, t.day, case when t.assignment in ('explore', 'forced') then t.score_bin else -2 end as bin, t.route, t.bucket,
      sum(t.decisions)::double precision as n, sum(t.rejected)::double precision as x
    from bucket_tally t
    where t.dataset = of_dataset and t.day >= since and t.day < until and t.final and t.complete and t.horizon_seconds >= 1800
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
  ), by_route as (
    select c.cut, c.cohort, c.query_shape, c.traffic, c.experiment, c.horizon_seconds, c.day, c.bin, c.route, c.bucket, c.n, c.x, sum(c.n) over w as route_n, sum(c.x) over w as route_x, row_number() over (w order by c.bucket) as place
    from cell c
    window w as (partition by c.cut, c.cohort, c.query_shape, c.traffic, c.experiment, c.horizon_seconds, c.day, c.bin, c.route)
  ), stratum as (
    select b.cut, b.cohort, b.query_shape, b.traffic, b.experiment, b.horizon_seconds,
      array_agg(b.route) as of_route, array_agg(b.bucket) as of_bucket, array_agg(b.n) as ns, array_agg(b.x) as xs,
      array_agg(b.route) filter (where b.place = 1) as routes, array_agg(b.route_n) filter (where b.place = 1) as route_ns, array_agg(b.route_x) filter (where b.place = 1) as route_xs
    from by_route b
    group by b.cut, b.cohort, b.query_shape, b.traffic, b.experiment, b.horizon_seconds, b.day, b.bin
    having count(*) filter (where b.place = 1) > 1
  ), pair as (
    select s.*, o.route, z.route as reference, o.n as n1, o.x as x1, z.n as n0, z.x as x0
    from stratum s
    cross join lateral unnest(s.routes, s.route_ns, s.route_xs) as o (route, n, x)
    cross join lateral unnest(s.routes, s.route_ns, s.route_xs) as z (route, n, x)
    where o.route <> z.route and o.n > 0 and z.n > 0
  ), less as (
    -- what a bucket takes away from the sums of all strata; the sums themselves as bucket -1
    select p.cut, p.cohort, p.query_shape, p.traffic, p.experiment, p.horizon_seconds, p.route, p.reference, t.bucket,
      sum(n1 * n0 / (n1 + n0) - coalesce(t.m1 * t.m0 / nullif(t.m1 + t.m0, 0), 0)) as w,
      sum(x1 * n0 / (n1 + n0) - coalesce(t.y1 * t.m0 / nullif(t.m1 + t.m0, 0), 0)) as r,
      sum(x0 * n1 / (n1 + n0) - coalesce(t.y0 * t.m1 / nullif(t.m1 + t.m0, 0), 0)) as s,
      count(*) as strata, sum(n1) as n1, sum(n0) as n0
    from pair p
    cross join lateral (
      select -1 as bucket, 0::double precision as m1, 0::double precision as y1, 0::double precision as m0, 0::double precision as y0
      union all
      select u.bucket, p.n1 - coalesce(sum(u.n) filter (where u.route = p.route), 0), p.x1 - coalesce(sum(u.x) filter (where u.route = p.route), 0),
        p.n0 - coalesce(sum(u.n) filter (where u.route = p.reference), 0), p.x0 - coalesce(sum(u.x) filter (where u.route = p.reference), 0)
      from unnest(p.of_route, p.of_bucket, p.ns, p.xs) as u (route, bucket, n, x)
      where u.route in (p.route, p.reference)
      group by u.bucket
    ) t
    group by p.cut, p.cohort, p.query_shape, p.traffic, p.experiment, p.horizon_seconds, p.route, p.reference, t.bucket
  ), whole as (
    select l.*, max(l.w) filter (where l.bucket = -1) over g as aw, max(l.r) filter (where l.bucket = -1) over g as ar, max(l.s) filter (where l.bucket = -1) over g as az,
      max(l.strata) filter (where l.bucket = -1) over g as all_strata, max(l.n1) filter (where l.bucket = -1) over g as all_n1, max(l.n0) filter (where l.bucket = -1) over g as all_n0
    from less l
    window g as (partition by l.cut, l.cohort, l.query_shape, l.traffic, l.experiment, l.horizon_seconds, l.route, l.reference)
  ), spread as (
    select h.cut, h.cohort, h.query_shape, h.traffic, h.experiment, h.horizon_seconds, h.route, h.reference, h.aw, h.ar, h.az, h.all_strata, h.all_n1, h.all_n0, count(*) as g,
      count(*) filter (where h.aw - h.w > 1e-9 * h.aw) as with_weight,
      var_pop(case when h.aw - h.w > 1e-9 * h.aw then ((h.ar - h.r) - (h.az - h.s)) / (h.aw - h.w) end) as difference,
      count(*) filter (where h.ar - h.r > 1e-9 * h.ar and h.az - h.s > 1e-9 * h.az) as with_ratio,
      var_pop(case when h.ar - h.r > 1e-9 * h.ar and h.az - h.s > 1e-9 * h.az then ln((h.ar - h.r) / (h.az - h.s)) end) as log_ratio
    from whole h
    where h.bucket >= 0
    group by h.cut, h.cohort, h.query_shape, h.traffic, h.experiment, h.horizon_seconds, h.route, h.reference, h.aw, h.ar, h.az, h.all_strata, h.all_n1, h.all_n0
  ), known as (
    select v.*, (v.ar - v.az) / v.aw as d, case when v.ar > 0 and v.az > 0 then v.ar / v.az end as q,
      case when v.g > 1 and v.with_weight = v.g then sqrt((v.g - 1) * v.difference) end as se,
      case when v.g > 1 and v.with_ratio = v.g then sqrt((v.g - 1) * v.log_ratio) end as log_se
    from spread v
  )
  select k.cut, k.cohort, k.query_shape, k.traffic, k.experiment, k.route, k.reference, k.horizon_seconds, k.all_strata, k.all_n1, k.all_n0, k.g,
    k.d, k.se, k.d - student_t(k.g - 1) * k.se, k.d + student_t(k.g - 1) * k.se,
    k.q, k.q * exp(-student_t(k.g - 1) * k.log_se), k.q * exp(student_t(k.g - 1) * k.log_se)
  from known k
$$;
comment on function route_contrast_by_unit is 'route_contrast with errors that know of users who recur: difference of rejected rates in points and ratio, strata (day, and score bin where causal) pooled by Mantel and Haenszel, 95 % intervals by jackknife over buckets of the unit (the ratio on the logarithmic scale). Needs the cut in tally.buckets. Mind the column traffic: observed, not causal.';
