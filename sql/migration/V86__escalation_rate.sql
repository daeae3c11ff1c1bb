-- How often does a cascade escalate, by route, verifier and tenth of the verifier's score? Share of decisions, with Wilson's 95 % interval.
-- Without a verifier: all decisions of the route, scored or not, from the tallies of all traffic. Without a bin: all that the verifier scored.
create function escalation_rate(of_dataset text, since date, until date)
returns table (route text, traffic text, horizon_seconds bigint, verifier text, score_bin integer, decisions numeric, escalated numeric, rate double precision, rate_low double precision, rate_high double precision)
language sql stable as $$
  with counted as (
    select t.route, case when t.assignment in ('explore', 'forced') then 'randomised' else 'policy' end as traffic, t.horizon_seconds, null as verifier, null::integer as score_bin, sum(t.decisions) as n, sum(t.escalation) as x
    from cohort_tally t
    where t.dataset = of_dataset and t.cut = '' and t.final and t.complete
      and (t.window_start at time zone 'UTC')::date >= since and (t.window_start at time zone 'UTC')::date < until
    group by 1, 2, 3
    having sum(t.decisions) > 0
    union all
    select a.route, a.traffic, a.horizon_seconds, a.verifier, a.score_bin, count(*)::numeric, (count(*) filter (where a.fate = 'escalated'))::numeric
    from (select g.* from gated_answer g where g.dataset = of_dataset and g.day >= since and g.day < until) a
    group by grouping sets ((a.route, a.traffic, a.horizon_seconds, a.verifier, a.score_bin), (a.route, a.traffic, a.horizon_seconds, a.verifier))
  )
  select c.route, c.traffic, c.horizon_seconds, c.verifier, c.score_bin, c.n, c.x, (c.x / c.n)::double precision, wilson_low(c.x, c.n)::double precision, wilson_high(c.x, c.n)::double precision
  from counted c
$$;
comment on function escalation_rate is 'Share of decisions that were escalated over days from since to before until, with Wilsons 95 % interval: of a route (verifier null), of what a verifier scored (score_bin null), and by tenth of its score. Takes decisions as independent. Escalations without a score in the log are in the first kind of row only.';
