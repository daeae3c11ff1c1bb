-- Benchmark against production: a routes failure rate offline, its rejected rate live, and the gap with a 95 % interval. The two measure different things; watch the gap move.
create function benchmark_gap(of_dataset text, since date, until date)
returns table (benchmark text, route text, horizon_seconds bigint, rows bigint, failed double precision, decisions numeric, rejected double precision,
  gap double precision, gap_error double precision)
language sql stable as $$
  with offline as (
    select e.benchmark, e.route, count(*) as rows, 1 - avg(e.correct)::double precision as failed,
      greatest(0, sum(e.correct * e.correct) - sum(e.correct) * sum(e.correct) / count(*))::double precision / nullif(count(*) - 1, 0) / count(*) as v
    from eval_result e
    where e.dataset = of_dataset
    group by e.benchmark, e.route
  ), live as (
    select t.route, t.horizon_seconds, sum(t.decisions) as n, sum(t.rejected)::double precision / sum(t.decisions) as p
    from cohort_tally t
    where t.dataset = of_dataset and t.cut = '' and t.final and t.complete
      and (t.window_start at time zone 'UTC')::date >= since and (t.window_start at time zone 'UTC')::date < until
    group by t.route, t.horizon_seconds
    having sum(t.decisions) > 0
  )
  select o.benchmark, o.route, l.horizon_seconds, o.rows, o.failed, l.n, l.p, l.p - o.failed, sqrt(o.v + l.p * (1 - l.p) / l.n::double precision)
  from offline o join live l on l.route = o.route
$$;
comment on function benchmark_gap is 'Failure rate of a route on an offline benchmark (1 - mean correct, all its rows) beside its rejected rate in all live traffic over days from since to before until, and live less benchmark with its standard error. Needs the cut without dimensions.';
