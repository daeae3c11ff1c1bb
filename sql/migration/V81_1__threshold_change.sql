-- What does moving a threshold change? Costs in USD a decision and rejected rates of 0 to 1 between two thresholds, with standard errors, from score_tally alone.
-- Between thresholds a < b the policy sends the bins between them to cheap under b and to the reference under a; a threshold within a bin takes the share of the bin that lies below it.
create function threshold_change(of_dataset text, of_cut text, of_cohort text, of_horizon_seconds bigint, evidence_from timestamptz, evidence_to timestamptz, weighed_from timestamptz,
  of_bins integer, of_cheap text, of_reference text, price_usd double precision, from_threshold double precision, to_thresholds double precision[])
returns table (to_threshold double precision, cost_change double precision, cost_error double precision, rejected_change double precision, rejected_error double precision)
language sql stable as $$
  with bin as (
    select * from threshold_bin(of_dataset, of_cut, of_cohort, of_horizon_seconds, evidence_from, evidence_to, weighed_from, of_cheap, of_reference, price_usd)
  ), part as (
    select t.threshold, b.*,
      greatest(0, least((b.score_bin + 1)::double precision, greatest(from_threshold, t.threshold) * of_bins) - greatest(b.score_bin::double precision, least(from_threshold, t.threshold) * of_bins)) as share
    from (select distinct u as threshold from unnest(to_thresholds) u) t cross join bin b
    where from_threshold is not null and t.threshold is not null
  ), summed as (
    select p.threshold, bool_and(p.supported or p.share = 0) as supported,
      coalesce(sum(p.share * p.weight * (p.cheap_cost - p.reference_cost) order by p.score_bin) filter (where p.share * p.weight > 0), 0) as cost,
      coalesce(sum(p.share * p.weight * (p.share * p.weight) * (p.cheap_cost_variance * p.cheap_design_effect + p.reference_cost_variance * p.reference_design_effect) order by p.score_bin) filter (where p.share * p.weight > 0), 0) as cost_variance,
      coalesce(sum(p.share * p.weight * (p.cheap_rate - p.reference_rate) order by p.score_bin) filter (where p.share * p.weight > 0), 0) as rate,
      coalesce(sum(p.share * p.weight * (p.share * p.weight) * (p.cheap_rate_variance * p.cheap_design_effect + p.reference_rate_variance * p.reference_design_effect) order by p.score_bin) filter (where p.share * p.weight > 0), 0) as rate_variance
    from part p group by p.threshold
  )
  select s.threshold, case when s.threshold >= from_threshold then s.cost else -s.cost end, sqrt(s.cost_variance),
    case when s.threshold >= from_threshold then s.rate else -s.rate end, sqrt(s.rate_variance)
  from summed s where s.supported
$$;
comment on function threshold_change is 'Predicted change of the expected cost of a decision in USD and of the rejected rate when the threshold of a cohort moves from one value to others, with standard errors, from randomised decisions by bin of the score. Thresholds that the evidence cannot speak of have no row.';
