-- What do the two routes cost and how often are they rejected, by bin of the score? What a recommendation of a threshold is computed from, in USD a decision and as counts of randomised decisions.
-- Means are of randomised decisions from evidence_from to before evidence_to; cost includes price_usd for a rejected answer. weight is the bin's share of all decisions since weighed_from.
-- A route's spread is the variance of its mean money by the bin, design effect included. The same numbers as dev.routesight.control.RouteBins.
create function threshold_bin(of_dataset text, of_cut text, of_cohort text, of_horizon_seconds bigint, evidence_from timestamptz, evidence_to timestamptz, weighed_from timestamptz,
  of_cheap text, of_reference text, price_usd double precision)
returns table (score_bin integer, decisions bigint, weight double precision, supported boolean, cheap_decisions bigint, reference_decisions bigint,
  cheap_rejected double precision, cheap_paid double precision, cheap_cost double precision, cheap_spread double precision, cheap_design_effect double precision,
  reference_rejected double precision, reference_paid double precision, reference_cost double precision, reference_spread double precision, reference_design_effect double precision,
  cheap_policy_cost double precision, reference_policy_cost double precision)
language sql stable as $$
  with cell as (
    select t.score_bin as bin, t.route = of_reference as is_reference, t.assignment <> 'policy' as randomised, t.window_start >= weighed_from as weighed,
      sum(t.decisions) as n, sum(t.rejected) as x, sum(t.with_cost) as n_cost, sum(t.cost_usd) as c, sum(t.cost_usd_sq) as cc, sum(t.cost_rejected_usd) as cx,
      sum(t.units) as u, sum(t.unit_decisions_sq) as unn, sum(t.unit_decisions_rejected) as unx, sum(t.unit_rejected_sq) as uxx
    from score_tally t
    where t.dataset = of_dataset and t.cut = of_cut and t.cohort = of_cohort and t.horizon_seconds = of_horizon_seconds and t.final and t.complete
      and t.window_start >= evidence_from and t.window_start < evidence_to and t.score_bin >= 0
      and (t.route = of_reference or of_cheap = '' or t.route = of_cheap)
    group by 1, 2, 3, 4
  ), weighed as (
    select c.bin, sum(c.n) as n,
      sum(c.n) filter (where not c.randomised and not c.is_reference)::double precision as n1, sum(c.x) filter (where not c.randomised and not c.is_reference)::double precision as x1,
      sum(c.c) filter (where not c.randomised and not c.is_reference)::double precision as c1, sum(c.n_cost) filter (where not c.randomised and not c.is_reference)::double precision as k1,
      sum(c.n) filter (where not c.randomised and c.is_reference)::double precision as n0, sum(c.x) filter (where not c.randomised and c.is_reference)::double precision as x0,
      sum(c.c) filter (where not c.randomised and c.is_reference)::double precision as c0, sum(c.n_cost) filter (where not c.randomised and c.is_reference)::double precision as k0
    from cell c where c.weighed group by c.bin
  ), pooled as (
    select c.bin, c.is_reference, sum(c.n)::double precision as n, sum(c.x)::double precision as x, sum(c.n_cost)::double precision as k,
      sum(c.c)::double precision as c, sum(c.cc)::double precision as cc, sum(c.cx)::double precision as cx,
      sum(c.u)::double precision as u, sum(c.unn)::double precision as unn, sum(c.unx)::double precision as unx, sum(c.uxx)::double precision as uxx
    from cell c where c.randomised group by c.bin, c.is_reference
  ), route as (
    select p.is_reference, sum(p.n * (p.x / p.n) * (1 - p.x / p.n) order by p.bin) filter (where p.u > 0) as independent,
      sum(greatest(0, p.uxx - 2 * (p.x / p.n) * p.unx + (p.x / p.n) * (p.x / p.n) * p.unn) order by p.bin) filter (where p.u > 0) as clustered
    from pooled p where p.n > 0 group by p.is_reference
  ), mean as (
    select p.bin, p.is_reference, p.n, p.x, p.k, p.c / nullif(p.k, 0) as paid,
      greatest(0, p.cc / nullif(p.k, 0) - (p.c / nullif(p.k, 0)) * (p.c / nullif(p.k, 0))) * p.k / greatest(1, p.k - 1) as money_variance,
      greatest(0, p.cx / p.n - (p.c / nullif(p.k, 0)) * (p.x / p.n)) as covariance,
      case when r.independent > 0 then greatest(1, r.clustered / r.independent) else 1 end as design_effect
    from pooled p join route r on r.is_reference = p.is_reference where p.n > 0
  ), known as (
    select m.*, m.paid + price_usd * (m.x / m.n) as cost, m.design_effect * (m.money_variance + 2 * price_usd * m.covariance) / nullif(m.k, 0) as spread
    from mean m
  )
  select b.bin, coalesce(w.n, 0)::bigint, coalesce(w.n::double precision / nullif(sum(w.n) over (), 0)::double precision, 0),
    coalesce(w.n, 0) = 0 or coalesce(a.n >= 5 and a.k > 0 and r.n >= 5 and r.k > 0, false), coalesce(a.n, 0)::bigint, coalesce(r.n, 0)::bigint,
    a.x, a.paid, a.cost, a.spread, a.design_effect, r.x, r.paid, r.cost, r.spread, r.design_effect,
    w.c1 / nullif(w.k1, 0) + price_usd * w.x1 / nullif(w.n1, 0), w.c0 / nullif(w.k0, 0) + price_usd * w.x0 / nullif(w.n0, 0)
  from (select distinct c.bin from cell c) b
    left join weighed w on w.bin = b.bin
    left join known a on a.bin = b.bin and not a.is_reference
    left join known r on r.bin = b.bin and r.is_reference
  order by b.bin
$$;
comment on function threshold_bin is 'Randomised decisions of the route below the threshold and of the reference, by bin of the score of one cohort: how many were rejected, what one cost in USD without and with the price of a rejected answer, the variance of the former, and the design effect of users who recur; what the policy itself saw of its choice since weighed_from; the share of all decisions since then. Supported are bins with five randomised decisions of either route and a known cost, and empty ones.';
