-- What was spent, and on what, by cohort and day? USD; final and complete rows only. Shadow answers are in the whole traffic (cut '') alone.
create view spending as
select c.dataset, c.cut, c.cohort, c.horizon_seconds, c.day, c.decisions, c.root_decisions, c.without_cost,
  c.spent_usd, c.extra_usd, c.rejected_usd, c.reference_usd, c.without_reference_cost,
  coalesce(j.shadow_usd, 0) as shadow_usd, c.spent_usd + coalesce(j.shadow_usd, 0) as all_usd
from (
  select dataset, cut, cohort, horizon_seconds, (window_start at time zone 'UTC')::date as day, sum(decisions) as decisions, sum(root_decisions) as root_decisions,
    sum(decisions - with_cost) as without_cost, sum(decisions - with_reference_cost) as without_reference_cost,
    sum(cost_usd) as spent_usd, sum(extra_cost_usd) as extra_usd, sum(cost_rejected_usd) as rejected_usd, sum(reference_cost_usd) as reference_usd
  from cohort_tally where final and complete
  group by 1, 2, 3, 4, 5
) c
left join lateral (
  select sum(t.shadow_cost_usd) as shadow_usd from judgement_tally t
  where c.cut = '' and t.dataset = c.dataset and t.cut = c.cut and t.kind = 'judgement' and t.final and (t.window_start at time zone 'UTC')::date = c.day
) j on true;
comment on view spending is 'Money spent per cohort, horizon and day, retries and shadow answers apart.';
comment on column spending.dataset is 'Name of the body of events.';
comment on column spending.cut is 'Dimension names of the cut, joined by a comma.';
comment on column spending.cohort is 'JSON object of the cuts dimensions, or __other__ for what the cap merged.';
comment on column spending.horizon_seconds is 'Age of the decisions at which their cost is taken.';
comment on column spending.day is 'UTC day of the decisions.';
comment on column spending.decisions is 'Decisions, of all router versions.';
comment on column spending.root_decisions is 'Decisions that are no retry, escalation, or answer to a rephrase or correction.';
comment on column spending.without_cost is 'Decisions without a known cost: they are missing in the sums.';
comment on column spending.spent_usd is 'Cost of all decisions.';
comment on column spending.extra_usd is 'Of that, cost of decisions that are no roots: spent because something failed first.';
comment on column spending.rejected_usd is 'Of that, cost of rejected decisions.';
comment on column spending.reference_usd is 'What the reference route would have cost, for all decisions; for what was saved only roots count, see saved.';
comment on column spending.without_reference_cost is 'Decisions without a known reference cost.';
comment on column spending.shadow_usd is 'Cost of shadow answers; 0 but in the cut without dimensions.';
comment on column spending.all_usd is 'Spent, shadow answers included.';
