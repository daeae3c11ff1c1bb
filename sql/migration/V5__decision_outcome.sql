-- A decision and the signals it had by one horizon.
create table decision_outcome (
  dataset text not null,
  session_id text not null,
  decision_id text not null,
  decision_ts timestamptz not null,
  horizon_seconds bigint not null,
  turn integer not null,
  route text not null,
  model text not null,
  router_version text not null,
  score double precision,
  threshold double precision,
  assignment text not null,
  experiment text not null,
  arm text not null,
  query_shape text not null,
  language text not null,
  labels jsonb not null,
  unit bigint not null,
  root boolean not null,
  followed boolean not null,
  signals text[] not null,
  rejected boolean not null,
  first_signal_seconds numeric,
  stream_started boolean not null,
  stream_completed boolean not null,
  completion numeric,
  session_seconds numeric not null,
  cost_usd numeric,
  reference_cost_usd numeric,
  handoff_shared numeric not null,
  without_propensity boolean not null,
  complete boolean not null,
  generation integer not null,
  primary key (dataset, session_id, decision_id, decision_ts, horizon_seconds)
) partition by range (decision_ts);
comment on table decision_outcome is 'A decision and the signals it had by one horizon.';
comment on column decision_outcome.dataset is 'Name of the body of events.';
comment on column decision_outcome.session_id is 'The session.';
comment on column decision_outcome.decision_id is 'The decision.';
comment on column decision_outcome.decision_ts is 'When it was taken.';
comment on column decision_outcome.horizon_seconds is 'Age of the decisions at which their signals are counted.';
comment on column decision_outcome.turn is 'Number of the turn.';
comment on column decision_outcome.route is 'The route that was chosen.';
comment on column decision_outcome.model is 'The model behind the route.';
comment on column decision_outcome.router_version is 'Version of the router.';
comment on column decision_outcome.score is 'Predicted need of the reference route.';
comment on column decision_outcome.threshold is 'The router''s threshold.';
comment on column decision_outcome.assignment is 'Why that route: policy, explore or forced.';
comment on column decision_outcome.experiment is 'Experiment of a forced assignment, else empty.';
comment on column decision_outcome.arm is 'Arm of the experiment, else empty.';
comment on column decision_outcome.query_shape is 'Shape of the query.';
comment on column decision_outcome.language is 'Language of the query.';
comment on column decision_outcome.labels is 'Further dimensions.';
comment on column decision_outcome.unit is 'Hash of the unit of assignment: user, else session.';
comment on column decision_outcome.root is 'No retry, escalation, or answer to a rephrase or correction.';
comment on column decision_outcome.followed is 'A later turn followed.';
comment on column decision_outcome.signals is 'Kinds of its signals, sorted.';
comment on column decision_outcome.rejected is 'One of the rejecting kinds is among them.';
comment on column decision_outcome.first_signal_seconds is 'Age at the first rejecting signal.';
comment on column decision_outcome.stream_started is 'Any stream event was seen.';
comment on column decision_outcome.stream_completed is 'The stream completed.';
comment on column decision_outcome.completion is 'Share of the answer that was streamed.';
comment on column decision_outcome.session_seconds is 'From the decision to the last event of its session by the horizon.';
comment on column decision_outcome.cost_usd is 'Cost as known by then.';
comment on column decision_outcome.reference_cost_usd is 'What the reference route would have cost.';
comment on column decision_outcome.handoff_shared is 'Share of the session''s handoffs.';
comment on column decision_outcome.without_propensity is 'No propensity of its route was logged.';
comment on column decision_outcome.complete is 'The feed was observed to decision time + horizon.';
comment on column decision_outcome.generation is 'Re-processing of the dataset; a higher one wins.';

-- Partitions by month of the decision; what has none goes to the default one, so that no write ever fails for lack of one.
create table decision_outcome_default partition of decision_outcome default;

create function ensure_partitions(from_month date, to_month date) returns integer language plpgsql as $$
declare
  month date := date_trunc('month', from_month);
  made integer := 0;
  name text;
  starts timestamptz;
  ends timestamptz;
begin
  while month <= to_month loop
    name := 'decision_outcome_' || to_char(month, 'YYYYMM');
    if to_regclass(name) is null then
      -- while it is attached, no partition can be made for rows that the default one holds
      if made = 0 then
        alter table decision_outcome detach partition decision_outcome_default;
      end if;
      starts := month::timestamp at time zone 'UTC';
      ends := (month + interval '1 month') at time zone 'UTC';
      execute format('create table %I partition of decision_outcome for values from (%L) to (%L)', name, starts, ends);
      execute format('with moved as (delete from decision_outcome_default where decision_ts >= %L and decision_ts < %L returning *)'
        ' insert into decision_outcome select * from moved', starts, ends);
      made := made + 1;
    end if;
    month := month + interval '1 month';
  end loop;
  if made > 0 then
    alter table decision_outcome attach partition decision_outcome_default default;
  end if;
  return made;
end
$$;
comment on function ensure_partitions is 'Makes the monthly partitions of decision_outcome from one month to another; run it ahead of time. Rows of those months move there from the default partition, and writers wait meanwhile. Returns how many were made.';
create index decision_outcome_by_time on decision_outcome (dataset, horizon_seconds, decision_ts);
