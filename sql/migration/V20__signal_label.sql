-- What a person says of drawn decisions: was the signal really there? Filled by users; ./routesight sample-labels draws them.
create table signal_label (
  dataset text not null,
  signal text not null,
  horizon_seconds bigint not null,
  session_id text not null,
  decision_id text not null,
  decision_ts timestamptz not null,
  turn integer,
  route text,
  query_shape text,
  language text,
  fired boolean,
  inclusion_probability double precision not null check (inclusion_probability > 0 and inclusion_probability <= 1),
  label boolean,
  labelled_by text,
  primary key (dataset, signal, horizon_seconds, session_id, decision_id, decision_ts)
);
comment on table signal_label is 'Decisions drawn at random, and what a person says of each: was the signal really there? Filled by users.';
comment on column signal_label.dataset is 'Name of the body of events.';
comment on column signal_label.signal is 'Kind of signal that is judged, or rejected (any rejecting kind).';
comment on column signal_label.horizon_seconds is 'Age of the decisions at which their signals are counted.';
comment on column signal_label.session_id is 'The session.';
comment on column signal_label.decision_id is 'The decision.';
comment on column signal_label.decision_ts is 'When it was taken.';
comment on column signal_label.turn is 'Number of the turn, to find the dialogue by.';
comment on column signal_label.route is 'The route that was chosen, as drawn; rates are computed from decision_outcome.';
comment on column signal_label.query_shape is 'Shape of the query, as drawn.';
comment on column signal_label.language is 'Language of the query, as drawn.';
comment on column signal_label.fired is 'Whether the signal had fired when it was drawn; rates are computed from decision_outcome.';
comment on column signal_label.inclusion_probability is 'With which probability it was drawn; above 0, at most 1.';
comment on column signal_label.label is 'Whether the signal was really there; null as long as nobody has said.';
comment on column signal_label.labelled_by is 'Who said so; optional.';
create index signal_label_by_time on signal_label (dataset, decision_ts);
