-- What would another policy have been worth? Value of a decision (rejected rate, cost in USD) under each candidate from tallies: IPS, clipped and self-normalised IPS, doubly robust.
-- The model of rewards is the mean of cell (query shape x score bin) and route, cross-fitted over buckets; errors by delete-a-group jackknife. The same numbers as dev.routesight.offpolicy.TalliedPolicy.
-- Without a join, so that a wrong guess of how many rows there are costs nothing. A candidate of which no decision carries a propensity is said to be unidentifiable, not left out.
create function candidate_value(of_dataset text, since date, until date)
returns table (cut text, cohort text, policy text, horizon_seconds bigint, measure text, estimator text, value double precision, error double precision, low double precision, high double precision,
  decisions double precision, logged double precision, effective double precision, mean_weight double precision, unsupported double precision, verdict text)
language sql stable as $$
  with cell as (
    select t.cut, t.cohort, t.policy, t.horizon_seconds, t.query_shape, t.score_bin, t.route, t.to_route, t.bucket, sum(t.without_propensity)::double precision as missing,
      sum(t.decisions)::double precision as n, sum(t.rejected)::double precision as x, sum(t.cost_usd)::double precision as c,
      sum(t.weight)::double precision as w, sum(t.weight_sq)::double precision as ww, sum(t.weight_rejected)::double precision as wx, sum(t.weight_sq_rejected)::double precision as wwx,
      sum(t.weight_cost)::double precision as wc, sum(t.clipped_10_rejected)::double precision as w10x,
      sum(t.clipped_100_rejected)::double precision as w100x,
      sum(t.chance)::double precision as chance, sum(t.unsupported)::double precision as unsupported
    from candidate_tally t
    where t.dataset = of_dataset and t.day >= since and t.day < until and t.final and t.complete
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
  ), term as (
    -- of a route that the candidate may take: its mean among the other buckets; of the route taken also what is left over
    select c.cut, c.cohort, c.policy, c.horizon_seconds, c.bucket, c.missing, c.n, c.x, c.c, c.w, c.ww, c.wx, c.wwx, c.wc, c.w10x, c.w100x, c.unsupported,
      c.wx + (c.chance - c.w) * coalesce((sum(c.x) over route_all - sum(c.x) over route_bucket) / nullif(sum(c.n) over route_all - sum(c.n) over route_bucket, 0), 0) as robust_x,
      c.wc + (c.chance - c.w) * coalesce((sum(c.c) over route_all - sum(c.c) over route_bucket) / nullif(sum(c.n) over route_all - sum(c.n) over route_bucket, 0), 0) as robust_c
    from cell c
    -- decisions, rejected and cost stand in the row of the route taken alone, so sums by to_route are those of decisions that took it
    window route_all as (partition by c.cut, c.cohort, c.policy, c.horizon_seconds, c.query_shape, c.score_bin, c.to_route),
      route_bucket as (partition by c.cut, c.cohort, c.policy, c.horizon_seconds, c.query_shape, c.score_bin, c.to_route, c.bucket)
  ), bucket as (
    select t.cut, t.cohort, t.policy, t.horizon_seconds, t.bucket, sum(missing) as missing, sum(n) as n, sum(x) as x, sum(c) as c, sum(w) as w, sum(ww) as ww, sum(wx) as wx, sum(wwx) as wwx, sum(wc) as wc,
      sum(w10x) as w10x, sum(w100x) as w100x, sum(unsupported) as unsupported, sum(robust_x) as robust_x, sum(robust_c) as robust_c
    from term t
    group by t.cut, t.cohort, t.policy, t.horizon_seconds, t.bucket
  ), counted as (
    select b.*, sum(b.missing) over g as all_missing, sum(b.n) over g as all_n, sum(b.x) over g / nullif(sum(b.n) over g, 0) as logged_x, sum(b.c) over g / nullif(sum(b.n) over g, 0) as logged_c,
      coalesce((sum(b.w) over g) ^ 2 / nullif(sum(b.ww) over g, 0), 0) as effective, sum(b.w) over g / nullif(sum(b.n) over g, 0) as mean_weight, sum(b.unsupported) over g / nullif(sum(b.n) over g, 0) as all_unsupported,
      coalesce((sum(b.wx) over g) ^ 2 / nullif(sum(b.wwx) over g, 0), 0) as hits, coalesce((sum(b.w) over g - sum(b.wx) over g) ^ 2 / nullif(sum(b.ww) over g - sum(b.wwx) over g, 0), 0) as misses
    from bucket b
    window g as (partition by b.cut, b.cohort, b.policy, b.horizon_seconds)
  ), judged as (
    select o.*, case
      when o.all_missing > 0 then format('unidentifiable: %s of %s decisions carry no propensity, and none is assumed; log the probability of the route taken', o.all_missing, o.all_missing + o.all_n)
      when o.effective = 0 then 'unidentifiable: no overlap, the candidate never does what was logged; let the logging policy try it now and then'
      when o.all_unsupported > 0.05 then format('unidentifiable: %s %% of the candidate''s choices were never tried; explore them', round((100 * o.all_unsupported)::numeric, 1))
      when o.effective < 100 then format('unidentifiable: %s effective decisions, fewer than 100; log more, or a candidate closer to the log', round(o.effective::numeric, 1))
      when least(o.hits, o.misses) < 5 then 'unidentifiable: fewer than 5 effective rejected or accepted decisions; log more'
      when o.effective < 0.1 * o.all_n then 'weak: a few heavy decisions decide, and intervals are too narrow'
      else 'identified' end as verdict
    from counted o
  ), part as (
    select j.cut, j.cohort, j.policy, j.horizon_seconds, j.n, j.all_n, j.logged_x, j.logged_c, j.effective, j.mean_weight, j.all_unsupported, j.verdict, e.measure, e.estimator, e.a, e.b as d, sum(e.a) over g as aa, sum(e.b) over g as dd
    from judged j cross join lateral (values ('rejected', 'ips', j.wx, j.n), ('rejected', 'clipped_ips 10', j.w10x, j.n), ('rejected', 'clipped_ips 100', j.w100x, j.n),
      ('rejected', 'snips', j.wx, j.w), ('rejected', 'doubly_robust', j.robust_x, j.n),
      ('cost_usd', 'ips', j.wc, j.n), ('cost_usd', 'snips', j.wc, j.w), ('cost_usd', 'doubly_robust', j.robust_c, j.n)) as e (measure, estimator, a, b)
    window g as (partition by j.cut, j.cohort, j.policy, j.horizon_seconds, e.measure, e.estimator)
  ), known as (
    select p.cut, p.cohort, p.policy, p.horizon_seconds, p.measure, p.estimator, p.all_n, p.logged_x, p.logged_c, p.effective, p.mean_weight, p.all_unsupported, p.verdict, p.aa / nullif(p.dd, 0) as value, count(*) filter (where p.n > 0) as g,
      case when count(*) filter (where p.n > 0) > 1 and count((p.aa - p.a) / nullif(p.dd - p.d, 0)) filter (where p.n > 0) = count(*) filter (where p.n > 0)
        then sqrt((count(*) filter (where p.n > 0) - 1) * var_pop((p.aa - p.a) / nullif(p.dd - p.d, 0)) filter (where p.n > 0)) end as error
    from part p
    group by p.cut, p.cohort, p.policy, p.horizon_seconds, p.measure, p.estimator, p.all_n, p.logged_x, p.logged_c, p.effective, p.mean_weight, p.all_unsupported, p.verdict, p.aa, p.dd
  )
  select k.cut, k.cohort, k.policy, k.horizon_seconds, k.measure, k.estimator, v.value, v.error, v.value - student_t(k.g - 1) * v.error, v.value + student_t(k.g - 1) * v.error,
    k.all_n, case k.measure when 'rejected' then k.logged_x else k.logged_c end, k.effective, k.mean_weight, k.all_unsupported, k.verdict
  from known k
  cross join lateral (select case when k.verdict not like 'unidentifiable%' then k.value end as value, case when k.verdict not like 'unidentifiable%' then k.error end as error) v
$$;
comment on function candidate_value is 'Rejected rate and cost of a decision under each candidate policy of tally.candidates over days from since to before until, with standard error and 95 % interval (jackknife over buckets of the unit), beside the logged value, the effective sample size and the verdict. Values are null where the log cannot tell: the verdict then says unidentifiable, why, and what would help. Clipped IPS trades bias for less spread; its interval knows the spread only.';
