-- What threshold should the router use? One recommendation for each cohort and period, with its evidence, and what became of the one before.
create table threshold_recommendation (
  dataset text not null,
  cut text not null,
  cohort text not null,
  row_key text not null,
  period_start timestamptz not null,
  period_end timestamptz not null,
  generation integer not null,
  as_of timestamptz not null,
  horizon_seconds bigint not null,
  status text not null check (status in ('proposed', 'hold', 'unidentifiable', 'rollback')),
  reason text not null,
  why text not null,
  current_threshold double precision,
  approved_threshold double precision,
  proposed_threshold double precision,
  cheapest_threshold double precision,
  price_per_rejected_usd double precision not null,
  current_cost_usd double precision,
  cost_change_usd double precision,
  cost_change_usd_low double precision,
  cost_change_usd_high double precision,
  rejected_change double precision,
  rejected_change_low double precision,
  rejected_change_high double precision,
  band_critical double precision,
  considered_threshold double precision,
  harm_upper double precision,
  rejected_harm_upper double precision,
  harm_critical double precision,
  alpha_spent double precision not null,
  alpha_spent_in_all double precision not null,
  evidence_from timestamptz not null,
  evidence_to timestamptz not null,
  evidence_periods integer not null,
  decisions bigint not null,
  cheap_decisions bigint not null,
  reference_decisions bigint not null,
  bins_supported integer not null,
  lowest_threshold double precision,
  highest_threshold double precision,
  design_effect double precision not null,
  drifting text not null,
  followed text not null check (followed in ('none', 'open', 'adopted', 'not_adopted', 'changed_otherwise')),
  followed_from double precision,
  followed_to double precision,
  followed_since timestamptz,
  predicted_cost_change_usd double precision,
  predicted_cost_change_usd_low double precision,
  predicted_cost_change_usd_high double precision,
  observed_cost_change_usd double precision,
  observed_cost_change_usd_low double precision,
  observed_cost_change_usd_high double precision,
  predicted_rejected_change double precision,
  predicted_rejected_change_low double precision,
  predicted_rejected_change_high double precision,
  observed_rejected_change double precision,
  observed_rejected_change_low double precision,
  observed_rejected_change_high double precision,
  kept boolean,
  explore_share double precision not null,
  explore_periods integer not null,
  explore_decisions bigint not null,
  explore_cost_usd double precision,
  curve jsonb not null,
  evidence_sql text not null,
  primary key (dataset, cut, row_key, period_start)
);
comment on table threshold_recommendation is 'What threshold should the router use? One recommendation for each cohort and period, with its evidence, and what became of the one before.';
comment on column threshold_recommendation.dataset is 'Name of the body of events.';
comment on column threshold_recommendation.cut is 'Dimension names of the cut, joined by a comma, as in cohort_tally.';
comment on column threshold_recommendation.cohort is 'The cohort, a JSON object as in cohort_tally.';
comment on column threshold_recommendation.row_key is 'MD5 of cohort: keeps keys short.';
comment on column threshold_recommendation.period_start is 'Start of the period that was looked at, inclusive.';
comment on column threshold_recommendation.period_end is 'End of it, exclusive.';
comment on column threshold_recommendation.generation is 'Re-processing of the dataset; a higher one wins.';
comment on column threshold_recommendation.as_of is 'Event time at which all of the period was final.';
comment on column threshold_recommendation.horizon_seconds is 'Age of the decisions at which their signals are counted.';
comment on column threshold_recommendation.status is 'What is recommended: proposed (move the threshold), hold (leave it), unidentifiable (nothing can be said; see explore_share), rollback (take the last change back). Nothing is ever applied by Routesight itself.';
comment on column threshold_recommendation.reason is 'Why, as a short code.';
comment on column threshold_recommendation.why is 'Why, in a sentence.';
comment on column threshold_recommendation.current_threshold is 'Threshold that the router used at the end of the period; null where decisions carried none, or several.';
comment on column threshold_recommendation.approved_threshold is 'The last threshold that a person approved: harm is measured from it.';
comment on column threshold_recommendation.proposed_threshold is 'What is recommended; the current one unless status is proposed or rollback.';
comment on column threshold_recommendation.cheapest_threshold is 'Where the estimated cost is least, of those that the evidence can speak of.';
comment on column threshold_recommendation.price_per_rejected_usd is 'What a rejected answer costs beside its money, by the price book.';
comment on column threshold_recommendation.current_cost_usd is 'Expected cost of a decision at the current threshold, the price of rejected answers included.';
comment on column threshold_recommendation.cost_change_usd is 'Predicted change of that cost, from the current to the proposed threshold; null where no change is recommended.';
comment on column threshold_recommendation.cost_change_usd_low is 'Lower end of its 95 % interval.';
comment on column threshold_recommendation.cost_change_usd_high is 'Upper end of it.';
comment on column threshold_recommendation.rejected_change is 'Predicted change of the rejected rate, 0 to 1.';
comment on column threshold_recommendation.rejected_change_low is 'Lower end of its 95 % interval.';
comment on column threshold_recommendation.rejected_change_high is 'Upper end of it.';
comment on column threshold_recommendation.band_critical is 'The quantile of the normal distribution that these intervals and the curve''s are made with, so that they hold for all thresholds at once with 95 %.';
comment on column threshold_recommendation.considered_threshold is 'The threshold whose harm was bounded: the proposed one, or the one that was not proven; null where none was.';
comment on column threshold_recommendation.harm_upper is 'Upper bound of what the considered threshold adds to the expected cost of the approved one, as a share of it; at most control.harm-bound in a proposal.';
comment on column threshold_recommendation.rejected_harm_upper is 'Upper bound of what it adds to the rejected rate of the approved one.';
comment on column threshold_recommendation.harm_critical is 'The quantile of the normal distribution that both bounds are made with.';
comment on column threshold_recommendation.alpha_spent is 'Share of control.alpha that this look spent.';
comment on column threshold_recommendation.alpha_spent_in_all is 'Share spent by all looks since the approved threshold.';
comment on column threshold_recommendation.evidence_from is 'Start of the first period whose randomised decisions speak, inclusive.';
comment on column threshold_recommendation.evidence_to is 'End of the last, exclusive.';
comment on column threshold_recommendation.evidence_periods is 'How many periods that are.';
comment on column threshold_recommendation.decisions is 'Decisions of the last period with a score, whatever became of them: the weights of the bins.';
comment on column threshold_recommendation.cheap_decisions is 'Randomised decisions of the route below the threshold.';
comment on column threshold_recommendation.reference_decisions is 'Randomised decisions of the reference route.';
comment on column threshold_recommendation.bins_supported is 'Bins of the score with decisions, and enough randomised ones of both routes.';
comment on column threshold_recommendation.lowest_threshold is 'Lowest threshold that the evidence can speak of.';
comment on column threshold_recommendation.highest_threshold is 'Highest one.';
comment on column threshold_recommendation.design_effect is 'By how much users who recur enlarge the variances.';
comment on column threshold_recommendation.drifting is 'Drifts of the cohort that were open at as_of: signal on route, joined by a comma.';
comment on column threshold_recommendation.followed is 'What became of the proposal before: none (there is none), open (not yet known), adopted, not_adopted, changed_otherwise.';
comment on column threshold_recommendation.followed_from is 'Threshold that it was to replace.';
comment on column threshold_recommendation.followed_to is 'Threshold that it proposed.';
comment on column threshold_recommendation.followed_since is 'End of the period in which it was proposed.';
comment on column threshold_recommendation.predicted_cost_change_usd is 'Change of cost that it predicted.';
comment on column threshold_recommendation.predicted_cost_change_usd_low is 'Lower end of its 95 % interval.';
comment on column threshold_recommendation.predicted_cost_change_usd_high is 'Upper end of it.';
comment on column threshold_recommendation.observed_cost_change_usd is 'The same contrast in randomised traffic since then; null until it was adopted.';
comment on column threshold_recommendation.observed_cost_change_usd_low is 'Lower end of its 95 % interval.';
comment on column threshold_recommendation.observed_cost_change_usd_high is 'Upper end of it.';
comment on column threshold_recommendation.predicted_rejected_change is 'Change of the rejected rate that it predicted.';
comment on column threshold_recommendation.predicted_rejected_change_low is 'Lower end of its 95 % interval.';
comment on column threshold_recommendation.predicted_rejected_change_high is 'Upper end of it.';
comment on column threshold_recommendation.observed_rejected_change is 'The same contrast in randomised traffic since then.';
comment on column threshold_recommendation.observed_rejected_change_low is 'Lower end of its 95 % interval.';
comment on column threshold_recommendation.observed_rejected_change_high is 'Upper end of it.';
comment on column threshold_recommendation.kept is 'Whether observed and predicted change of cost agree within their joint error; null where nothing was observed.';
comment on column threshold_recommendation.explore_share is 'If unidentifiable: share of decisions to give a random route, one half each; else 0.';
comment on column threshold_recommendation.explore_periods is 'For how many periods.';
comment on column threshold_recommendation.explore_decisions is 'How many decisions of each route that gives.';
comment on column threshold_recommendation.explore_cost_usd is 'What sending decisions of the cheap route to the reference costs meanwhile; null where costs are not known.';
comment on column threshold_recommendation.curve is 'Expected cost by threshold: threshold, cost_usd, low and high of the 95 % band of its difference from the current threshold. Empty where nothing can be said.';
comment on column threshold_recommendation.evidence_sql is 'A query, ready to run, that computes the row''s numbers again from score_tally, by their names.';
create index threshold_recommendation_by_time on threshold_recommendation (dataset, period_start);
