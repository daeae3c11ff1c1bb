-- Indexes by UTC day, so that daily views of the last days read those days only.
create index cohort_tally_by_day on cohort_tally (dataset, cut, horizon_seconds, (((window_start at time zone 'UTC')::date)));
create index score_tally_by_day on score_tally (dataset, cut, horizon_seconds, (((window_start at time zone 'UTC')::date)));
create index judgement_tally_by_day on judgement_tally (dataset, cut, (((window_start at time zone 'UTC')::date)));
create index decision_outcome_by_day on decision_outcome (dataset, horizon_seconds, (((decision_ts at time zone 'UTC')::date)));
