-- How many judged pairs are still needed? Smallest true win - loss that the pairs so far would show (5 %, power 80 %), and pairs still needed for one worth seeing.
create function shadow_need(of_dataset text, since date, until date, worth double precision)
returns table (cut text, cohort text, route text, shadow_route text, pairs numeric, net double precision, net_error double precision, net_low double precision, net_high double precision,
  detectable double precision, still_needed double precision, shadow_usd numeric, verdict text)
language sql stable as $$
  with sums as (
    select t.cut, t.cohort, t.route, t.shadow_route, sum(t.events) as n, sum(t.inverse_rate)::double precision as w, sum(t.shadow_cost_usd) as usd,
      coalesce(sum(t.inverse_rate) filter (where t.verdict = 'primary'), 0)::double precision as win, coalesce(sum(t.inverse_rate_sq) filter (where t.verdict = 'primary'), 0)::double precision as win2,
      coalesce(sum(t.inverse_rate_sq) filter (where t.verdict = 'tie'), 0)::double precision as tie2,
      coalesce(sum(t.inverse_rate) filter (where t.verdict = 'shadow'), 0)::double precision as loss, coalesce(sum(t.inverse_rate_sq) filter (where t.verdict = 'shadow'), 0)::double precision as loss2
    from judgement_tally t
    where t.dataset = of_dataset and t.final and t.kind = 'judgement'
      and (t.window_start at time zone 'UTC')::date >= since and (t.window_start at time zone 'UTC')::date < until
    group by t.cut, t.cohort, t.route, t.shadow_route
    having sum(t.inverse_rate) > 0
  ), net as (
    select s.*, (win - loss) / w as d, sqrt(win2 * (1 - (win - loss) / w) ^ 2 + tie2 * ((win - loss) / w) ^ 2 + loss2 * (1 + (win - loss) / w) ^ 2) / w as se from sums s
  ), known as (
    select x.*, greatest(-1, d - 1.959963984540054 * se) as l, least(1, d + 1.959963984540054 * se) as h, (1.959963984540054 + 0.8416212335729143) * se as mde from net x
  )
  select k.cut, k.cohort, k.route, k.shadow_route, k.n, k.d, k.se, k.l, k.h, k.mde, greatest(0, k.n::double precision * ((k.mde / nullif(abs(worth), 0)) ^ 2 - 1)), k.usd,
    case when k.l > 0 then 'the primary answers are better' when k.h < 0 then 'the shadow answers are better' else 'no difference to be seen' end
  from known k
$$;
comment on function shadow_need is 'Win rate less loss rate of the primary answer over days from since to before until, weighted by 1/(sample rate), the smallest true difference that as many pairs would show, pairs still needed for a difference of worth, and what the shadow answers cost.';
