-- Is the verifier's score, mapped to a probability of rejection, right? Of answers that shipped; probability = intercept + slope x score, so 1 and -1 for a score that is meant as the chance of acceptance.
create function verifier_calibration(of_dataset text, since date, until date, intercept double precision, slope double precision)
returns table (verifier text, route text, traffic text, horizon_seconds bigint, refused bigint, decisions double precision, predicted double precision, rejected double precision,
  gap double precision, gap_low double precision, gap_high double precision, squared double precision, plain double precision)
language sql stable as $$
  with bin as (
    select a.verifier, a.route, a.horizon_seconds, greatest(0, least(9, floor(a.score * 10))) as score_bin, count(*) filter (where a.fate = 'refused') as refused,
      (count(*) filter (where a.fate = 'shipped'))::double precision as n, coalesce(sum(intercept + slope * a.score) filter (where a.fate = 'shipped'), 0) as p,
      (count(*) filter (where a.fate = 'shipped' and a.rejected))::double precision as x
    from verified_answer a
    where a.dataset = of_dataset and a.day >= since and a.day < until and a.fate in ('shipped', 'refused')
    group by 1, 2, 3, 4
  ), route as (
    select b.verifier, b.route, b.horizon_seconds, sum(b.refused)::bigint as refused, sum(b.n) as n, sum(b.p) as p, sum(b.x) as x, array_agg(b.n) as ns, array_agg(b.p) as ps, array_agg(b.x) as xs
    from bin b
    group by b.verifier, b.route, b.horizon_seconds
    having sum(b.n) > 0
  )
  select r.verifier, r.route, case when r.refused = 0 then 'every answer shipped' else 'range-restricted: the verifier decides what ships' end, r.horizon_seconds, r.refused,
    r.n, r.p / r.n, r.x / r.n, e.gap, e.gap_low, e.gap_high, e.squared, e.plain
  from route r cross join lateral calibration_error(r.ns, r.ps, r.xs) e
$$;
comment on function verifier_calibration is 'Over days from since to before until, of answers that shipped: mean predicted probability of rejection (intercept + slope x the verifier''s score) beside the rejected rate, and the calibration error over tenths of the score with 95 % interval: the root mean square gap in points of probability, debiased. Where answers were refused it is range-restricted.';
