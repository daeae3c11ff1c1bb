-- Events that came after the watermark had passed them.
create table late_event (
  dataset text not null,
  event_id text not null,
  type text not null,
  ts timestamptz not null,
  session_id text not null,
  decision_id text not null,
  reason text not null,
  source text not null,
  position bigint not null,
  generation integer not null,
  primary key (dataset, source, position)
);
comment on table late_event is 'Events that came after the watermark had passed them.';
comment on column late_event.dataset is 'Name of the body of events.';
comment on column late_event.event_id is 'The event.';
comment on column late_event.type is 'Its type.';
comment on column late_event.ts is 'Its event time.';
comment on column late_event.session_id is 'Its session.';
comment on column late_event.decision_id is 'The decision it names, else empty.';
comment on column late_event.reason is 'What had passed it, in words.';
comment on column late_event.source is 'Partition or file.';
comment on column late_event.position is 'Offset in the partition, or byte offset in the decompressed file.';
comment on column late_event.generation is 'Re-processing of the dataset; a higher one wins.';
-- what came lately, and what may be forgotten
create index late_event_by_time on late_event (dataset, ts);
