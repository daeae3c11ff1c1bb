-- Indexes by UTC day, so that daily views of the last days read those days only.
create index cohort_tally_by_day on cohort_tally (dataset, ((window_start at time zone 'UTC')::date), cut, horizon_seconds);
create index score_tally_by_day on score_tally (dataset, ((window_start at time zone 'UTC')::date), cut, horizon_seconds);
create index judgement_tally_by_day on judgement_tally (dataset, ((window_start at time zone 'UTC')::date), cut);
create index decision_outcome_by_day on decision_outcome (dataset, ((decision_ts at time zone 'UTC')::date), horizon_seconds);
