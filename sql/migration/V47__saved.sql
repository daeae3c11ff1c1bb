-- What did routing save, by day? Reference cost of root decisions less all that was spent, shadow answers included. USD, an account without error; from decision_outcome, complete rows only.
create view saved as
select d.dataset, d.horizon_seconds, d.day, d.decisions, d.root_decisions, d.without_reference_cost, d.root_reference_usd, d.spent_usd,
  coalesce(j.shadow_usd, 0) as shadow_usd,
  d.root_reference_usd - d.spent_usd - coalesce(j.shadow_usd, 0) as saved_usd
from (
  select dataset, horizon_seconds, (decision_ts at time zone 'UTC')::date as day, count(*) as decisions, count(*) filter (where root) as root_decisions,
    count(*) filter (where root and reference_cost_usd is null) as without_reference_cost,
    coalesce(sum(reference_cost_usd) filter (where root), 0) as root_reference_usd, coalesce(sum(cost_usd), 0) as spent_usd
  from decision_outcome where complete
  group by 1, 2, 3
) d
left join lateral (
  select sum(t.shadow_cost_usd) as shadow_usd from judgement_tally t
  where t.dataset = d.dataset and t.cut = '' and t.kind = 'judgement' and t.final and (t.window_start at time zone 'UTC')::date = d.day
) j on true;
comment on view saved is 'What routing saved per day against sending every root decision to the reference route.';
comment on column saved.dataset is 'Name of the body of events.';
comment on column saved.horizon_seconds is 'Age of the decisions at which their cost is taken.';
comment on column saved.day is 'UTC day of the decisions.';
comment on column saved.decisions is 'Decisions.';
comment on column saved.root_decisions is 'Decisions that are no retry, escalation, or answer to a rephrase or correction.';
comment on column saved.without_reference_cost is 'Root decisions without a known reference cost: they count as 0, so saved is too low by them.';
comment on column saved.root_reference_usd is 'What the reference route would have cost for root decisions.';
comment on column saved.spent_usd is 'Cost of all decisions.';
comment on column saved.shadow_usd is 'Cost of shadow answers (needs a cut without dimensions).';
comment on column saved.saved_usd is 'Reference cost of roots less all that was spent.';
