-- What did users do with the answers that a gate let through, and with those that came instead of what it stopped? Rejected rate by verifier, route, fate and tenth of the score.
-- Users recur: variance of the ratio of sums over units (Cochran, Sampling Techniques), and Wilson's 95 % interval of so many independent answers; the sums are those of dev.routesight.stats.ClusteredRate.
create function gate_outcome(of_dataset text, since date, until date)
returns table (verifier text, route text, horizon_seconds bigint, traffic text, fate text, score_bin integer, answers numeric, seen numeric, rejected numeric,
  rate double precision, rate_low double precision, rate_high double precision, design_effect double precision,
  units numeric, unit_seen_sq numeric, unit_seen_rejected numeric, unit_rejected_sq numeric,
  with_cost numeric, cost_usd numeric, cost_usd_sq numeric, cost_rejected_usd numeric, escalation_usd numeric, waited numeric, waited_seconds numeric, least_score double precision, most_score double precision)
language sql stable as $$
  with by_unit as (
    select a.verifier, a.route, a.horizon_seconds, a.traffic, a.fate, a.score_bin, a.unit, count(*)::numeric as answers, count(a.rejected)::numeric as n, (count(*) filter (where a.rejected))::numeric as x,
      (count(s.usd))::numeric as with_cost, sum(s.usd) as usd, sum(s.usd * s.usd) as usd2, sum(s.usd) filter (where a.rejected) as usdx, sum(a.escalation_cost_usd) as extra,
      count(a.waited_seconds)::numeric as waited, sum(a.waited_seconds) as seconds, min(a.score) as least, max(a.score) as most
    from (select g.* from gated_answer g where g.dataset = of_dataset and g.day >= since and g.day < until) a
    cross join lateral (select case when a.rejected is null then null when a.fate = 'shipped' then a.cost_usd else a.cost_usd + a.escalation_cost_usd end as usd) s
    group by grouping sets ((a.verifier, a.route, a.horizon_seconds, a.traffic, a.fate, a.unit, a.score_bin), (a.verifier, a.route, a.horizon_seconds, a.traffic, a.fate, a.unit))
  ), summed as (
    select u.verifier, u.route, u.horizon_seconds, u.traffic, u.fate, u.score_bin, sum(u.answers) as answers, sum(u.n) as n, sum(u.x) as x, (count(*) filter (where u.n > 0))::numeric as units,
      sum(u.n * u.n) as nn, sum(u.n * u.x) as nx, sum(u.x * u.x) as xx, sum(u.with_cost) as with_cost, coalesce(sum(u.usd), 0) as usd, coalesce(sum(u.usd2), 0) as usd2, coalesce(sum(u.usdx), 0) as usdx,
      coalesce(sum(u.extra), 0) as extra, sum(u.waited) as waited, coalesce(sum(u.seconds), 0) as seconds, min(u.least) as least, max(u.most) as most
    from by_unit u
    group by u.verifier, u.route, u.horizon_seconds, u.traffic, u.fate, u.score_bin
  ), effect as (
    select s.*, case when s.n = 0 then 1 when s.units < 2 then s.n when s.x = 0 or s.x = s.n then s.nn / s.n
      else s.units / (s.units - 1) * greatest(0, s.xx - 2 * s.x / s.n * s.nx + (s.x / s.n) ^ 2 * s.nn) / (s.x * (s.n - s.x) / s.n) end as de
    from summed s
  )
  select e.verifier, e.route, e.horizon_seconds, e.traffic, e.fate, e.score_bin, e.answers, e.n, e.x,
    (e.x / nullif(e.n, 0))::double precision, wilson_low(e.x / greatest(1, e.de), e.n / greatest(1, e.de))::double precision, wilson_high(e.x / greatest(1, e.de), e.n / greatest(1, e.de))::double precision, e.de::double precision,
    e.units, e.nn, e.nx, e.xx, e.with_cost, e.usd, e.usd2, e.usdx, e.extra, e.waited, e.seconds, e.least, e.most
  from effect e
$$;
comment on function gate_outcome is 'Rejected rate of what users saw over days from since to before until: of answers that shipped (what the gate let through), and of those that came instead of escalated ones, by tenth of the score of the verified answer (null: all), with a 95 % interval that knows of users who recur, its design effect and the sums behind it. Costs are of the answer and of the one that came instead, in USD, squares in USD^2. Only traffic randomised says what the gate itself does.';
