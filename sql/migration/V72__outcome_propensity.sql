-- What retraining needs of a decision besides its outcome.
alter table decision_outcome add column propensity double precision, add column prompt_tokens integer;
comment on column decision_outcome.propensity is 'Logged probability of the route taken; null when absent.';
comment on column decision_outcome.prompt_tokens is 'Tokens of the prompt; null when absent.';
