-- What would another threshold of the gate cost? Expected change of cost (money and price_usd for each rejected answer) per scored answer from threshold gate to each tenth, with a 95 % interval of its own for each (normal).
-- The same curve as for the router's threshold (dev.routesight.control, whose band holds for all thresholds at once), with the verifier's score turned round: an answer escalates when its score is below the threshold.
-- Evidence of a tenth of the score: answers that chance shipped and escalated, and the policy's own where the gate did one thing with all of them; at least five of both.
create function gate_curve(of_dataset text, since date, until date, price_usd double precision, gate double precision)
returns table (verifier text, route text, horizon_seconds bigint, threshold double precision, escalated double precision, cost_change double precision, cost_change_low double precision, cost_change_high double precision, rejected_change double precision, verdict text)
language sql stable as $$
  with outcome as (
    select g.*, sum(g.seen) filter (where g.traffic = 'policy') over (partition by g.verifier, g.route, g.horizon_seconds, g.score_bin) as of_policy, sum(g.seen) over (partition by g.verifier, g.route, g.horizon_seconds, g.score_bin) as of_bin
    from gate_outcome(of_dataset, since, until) g
    where g.score_bin is not null and g.traffic in ('policy', 'randomised') and g.seen > 0
  ), told as (
    select o.verifier, o.route, o.horizon_seconds, o.score_bin, o.fate, max(o.of_bin)::double precision as w, coalesce(sum(o.seen) filter (where u), 0)::double precision as n, coalesce(sum(o.rejected) filter (where u), 0)::double precision as x,
      coalesce(sum(o.with_cost) filter (where u), 0)::double precision as m, coalesce(sum(o.cost_usd) filter (where u), 0)::double precision as usd, coalesce(sum(o.cost_usd_sq) filter (where u), 0)::double precision as usd2,
      coalesce(sum(o.cost_rejected_usd) filter (where u), 0)::double precision as usdx, coalesce(sum(o.unit_seen_sq) filter (where u), 0)::double precision as nn, coalesce(sum(o.unit_seen_rejected) filter (where u), 0)::double precision as nx, coalesce(sum(o.unit_rejected_sq) filter (where u), 0)::double precision as xx
    from outcome o cross join lateral (select o.traffic = 'randomised' or o.seen = o.of_policy as u) used
    group by o.verifier, o.route, o.horizon_seconds, o.score_bin, o.fate
  ), mean as (
    select t.*, t.x / nullif(t.n, 0) as p, t.usd / nullif(t.m, 0) as paid, (sum(t.x) over f + 1) / (sum(t.n) over f + 2) as typical
    from told t
    window f as (partition by t.verifier, t.route, t.horizon_seconds, t.fate)
  ), spread as (
    select m.*, (m.x + 2 * m.typical) / (m.n + 2) as shrunk, greatest(0, m.usd2 / nullif(m.m, 0) - m.paid * m.paid) * m.m / greatest(1, m.m - 1) as money, greatest(0, m.usdx / nullif(m.n, 0) - m.paid * m.p) as both,
      coalesce(greatest(1, sum(greatest(0, m.xx - 2 * m.p * m.nx + m.p * m.p * m.nn)) over f / nullif(sum(m.n * m.p * (1 - m.p)) over f, 0)), 1) as de
    from mean m
    window f as (partition by m.verifier, m.route, m.horizon_seconds, m.fate)
  ), cost as (
    select s.*, s.paid + price_usd * s.p as c, s.de * ((s.money + 2 * price_usd * s.both) / nullif(s.n, 0) + price_usd * price_usd * s.shrunk * (1 - s.shrunk) / nullif(s.n, 0)) as v, s.n >= 5 and s.m > 0 as enough
    from spread s
  ), bin as (
    select c.verifier, c.route, c.horizon_seconds, c.score_bin, max(c.w) / sum(max(c.w)) over (partition by c.verifier, c.route, c.horizon_seconds) as w, count(*) filter (where c.enough) = 2 as known,
      max(c.c) filter (where c.fate = 'escalated') - max(c.c) filter (where c.fate = 'shipped') as d, max(c.p) filter (where c.fate = 'escalated') - max(c.p) filter (where c.fate = 'shipped') as r, sum(c.v) as v
    from cost c
    group by c.verifier, c.route, c.horizon_seconds, c.score_bin
  ), moved as (
    select b.verifier, b.route, b.horizon_seconds, k / 10.0 as threshold, sum(b.w * greatest(0, least(1, k - b.score_bin))) as escalated, bool_and(b.known or s.share <= 0) as known,
      coalesce(sum(s.share * b.w * b.d) filter (where s.share > 0), 0) as d, coalesce(sum(s.share * b.w * b.r) filter (where s.share > 0), 0) as r, coalesce(sum((s.share * b.w) ^ 2 * b.v) filter (where s.share > 0), 0) as v
    from bin b cross join generate_series(0, 10) k
    cross join lateral (select greatest(0, least(b.score_bin + 1, greatest(k, gate * 10)) - greatest(b.score_bin, least(k, gate * 10))) as share) s
    group by b.verifier, b.route, b.horizon_seconds, k
  )
  select m.verifier, m.route, m.horizon_seconds, m.threshold::double precision, m.escalated, e.d * e.sign, e.d * e.sign - 1.959963984540054 * e.se, e.d * e.sign + 1.959963984540054 * e.se, case when m.known then m.r * e.sign end,
    case when m.known then 'identified' else 'unidentifiable: fewer than 5 answers that shipped or that came instead, not by the gate''s choice, of some scores in between' end
  from moved m cross join lateral (select case when m.known then m.d end as d, case when m.known then sqrt(m.v) end as se, case when m.threshold < gate then -1 else 1 end as sign) e
$$;
comment on function gate_curve is 'Expected change of the cost of a scored answer in USD (its own, that of the answer that comes instead, and price_usd where users reject what they see) when the gate''s threshold moves from gate to each tenth, with a 95 % interval for each by itself, the share that would be escalated and the change of the rejected rate, over days from since to before until. Null and unidentifiable where nobody shipped, or escalated, answers of such scores but by the gate''s own choice.';
