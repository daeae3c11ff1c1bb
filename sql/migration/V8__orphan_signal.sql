-- Events that found no decision to belong to.
create table orphan_signal (
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
comment on table orphan_signal is 'Events that found no decision to belong to.';
comment on column orphan_signal.dataset is 'Name of the body of events.';
comment on column orphan_signal.event_id is 'The event.';
comment on column orphan_signal.type is 'Its type.';
comment on column orphan_signal.ts is 'Its event time.';
comment on column orphan_signal.session_id is 'Its session.';
comment on column orphan_signal.decision_id is 'The decision it names, else empty.';
comment on column orphan_signal.reason is 'Why it belongs to no decision, in words.';
comment on column orphan_signal.source is 'Partition or file.';
comment on column orphan_signal.position is 'Offset in the partition, or byte offset in the decompressed file.';
comment on column orphan_signal.generation is 'Re-processing of the dataset; a higher one wins.';
-- what came lately, and what may be forgotten
create index orphan_signal_by_time on orphan_signal (dataset, ts);
