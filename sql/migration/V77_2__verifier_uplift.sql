-- What does escalating spare, by bin of the verifier's score? Rejected rate of answers of a route that shipped less that of the reference's answers that came instead of refused ones; Newcombe's 95 % interval.
-- Bins of a tenth, 0 to 9, what lies outside 0 to 1 in the outer ones. Causal only where chance decided whether an answer ships: mark these decisions explore.
create function verifier_uplift(of_dataset text, of_route text, of_reference text, since date, until date)
returns table (verifier text, query_shape text, traffic text, horizon_seconds bigint, score_bin integer, decisions numeric, rejected numeric, reference_decisions numeric, reference_rejected numeric,
  uplift double precision, uplift_low double precision, uplift_high double precision)
language sql stable as $$
  with bin as (
    select a.verifier, a.query_shape, case when a.assignment in ('explore', 'forced') then 'causal' else 'observed, not causal' end as traffic, a.horizon_seconds,
      greatest(0, least(9, floor(a.score * 10)))::integer as score_bin,
      (count(*) filter (where a.fate = 'shipped'))::numeric as n1, (count(*) filter (where a.fate = 'shipped' and a.rejected))::numeric as x1,
      (count(*) filter (where a.fate = 'replaced'))::numeric as n0, (count(*) filter (where a.fate = 'replaced' and a.rejected))::numeric as x0
    from verified_answer a
    where a.dataset = of_dataset and a.day >= since and a.day < until and a.horizon_seconds >= 1800
      and (a.fate = 'shipped' and a.route = of_route or a.fate = 'replaced' and a.route = of_reference)
    group by 1, 2, 3, 4, 5
  ), known as (
    select b.*, (b.x1 / b.n1)::double precision as p1, (b.x0 / b.n0)::double precision as p0,
      wilson_low(b.x1, b.n1)::double precision as l1, wilson_high(b.x1, b.n1)::double precision as h1, wilson_low(b.x0, b.n0)::double precision as l0, wilson_high(b.x0, b.n0)::double precision as h0
    from bin b where b.n1 > 0 and b.n0 > 0
  )
  select k.verifier, k.query_shape, k.traffic, k.horizon_seconds, k.score_bin, k.n1, k.x1, k.n0, k.x0, k.p1 - k.p0,
    k.p1 - k.p0 - sqrt((k.p1 - k.l1) ^ 2 + (k.h0 - k.p0) ^ 2), k.p1 - k.p0 + sqrt((k.h1 - k.p1) ^ 2 + (k.p0 - k.l0) ^ 2)
  from known k
$$;
comment on function verifier_uplift is 'Rejected rate of a route''s answers that shipped less that of the reference''s answers that came instead of refused ones, by bin of the verifier''s score, over days from since to before until, with Newcombes 95 % interval. A verifier worth its name has uplift that falls as its score rises. Bins without both are left out: a verifier with a fixed threshold has none but the one it lies in.';
