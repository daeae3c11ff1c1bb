-- Where the events of each source ended, as absolute numbers; events_read is counted on its own.
create table job_accounting (
  dataset text not null,
  source text not null,
  place text not null,
  events bigint not null,
  as_of timestamptz not null,
  generation integer not null,
  primary key (dataset, source, place)
);
comment on table job_accounting is 'Where the events of each source ended, as absolute numbers; events_read is counted on its own.';
comment on column job_accounting.dataset is 'Name of the body of events.';
comment on column job_accounting.source is 'Partition or file.';
comment on column job_accounting.place is 'Where they ended, or events_read, or pending while live.';
comment on column job_accounting.events is 'How many.';
comment on column job_accounting.as_of is 'Event time up to which the row counts; the year 1 as long as no watermark has come, in a backfill to its end.';
comment on column job_accounting.generation is 'Re-processing of the dataset; a higher one wins.';
