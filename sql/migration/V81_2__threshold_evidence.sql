-- What are the numbers of a recommendation, computed again? One row with the names of the columns of threshold_recommendation: USD a decision, rates and thresholds of 0 to 1, from score_tally alone.
create function threshold_evidence(of_dataset text, of_cut text, of_cohort text, of_horizon_seconds bigint, evidence_from timestamptz, evidence_to timestamptz, weighed_from timestamptz,
  of_bins integer, of_cheap text, of_reference text, price_usd double precision,
  at_threshold double precision, at_approved double precision, at_proposed double precision, at_considered double precision, at_band double precision, at_critical double precision)
returns table (decisions bigint, cheap_decisions bigint, reference_decisions bigint, bins_supported integer, design_effect double precision,
  current_cost_usd double precision, cheapest_threshold double precision,
  cost_change_usd double precision, cost_change_usd_low double precision, cost_change_usd_high double precision,
  rejected_change double precision, rejected_change_low double precision, rejected_change_high double precision,
  harm_upper double precision, rejected_harm_upper double precision, curve jsonb)
language sql stable as $$
  with bin as (
    select * from threshold_bin(of_dataset, of_cut, of_cohort, of_horizon_seconds, evidence_from, evidence_to, weighed_from, of_cheap, of_reference, price_usd)
  ), cost as (
    select sum(b.weight * greatest(0, least(1, at_threshold * of_bins - b.score_bin)) * case when b.supported then b.cheap_cost else b.cheap_policy_cost end order by b.score_bin)
        filter (where b.weight > 0 and at_threshold * of_bins - b.score_bin > 0) as below,
      sum(b.weight * (1 - greatest(0, least(1, at_threshold * of_bins - b.score_bin))) * case when b.supported then b.reference_cost else b.reference_policy_cost end order by b.score_bin)
        filter (where b.weight > 0 and at_threshold * of_bins - b.score_bin < 1) as above,
      bool_or(b.weight > 0 and (at_threshold * of_bins - b.score_bin > 0 and (case when b.supported then b.cheap_cost else b.cheap_policy_cost end) is null
        or at_threshold * of_bins - b.score_bin < 1 and (case when b.supported then b.reference_cost else b.reference_policy_cost end) is null)) as unknown,
      sum(b.decisions)::bigint as n, sum(b.cheap_decisions)::bigint as n1, sum(b.reference_decisions)::bigint as n0,
      count(*) filter (where b.supported and b.weight > 0)::integer as supported, greatest(1, max(b.cheap_design_effect), max(b.reference_design_effect)) as effect
    from bin b
  ), whole as (
    select c.*, case when at_threshold is not null and not c.unknown then coalesce(c.below, 0) + coalesce(c.above, 0) end as cost from cost c
  ), edge as (
    select t.* from threshold_change(of_dataset, of_cut, of_cohort, of_horizon_seconds, evidence_from, evidence_to, weighed_from, of_bins, of_cheap, of_reference, price_usd, at_band, at_threshold,
      (select array_agg(e::double precision / of_bins) || array[at_proposed, at_approved] from generate_series(0, of_bins) e)) t
  ), harm as (
    select t.* from threshold_change(of_dataset, of_cut, of_cohort, of_horizon_seconds, evidence_from, evidence_to, weighed_from, of_bins, of_cheap, of_reference, price_usd, at_critical, at_approved,
      array[at_considered]) t
  ), grid as (
    select e.* from edge e join generate_series(0, of_bins) g on g::double precision / of_bins = e.to_threshold
  )
  select w.n, w.n1, w.n0, w.supported, w.effect, w.cost,
    coalesce((select g.to_threshold from grid g where g.cost_change < 0 order by g.cost_change, abs(g.to_threshold - at_threshold), g.to_threshold limit 1), at_threshold),
    p.cost_change, p.cost_low, p.cost_high,
    p.rejected_change, p.rejected_low, p.rejected_high,
    h.cost_high / (w.cost + a.cost_change), h.rejected_high,
    coalesce((select jsonb_agg(jsonb_build_object('threshold', g.to_threshold, 'cost_usd', w.cost + g.cost_change, 'low', w.cost + g.cost_low, 'high', w.cost + g.cost_high) order by g.to_threshold)
      from grid g where w.cost is not null), '[]')
  from whole w
    left join edge p on p.to_threshold = at_proposed
    left join edge a on a.to_threshold = at_approved
    left join harm h on true
$$;
comment on function threshold_evidence is 'The numbers of a row of threshold_recommendation, by the names of its columns, computed again from score_tally: expected cost at the current threshold, the cheapest threshold, the change to the proposed one with intervals at one critical value, the upper bound of what the considered one adds to the approved one at another, and the curve of costs.';
