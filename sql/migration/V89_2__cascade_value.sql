-- Is it worth having the cascade at all? Rejections that escalating spared, at price_usd each, less what the answers that came instead cost, the verifier (verifier_usd an answer) and the wait (second_usd a second).
-- Spared: the policy's escalations by tenth of the score, times (rejected rate of answers that chance shipped - of those that came instead); intervals by Newcombe in each tenth, put together as for a sum. The same as dev.routesight.cascade.CascadeValue.
create function cascade_value(of_dataset text, since date, until date, price_usd double precision, verifier_usd double precision, second_usd double precision)
returns table (verifier text, route text, horizon_seconds bigint, scored numeric, escalated numeric, without_randomised numeric, spared double precision, spared_low double precision, spared_high double precision,
  escalation_usd double precision, verifier_cost_usd double precision, waited_seconds double precision, net_usd double precision, net_usd_low double precision, net_usd_high double precision, verdict text)
language sql stable as $$
  with bin as (
    select g.verifier, g.route, g.horizon_seconds, g.score_bin, coalesce(sum(g.answers) filter (where g.traffic = 'policy'), 0) as scored,
      coalesce(sum(g.seen) filter (where g.traffic = 'policy' and g.fate = 'escalated'), 0) as n0, coalesce(sum(g.rejected) filter (where g.traffic = 'policy' and g.fate = 'escalated'), 0) as x0,
      coalesce(sum(g.seen) filter (where g.traffic = 'randomised' and g.fate = 'shipped'), 0) as n1, coalesce(sum(g.rejected) filter (where g.traffic = 'randomised' and g.fate = 'shipped'), 0) as x1,
      coalesce(sum(g.escalation_usd) filter (where g.traffic = 'policy'), 0) as usd, coalesce(sum(g.waited_seconds) filter (where g.traffic = 'policy'), 0) as seconds, coalesce(sum(g.waited) filter (where g.traffic = 'policy'), 0) as waited,
      max(case when g.score_bin is null and (g.traffic = 'policy' and g.fate = 'escalated' or g.traffic = 'randomised' and g.fate = 'shipped') then g.design_effect end) as de
    from gate_outcome(of_dataset, since, until) g
    group by g.verifier, g.route, g.horizon_seconds, g.score_bin
  ), effect as (
    select b.*, greatest(1, max(b.de) over (partition by b.verifier, b.route, b.horizon_seconds))::numeric as k from bin b
  ), rate as (
    select e.*, e.x1 / nullif(e.n1, 0) as p1, e.x0 / nullif(e.n0, 0) as p0, wilson_low(e.x1 / e.k, e.n1 / e.k) as l1, wilson_high(e.x1 / e.k, e.n1 / e.k) as h1, wilson_low(e.x0 / e.k, e.n0 / e.k) as l0, wilson_high(e.x0 / e.k, e.n0 / e.k) as h0
    from effect e
    where e.score_bin is not null
  ), value as (
    select r.verifier, r.route, r.horizon_seconds, sum(r.scored) as scored, sum(r.n0) as n, coalesce(sum(r.n0) filter (where r.n1 = 0), 0) as blind, coalesce(sum(r.n0 * (r.p1 - r.p0)), 0)::double precision as spared,
      sqrt(coalesce(sum(r.n0 * r.n0 * ((r.p1 - r.l1) ^ 2 + (r.h0 - r.p0) ^ 2)), 0))::double precision as down, sqrt(coalesce(sum(r.n0 * r.n0 * ((r.h1 - r.p1) ^ 2 + (r.p0 - r.l0) ^ 2)), 0))::double precision as up,
      sum(r.usd)::double precision as usd, verifier_usd * sum(r.scored)::double precision as verifier_cost, sum(r.seconds)::double precision as seconds, sum(r.waited)::double precision as waited
    from rate r
    group by r.verifier, r.route, r.horizon_seconds
  )
  select v.verifier, v.route, v.horizon_seconds, v.scored, v.n, v.blind, k.spared, k.spared - v.down, k.spared + v.up, v.usd, v.verifier_cost, v.seconds / nullif(v.waited, 0),
    price_usd * k.spared - k.cost, price_usd * (k.spared - v.down) - k.cost, price_usd * (k.spared + v.up) - k.cost,
    case when v.n = 0 then 'unidentifiable: no escalated answer with a score and a known end' when v.blind = 0 then 'identified' else 'unidentifiable: ' || v.blind || ' of ' || v.n || ' escalated answers have scores of which none shipped by chance' end
  from value v cross join lateral (select case when v.n > 0 and v.blind = 0 then v.spared end as spared, v.usd + v.verifier_cost + second_usd * v.seconds as cost) k
$$;
comment on function cascade_value is 'Net value in USD of escalating instead of shipping what the verifier refused, over days from since to before until: rejections spared times price_usd, less the cost of the answers that came instead, verifier_usd for every scored answer and second_usd for every second users waited longer; with 95 % intervals. Only answers whose score is in the log count. Null and unidentifiable where no answer of such a score shipped by chance.';
