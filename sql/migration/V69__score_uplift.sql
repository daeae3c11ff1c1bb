-- What does the reference route spare, by bin of the score? Rejected rate of a route less that of the reference, from randomised traffic; with Newcombe's 95 % interval.
create function score_uplift(of_dataset text, of_route text, of_reference text, since date, until date)
returns table (cut text, cohort text, query_shape text, horizon_seconds bigint, score_bin integer, decisions numeric, rejected numeric, reference_decisions numeric, reference_rejected numeric,
  uplift double precision, uplift_low double precision, uplift_high double precision)
language sql stable as $$
  with bin as (
    select t.cut, t.cohort, t.query_shape, t.horizon_seconds, t.score_bin,
      coalesce(sum(t.decisions) filter (where t.route = of_route), 0) as n1, coalesce(sum(t.rejected) filter (where t.route = of_route), 0) as x1,
      coalesce(sum(t.decisions) filter (where t.route = of_reference), 0) as n0, coalesce(sum(t.rejected) filter (where t.route = of_reference), 0) as x0
    from score_tally t
    where t.dataset = of_dataset and t.final and t.complete and t.horizon_seconds >= 1800 and t.score_bin >= 0 and t.assignment in ('explore', 'forced')
      and (t.window_start at time zone 'UTC')::date >= since and (t.window_start at time zone 'UTC')::date < until
    group by t.cut, t.cohort, t.query_shape, t.horizon_seconds, t.score_bin
  ), known as (
    select b.*, (b.x1 / b.n1)::double precision as p1, (b.x0 / b.n0)::double precision as p0,
      wilson_low(b.x1, b.n1)::double precision as l1, wilson_high(b.x1, b.n1)::double precision as h1, wilson_low(b.x0, b.n0)::double precision as l0, wilson_high(b.x0, b.n0)::double precision as h0
    from bin b where b.n1 > 0 and b.n0 > 0
  )
  select k.cut, k.cohort, k.query_shape, k.horizon_seconds, k.score_bin, k.n1, k.x1, k.n0, k.x0, k.p1 - k.p0,
    k.p1 - k.p0 - sqrt((k.p1 - k.l1) ^ 2 + (k.h0 - k.p0) ^ 2), k.p1 - k.p0 + sqrt((k.h1 - k.p1) ^ 2 + (k.p0 - k.l0) ^ 2)
  from known k
$$;
comment on function score_uplift is 'Rejected rate of a route less that of the reference by bin of the score, over days from since to before until, from explore and forced traffic only, with Newcombes 95 % interval. A score worth its name has uplift that rises with it. Bins without randomised traffic of both routes are left out.';
