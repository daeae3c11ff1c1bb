-- What did routing save from the first of the month to a day? USD.
create function saved_to_date(of_dataset text, through date)
returns table (horizon_seconds bigint, decisions numeric, without_reference_cost numeric, root_reference_usd numeric, spent_usd numeric, shadow_usd numeric, saved_usd numeric)
language sql stable as $$
  select s.horizon_seconds, sum(s.decisions), sum(s.without_reference_cost), sum(s.root_reference_usd), sum(s.spent_usd), sum(s.shadow_usd), sum(s.saved_usd)
  from saved s
  where s.dataset = of_dataset and s.day >= date_trunc('month', through::timestamp)::date and s.day <= through
  group by s.horizon_seconds
$$;
comment on function saved_to_date is 'The columns of saved, added up from the first of the month to a day, that day included.';
