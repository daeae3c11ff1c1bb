-- Who is told of alerts: one row per receiver, made by the notifier when it first runs for it.
create table alert_receiver (
  dataset text not null,
  receiver text not null,
  kinds text[] not null,
  registered_at timestamptz not null,
  primary key (dataset, receiver)
);
comment on table alert_receiver is 'Who is told of alerts. From its registration on, each change of an alert of the dataset becomes a message to it in alert_outbox. Delete the row when a receiver is no more.';
comment on column alert_receiver.dataset is 'Name of the body of events.';
comment on column alert_receiver.receiver is 'What receives, its host, and the first digits of a hash of its URL (which may hold a secret).';
comment on column alert_receiver.kinds is 'Which changes it is told of: opened, updated, resolved.';
comment on column alert_receiver.registered_at is 'Wall-clock time of the first run of a notifier for it.';

-- What people are to be told: one row per change of an alert and receiver, written in the transaction that changes the alert.
create table alert_outbox (
  id bigint generated always as identity primary key,
  dataset text not null,
  receiver text not null,
  alert_id text not null,
  idempotency_key text not null,
  kind text not null check (kind in ('opened', 'updated', 'resolved')),
  alert jsonb not null,
  updated_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
  attempts integer not null default 0,
  written_at timestamptz not null default clock_timestamp(),
  next_attempt_at timestamptz not null default clock_timestamp(),
  last_attempt_at timestamptz,
  last_status integer,
  last_error text,
  unique (dataset, receiver, idempotency_key)
);
comment on table alert_outbox is 'What people are to be told: one row per change of an alert and receiver, written in the transaction that changes the alert.';
comment on column alert_outbox.id is 'In the order of writing; messages of one alert to one receiver are sent in this order.';
comment on column alert_outbox.dataset is 'Name of the body of events.';
comment on column alert_outbox.receiver is 'As in alert_receiver.';
comment on column alert_outbox.alert_id is 'As in drift_alert.';
comment on column alert_outbox.idempotency_key is 'The same each time this message is sent, another for every other change: MD5 of the row of drift_alert.';
comment on column alert_outbox.kind is 'What happened: opened, updated (a number or word changed), resolved.';
comment on column alert_outbox.alert is 'The row of drift_alert as of this change.';
comment on column alert_outbox.updated_at is 'Event time of the change.';
comment on column alert_outbox.state is 'waiting (to be sent, or sent again), delivered (the receiver answered 2xx), dead (given up, see last_error). Set it back to waiting, with next_attempt_at now(), to send it once more.';
comment on column alert_outbox.attempts is 'How often it was sent.';
comment on column alert_outbox.written_at is 'Wall-clock time of writing.';
comment on column alert_outbox.next_attempt_at is 'Wall-clock time before which it is not sent again.';
comment on column alert_outbox.last_attempt_at is 'Wall-clock time of the last attempt.';
comment on column alert_outbox.last_status is 'HTTP status of the last answer; null when there was none.';
comment on column alert_outbox.last_error is 'What was wrong at the last attempt; null when nothing was.';
create index alert_outbox_waiting on alert_outbox (receiver, next_attempt_at) where state = 'waiting';
create index alert_outbox_by_alert on alert_outbox (dataset, alert_id, receiver, id);
create index alert_outbox_by_time on alert_outbox (dataset, updated_at);

-- Writes the messages of one version of an alert.
create function tell_receivers(alert drift_alert, change text) returns void language sql set timezone to 'UTC' as $$
  insert into alert_outbox (dataset, receiver, alert_id, idempotency_key, kind, alert, updated_at)
  select alert.dataset, r.receiver, alert.alert_id, md5(to_jsonb(alert)::text), change, to_jsonb(alert), alert.updated_at
  from alert_receiver r where r.dataset = alert.dataset and change = any (r.kinds)
  on conflict do nothing
$$;
comment on function tell_receivers is 'Writes one version of an alert to alert_outbox, for each receiver that wants such a change.';

-- Registers a receiver; when it is new, it is told of the alerts that are open, and from then on of every change.
create function register_receiver(dataset_name text, receiver_name text, wanted text[]) returns void language plpgsql set timezone to 'UTC' as $$
begin
  update alert_receiver set kinds = wanted where dataset = dataset_name and receiver = receiver_name;
  if found then
    return;
  end if;
  -- no change may fall between what is open now and what the trigger sees
  lock table drift_alert in share row exclusive mode;
  insert into alert_receiver values (dataset_name, receiver_name, wanted, clock_timestamp()) on conflict do nothing;
  if found then
    insert into alert_outbox (dataset, receiver, alert_id, idempotency_key, kind, alert, updated_at)
    select a.dataset, receiver_name, a.alert_id, md5(to_jsonb(a)::text), 'opened', to_jsonb(a), a.updated_at
    from drift_alert a where a.dataset = dataset_name and a.state = 'open' order by a.opened_at, a.alert_id
    on conflict do nothing;
  end if;
end
$$;
comment on function register_receiver is 'Registers a receiver of alerts; when it is new, it is told of the alerts that are open, and from then on of every change.';

-- Runs in the transaction that writes an alert: a row that is written again as it was is no change.
create function tell_of_alert() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform tell_receivers(new, case new.state when 'open' then 'opened' else 'resolved' end);
  elsif new is distinct from old then
    perform tell_receivers(new, case
      when new.state = old.state then 'updated'
      when new.state = 'open' then 'opened'
      else 'resolved' end);
  end if;
  return null;
end
$$;
comment on function tell_of_alert is 'Writes each change of drift_alert to alert_outbox; a row that is written again as it was is none.';
create trigger tell_of_alert after insert or update on drift_alert for each row execute function tell_of_alert();

-- Which messages about alerts have not arrived? Those given up first, then the longest waiting; times are of the wall clock.
create view undelivered_alert as
select id, dataset, receiver, alert_id, kind, state, alert ->> 'summary' as summary, attempts, last_status, last_error, written_at, last_attempt_at,
  case when state = 'waiting' then next_attempt_at end as next_attempt_at
from alert_outbox where state = 'dead' or state = 'waiting' and attempts > 0
order by state, written_at, id;
comment on view undelivered_alert is 'Messages about alerts that have not arrived: given up (dead), or tried and to be tried again.';
comment on column undelivered_alert.id is 'As in alert_outbox.';
comment on column undelivered_alert.dataset is 'Name of the body of events.';
comment on column undelivered_alert.receiver is 'Who was to be told.';
comment on column undelivered_alert.alert_id is 'As in drift_alert.';
comment on column undelivered_alert.kind is 'What happened: opened, updated, resolved.';
comment on column undelivered_alert.state is 'dead or waiting.';
comment on column undelivered_alert.summary is 'The alert in one line, as of this change.';
comment on column undelivered_alert.attempts is 'How often it was sent.';
comment on column undelivered_alert.last_status is 'HTTP status of the last answer; null when there was none.';
comment on column undelivered_alert.last_error is 'What was wrong at the last attempt.';
comment on column undelivered_alert.written_at is 'Since when it waits.';
comment on column undelivered_alert.last_attempt_at is 'When it was sent last.';
comment on column undelivered_alert.next_attempt_at is 'When it is sent again; null when it was given up.';
