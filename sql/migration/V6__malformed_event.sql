-- Records that became no event: malformed, of unknown type, or of an implausible time.
create table malformed_event (
  dataset text not null,
  place text not null,
  event_id text not null,
  ts timestamptz,
  reason text not null,
  source text not null,
  position bigint not null,
  generation integer not null,
  raw bytea,
  primary key (dataset, source, position)
);
comment on table malformed_event is 'Records that became no event: malformed, of unknown type, or of an implausible time.';
comment on column malformed_event.dataset is 'Name of the body of events.';
comment on column malformed_event.place is 'malformed, unknown_type or implausible_time.';
comment on column malformed_event.event_id is 'Where it could be read, else empty.';
comment on column malformed_event.ts is 'Event time, where it could be read.';
comment on column malformed_event.reason is 'What was wrong, in words.';
comment on column malformed_event.source is 'Partition or file.';
comment on column malformed_event.position is 'Offset in the partition, or byte offset in the decompressed file.';
comment on column malformed_event.generation is 'Re-processing of the dataset; a higher one wins.';
comment on column malformed_event.raw is 'The first bytes of the record, if configured.';
-- what came lately, and what may be forgotten
create index malformed_event_by_time on malformed_event (dataset, ts);
