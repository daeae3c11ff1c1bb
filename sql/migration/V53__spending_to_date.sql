-- What was spent from the first of the month to a day, by cohort? USD. A function, as a running sum in the view would read every day there is.
create function spending_to_date(of_dataset text, through date)
returns table (cut text, cohort text, horizon_seconds bigint, decisions numeric, spent_usd numeric, extra_usd numeric, rejected_usd numeric, shadow_usd numeric, all_usd numeric)
language sql stable as $$
  select s.cut, s.cohort, s.horizon_seconds, sum(s.decisions), sum(s.spent_usd), sum(s.extra_usd), sum(s.rejected_usd), sum(s.shadow_usd), sum(s.all_usd)
  from spending s
  where s.dataset = of_dataset and s.day >= date_trunc('month', through::timestamp)::date and s.day <= through
  group by s.cut, s.cohort, s.horizon_seconds
$$;
comment on function spending_to_date is 'The columns of spending, added up from the first of the month to a day, that day included.';
