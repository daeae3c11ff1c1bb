-- Is the routers score related to rejection within a route? Area under the curve of the binned score (midranks), with DeLongs 95 % interval; 0.5 = knows nothing.
-- Policy traffic is range-restricted: the score decides who is seen in a route.
create function score_auc(of_dataset text, since date, until date)
returns table (cut text, cohort text, query_shape text, route text, traffic text, horizon_seconds bigint,
  decisions numeric, rejected numeric, auc double precision, auc_error double precision, auc_low double precision, auc_high double precision)
language sql stable as $$
  with bin as (
    select t.cut, t.cohort, t.query_shape, t.route,
      case when t.assignment in ('explore', 'forced') then 'randomised' else 'policy: range-restricted' end as traffic,
      t.horizon_seconds, t.score_bin, sum(t.rejected)::double precision as x, sum(t.decisions - t.rejected)::double precision as y
    from score_tally t
    where t.dataset = of_dataset and t.final and t.complete and t.score_bin >= 0
      and (t.window_start at time zone 'UTC')::date >= since and (t.window_start at time zone 'UTC')::date < until
    group by 1, 2, 3, 4, 5, 6, 7
  ), rank as (
    select b.*, sum(b.x) over w as m, sum(b.y) over w as n,
      sum(b.y) over (w order by b.score_bin) - b.y / 2 as below, sum(b.x) over (w order by b.score_bin desc) - b.x / 2 as above
    from bin b
    window w as (partition by b.cut, b.cohort, b.query_shape, b.route, b.traffic, b.horizon_seconds)
  ), area as (
    select r.cut, r.cohort, r.query_shape, r.route, r.traffic, r.horizon_seconds, max(r.m) as m, max(r.n) as n,
      sum(r.x * r.below / r.n) / max(r.m) as a, sum(r.x * (r.below / r.n) ^ 2) as placed1, sum(r.y * (r.above / r.m) ^ 2) as placed0
    from rank r
    where r.m > 0 and r.n > 0
    group by r.cut, r.cohort, r.query_shape, r.route, r.traffic, r.horizon_seconds
  ), known as (
    select a.*, case when a.m > 1 and a.n > 1 then
      sqrt(greatest(0, a.placed1 - a.m * a.a * a.a) / (a.m - 1) / a.m + greatest(0, a.placed0 - a.n * a.a * a.a) / (a.n - 1) / a.n) end as se
    from area a
  )
  select k.cut, k.cohort, k.query_shape, k.route, k.traffic, k.horizon_seconds, (k.m + k.n)::numeric, k.m::numeric, k.a, k.se,
    greatest(0, k.a - 1.959963984540054 * k.se), least(1, k.a + 1.959963984540054 * k.se)
  from known k
$$;
comment on function score_auc is 'Chance that a rejected decision of a route had a higher score (binned, ties half) than an accepted one, over days from since to before until, with standard error and 95 % interval by DeLong (null with a single one of either). Policy traffic is range-restricted: the score decides who is seen.';
