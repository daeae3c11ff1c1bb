-- What does moving a threshold change? Costs in USD a decision and rejected rates of 0 to 1 between two thresholds, with intervals at a quantile of the normal distribution, from score_tally alone.
-- Between thresholds a < b the policy sends the bins between them to cheap under b and to the reference under a; a threshold within a bin takes the share of the bin that lies below it.
-- Each route's rate has gamma limits (Fay and Feuer 1997, quantiles by Wilson and Hilferty); limits of sums and differences are put together by squares. The same numbers as dev.routesight.control.Contrasts.
create function threshold_change(of_dataset text, of_cut text, of_cohort text, of_horizon_seconds bigint, evidence_from timestamptz, evidence_to timestamptz, weighed_from timestamptz,
  of_bins integer, of_cheap text, of_reference text, price_usd double precision, at_critical double precision, from_threshold double precision, to_thresholds double precision[])
returns table (to_threshold double precision, cost_change double precision, cost_low double precision, cost_high double precision, rejected_change double precision, rejected_low double precision, rejected_high double precision)
language sql stable as $$
  with bin as (
    select * from threshold_bin(of_dataset, of_cut, of_cohort, of_horizon_seconds, evidence_from, evidence_to, weighed_from, of_cheap, of_reference, price_usd)
  ), part as (
    select t.threshold, b.*,
      b.weight * greatest(0, least((b.score_bin + 1)::double precision, greatest(from_threshold, t.threshold) * of_bins) - greatest(b.score_bin::double precision, least(from_threshold, t.threshold) * of_bins)) as share
    from (select distinct u as threshold from unnest(to_thresholds) u) t cross join bin b
    where from_threshold is not null and t.threshold is not null
  ), known as (
    select p.threshold from part p group by p.threshold having bool_and(p.supported or p.share = 0)
  ), route as (
    select p.threshold, r.is_reference, coalesce(sum(p.share * r.x / r.n order by p.score_bin), 0) as rate,
      coalesce(sum(p.share / r.n * (p.share / r.n) * r.x * (1 - r.x / r.n) * r.effect order by p.score_bin), 0) as variance, coalesce(max(p.share / r.n * r.effect), 0) as largest,
      coalesce(sum(p.share * r.paid order by p.score_bin), 0) as paid, coalesce(sum(p.share * p.share * r.spread order by p.score_bin), 0) as spread
    from part p cross join lateral (values
      (false, nullif(p.cheap_decisions, 0)::double precision, p.cheap_rejected, p.cheap_paid, p.cheap_spread, p.cheap_design_effect),
      (true, nullif(p.reference_decisions, 0)::double precision, p.reference_rejected, p.reference_paid, p.reference_spread, p.reference_design_effect)) r (is_reference, n, x, paid, spread, effect)
    where p.share > 0 group by p.threshold, r.is_reference
  ), reach as (
    select r.*,
      case when r.variance > 0 then r.rate - least(r.rate, r.rate * power(greatest(0, 1 - r.variance / (9 * r.rate * r.rate) - at_critical / (3 * sqrt(r.rate * r.rate / r.variance))), 3)) else 0 end as down,
      case when r.largest > 0 then greatest(r.rate, (r.rate + r.largest) * power(greatest(0,
        1 - (r.variance + r.largest * r.largest) / (9 * (r.rate + r.largest) * (r.rate + r.largest)) + at_critical / (3 * sqrt((r.rate + r.largest) * (r.rate + r.largest) / (r.variance + r.largest * r.largest)))), 3)) - r.rate else 0 end as up
    from route r
  ), money as (
    select r.*, r.paid + price_usd * r.rate as cost, sqrt(power(price_usd * r.down, 2) + power(at_critical, 2) * r.spread) as cost_down, sqrt(power(price_usd * r.up, 2) + power(at_critical, 2) * r.spread) as cost_up
    from reach r
  ), difference as (
    select k.threshold, coalesce(a.cost - b.cost, 0) as cost, coalesce(sqrt(power(a.cost_down, 2) + power(b.cost_up, 2)), 0) as cost_down, coalesce(sqrt(power(a.cost_up, 2) + power(b.cost_down, 2)), 0) as cost_up,
      coalesce(a.rate - b.rate, 0) as rate, coalesce(sqrt(power(a.down, 2) + power(b.up, 2)), 0) as rate_down, coalesce(sqrt(power(a.up, 2) + power(b.down, 2)), 0) as rate_up
    from known k
      left join money a on a.threshold = k.threshold and not a.is_reference
      left join money b on b.threshold = k.threshold and b.is_reference
  )
  select d.threshold, s.sign * d.cost, s.sign * d.cost - case when s.sign > 0 then d.cost_down else d.cost_up end, s.sign * d.cost + case when s.sign > 0 then d.cost_up else d.cost_down end,
    s.sign * d.rate, s.sign * d.rate - case when s.sign > 0 then d.rate_down else d.rate_up end, s.sign * d.rate + case when s.sign > 0 then d.rate_up else d.rate_down end
  from difference d cross join lateral (select case when d.threshold >= from_threshold then 1 else -1 end as sign) s
$$;
comment on function threshold_change is 'Predicted change of the expected cost of a decision in USD and of the rejected rate when the threshold of a cohort moves from one value to others, with intervals at a quantile of the normal distribution, from randomised decisions by bin of the score. Thresholds that the evidence cannot speak of have no row.';
