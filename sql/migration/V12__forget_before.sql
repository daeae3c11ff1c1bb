-- Deletes the rows of a dataset that are older than a time, from every table that grows with time. A table that grows and is made by a later migration has its row here too.
create function forget_before(dataset_name text, before timestamptz) returns table (table_name text, rows_deleted bigint) language plpgsql as $$
declare
  old record;
begin
  for old in
    select * from (values
      ('cohort_tally', 'window_end <= $2'),
      ('score_tally', 'window_end <= $2'),
      ('judgement_tally', 'window_end <= $2'),
      ('retention_tally', $sql$day < ($2 at time zone 'UTC')::date$sql$),
      ('bucket_tally', $sql$day < ($2 at time zone 'UTC')::date$sql$),
      ('candidate_tally', $sql$day < ($2 at time zone 'UTC')::date$sql$),
      ('experiment_unit', 'first_exposure < $2'),
      ('decision_outcome', 'decision_ts < $2'),
      ('malformed_event', 'ts < $2'),
      ('judgement', 'decision_ts < $2'),
      ('late_event', 'ts < $2'),
      ('orphan_signal', 'ts < $2'),
      ('eval_result', 'ts < $2'),
      ('signal_label', 'decision_ts < $2'),
      ('drift_alert', 'resolved_at < $2'),
      ('threshold_recommendation', 'period_end <= $2'),
      ('alert_outbox', $sql$updated_at < $2 and state <> 'waiting' and not exists (select from drift_alert a where a.dataset = $1 and a.alert_id = alert_outbox.alert_id and a.state = 'open')$sql$)
    ) as t (name, condition)
  loop
    execute format('delete from %I where dataset = $1 and %s', old.name, old.condition) using dataset_name, before;
    get diagnostics rows_deleted = row_count;
    table_name := old.name;
    return next;
  end loop;
end
$$;
comment on function forget_before is 'Deletes the rows of a dataset whose window, period, day, decision or event lies before a time, alerts that were over by then and messages about them that do not wait, and returns how many by table. job_accounting stays, and malformed events whose time could not be read.';
