-- How many bad answers did cheap give that the reference would not have? Per query shape: policy decisions of the route by score bin, times the difference of rejected rates that randomised traffic shows in the bin.
-- The interval is the normal one over bins and takes decisions as independent; dev.routesight.money.MisrouteCost in Java gives better ones for small counts and for users who recur.
create function misroute_cost(of_dataset text, of_route text, of_reference text, since date, until date, price_usd double precision)
returns table (cut text, cohort text, query_shape text, horizon_seconds bigint, policy_decisions numeric, decisions_without_randomised numeric,
  verdict text, answers double precision, answers_low double precision, answers_high double precision,
  cost_usd double precision, cost_usd_low double precision, cost_usd_high double precision)
language sql stable as $$
  with bin as (
    select t.cut, t.cohort, t.query_shape, t.horizon_seconds, t.score_bin,
      coalesce(sum(t.decisions) filter (where t.assignment = 'policy' and t.route = of_route), 0) as policy,
      coalesce(sum(t.decisions) filter (where t.assignment <> 'policy' and t.route = of_route), 0)::double precision as n1,
      coalesce(sum(t.rejected) filter (where t.assignment <> 'policy' and t.route = of_route), 0)::double precision as x1,
      coalesce(sum(t.decisions) filter (where t.assignment <> 'policy' and t.route = of_reference), 0)::double precision as n0,
      coalesce(sum(t.rejected) filter (where t.assignment <> 'policy' and t.route = of_reference), 0)::double precision as x0
    from score_tally t
    where t.dataset = of_dataset and t.final and t.complete and t.horizon_seconds >= 1800 and t.route in (of_route, of_reference)
      and (t.window_start at time zone 'UTC')::date >= since and (t.window_start at time zone 'UTC')::date < until
    group by t.cut, t.cohort, t.query_shape, t.horizon_seconds, t.score_bin
  ), pooled as (
    select b.cut, b.cohort, b.query_shape, b.horizon_seconds, sum(b.policy) as policy,
      coalesce(sum(b.policy) filter (where n1 = 0 or n0 = 0), 0) as blind,
      coalesce(sum(b.policy * (x1 / n1 - x0 / n0)) filter (where n1 > 0 and n0 > 0), 0) as excess,
      sqrt(coalesce(sum(b.policy * b.policy * (x1 * (n1 - x1) / (n1 * n1 * n1) + x0 * (n0 - x0) / (n0 * n0 * n0))) filter (where n1 > 0 and n0 > 0), 0)) as error
    from bin b
    group by b.cut, b.cohort, b.query_shape, b.horizon_seconds
  ), known as (
    select p.*, case when p.blind = 0 then p.excess end as e, case when p.blind = 0 then p.error end as se from pooled p
  )
  select k.cut, k.cohort, k.query_shape, k.horizon_seconds, k.policy, k.blind,
    case when k.blind = 0 then 'identified' else 'unidentifiable: no randomised traffic of both routes in some score bins' end,
    k.e, k.e - 1.959963984540054 * k.se, k.e + 1.959963984540054 * k.se, k.e * price_usd, (k.e - 1.959963984540054 * k.se) * price_usd, (k.e + 1.959963984540054 * k.se) * price_usd
  from known k
$$;
comment on function misroute_cost is 'Excess bad answers of a route against the reference over days from since to before until, and their cost at a price in USD, with 95 % intervals: policy decisions by score bin times the difference of rejected rates in randomised traffic of the bin. Null and unidentifiable where some bins have no randomised traffic of both routes.';
