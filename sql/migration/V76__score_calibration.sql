-- How far is a probability from what happened, over bins? Debiased mean squared gap (Kumar, Liang and Ma 2019, Verified uncertainty calibration) and its root; the same as dev.routesight.confidence.CalibrationError.
create function calibration_error(decisions double precision[], predicted double precision[], happened double precision[])
returns table (used double precision, plain double precision, squared double precision, squared_error double precision, gap double precision, gap_low double precision, gap_high double precision)
language sql immutable as $$
  with bin as (
    select b.n, (b.p - b.x) / b.n as g, b.x / b.n * (1 - b.x / b.n) / (b.n - 1) as v from unnest(decisions, predicted, happened) as b (n, p, x) where b.n >= 2
  ), share as (
    select b.g, b.v, b.n, b.n / sum(b.n) over () as w from bin b
  ), error as (
    select sum(s.n) as used, sum(s.w * s.g * s.g) as plain, sum(s.w * (s.g * s.g - s.v)) as squared, sqrt(sum(s.w * s.w * (4 * greatest(0, s.g * s.g - s.v) * s.v + 2 * s.v * s.v))) as se from share s
  )
  select e.used, e.plain, e.squared, e.se, case when e.used > 0 then sqrt(greatest(0, e.squared)) end, case when e.used > 0 then sqrt(greatest(0, e.squared - 1.959963984540054 * e.se)) end, case when e.used > 0 then sqrt(greatest(0, e.squared + 1.959963984540054 * e.se)) end
  from error e
$$;
comment on function calibration_error is 'Of bins with so many decisions, the sum of their predicted probabilities, and how many happened: decisions in bins of two or more, mean squared gap as it is and without what chance adds (may be below 0), standard error of the latter, its root and the 95 % interval of the root. Null without such a bin. Takes decisions as independent.';

-- Is the router's score, mapped to a probability of rejection, right? Only for a score that is meant as one, or that you map: probability = intercept + slope x score.
create function score_calibration(of_dataset text, since date, until date, intercept double precision, slope double precision)
returns table (cut text, cohort text, route text, traffic text, horizon_seconds bigint, decisions double precision, predicted double precision, rejected double precision,
  gap double precision, gap_low double precision, gap_high double precision, squared double precision, plain double precision)
language sql stable as $$
  with bin as (
    select t.cut, t.cohort, t.route, case when t.assignment in ('explore', 'forced') then 'randomised' else 'policy: range-restricted' end as traffic, t.horizon_seconds, t.score_bin,
      sum(t.decisions)::double precision as n, (intercept * sum(t.decisions) + slope * sum(t.score))::double precision as p, sum(t.rejected)::double precision as x
    from score_tally t
    where t.dataset = of_dataset and t.final and t.complete and t.score_bin >= 0
      and (t.window_start at time zone 'UTC')::date >= since and (t.window_start at time zone 'UTC')::date < until
    group by 1, 2, 3, 4, 5, 6
    having sum(t.decisions) > 0
  ), route as (
    select b.cut, b.cohort, b.route, b.traffic, b.horizon_seconds, sum(b.n) as n, sum(b.p) as p, sum(b.x) as x, array_agg(b.n) as ns, array_agg(b.p) as ps, array_agg(b.x) as xs
    from bin b
    group by b.cut, b.cohort, b.route, b.traffic, b.horizon_seconds
  )
  select r.cut, r.cohort, r.route, r.traffic, r.horizon_seconds, r.n, r.p / r.n, r.x / r.n, e.gap, e.gap_low, e.gap_high, e.squared, e.plain
  from route r cross join lateral calibration_error(r.ns, r.ps, r.xs) e
$$;
comment on function score_calibration is 'Over days from since to before until, by route: mean predicted probability of rejection (intercept + slope x score) beside the rejected rate, and the calibration error over bins of the score with 95 % interval: the root mean square gap in points of probability, debiased, so 0 where chance explains it all. Policy traffic is range-restricted. Bins of one decision say nothing.';
