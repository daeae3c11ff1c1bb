-- Rates of signals, means of seconds, completion and cost, with intervals that know of users who recur: delete-a-group jackknife over the buckets of the unit.
-- Variance (G-1)/G * sum (value without bucket g - their mean)^2 over the G buckets in use, Student's t with G-1 degrees of freedom (Wolter, Introduction to Variance Estimation).
create function bucket_rate(of_dataset text, since date, until date)
returns table (cut text, cohort text, route text, assignment text, experiment text, arm text, horizon_seconds bigint, metric text,
  total double precision, of_total double precision, buckets bigint, value double precision, error double precision, low double precision, high double precision)
language sql stable as $$
  with bucket as (
    select t.cut, t.cohort, t.route, t.assignment, t.experiment, t.arm, t.horizon_seconds, t.bucket, sum(decisions)::double precision as decisions, sum(rejected)::double precision as rejected, sum(escalation)::double precision as escalation, sum(regeneration)::double precision as regeneration, sum(edit)::double precision as edit, sum(rephrase)::double precision as rephrase, sum(correction)::double precision as correction, sum(abandonment)::double precision as abandonment, sum(handoff)::double precision as handoff, sum(thumbs_down)::double precision as thumbs_down, sum(thumbs_up)::double precision as thumbs_up, sum(failure)::double precision as failure, sum(quiet_exit)::double precision as quiet_exit, sum(followed)::double precision as followed, sum(streams_started)::double precision as streams_started, sum(streams_completed)::double precision as streams_completed, sum(with_completion)::double precision as with_completion, sum(with_cost)::double precision as with_cost, sum(completion)::double precision as completion, sum(session_seconds)::double precision as session_seconds, sum(cost_usd)::double precision as cost_usd, sum(extra_cost_usd)::double precision as extra_cost_usd
    from bucket_tally t
    where t.dataset = of_dataset and t.day >= since and t.day < until and t.final and t.complete
    group by 1, 2, 3, 4, 5, 6, 7, 8
  ), term as (
    select b.cut, b.cohort, b.route, b.assignment, b.experiment, b.arm, b.horizon_seconds, m.metric, m.x, m.n,
      sum(m.x) over w as xs, sum(m.n) over w as ns
    from bucket b cross join lateral (values ('rejected', b.rejected, b.decisions), ('escalation', b.escalation, b.decisions), ('regeneration', b.regeneration, b.decisions), ('edit', b.edit, b.decisions), ('rephrase', b.rephrase, b.decisions), ('correction', b.correction, b.decisions), ('abandonment', b.abandonment, b.decisions), ('handoff', b.handoff, b.decisions), ('thumbs_down', b.thumbs_down, b.decisions), ('thumbs_up', b.thumbs_up, b.decisions), ('failure', b.failure, b.decisions), ('quiet_exit', b.quiet_exit, b.decisions), ('followed', b.followed, b.decisions), ('completed', b.streams_completed, b.streams_started), ('completion', b.completion, b.with_completion), ('session_seconds', b.session_seconds, b.decisions), ('cost_usd', b.cost_usd, b.with_cost), ('extra_cost_usd', b.extra_cost_usd, b.decisions)) as m (metric, x, n)
    where m.x <> 0 or m.n <> 0
    window w as (partition by b.cut, b.cohort, b.route, b.assignment, b.experiment, b.arm, b.horizon_seconds, m.metric)
  ), known as (
    select b.cut, b.cohort, b.route, b.assignment, b.experiment, b.arm, b.horizon_seconds, b.metric, b.xs, b.ns, count(*) as g, count(*) filter (where b.ns > b.n) as without,
      var_pop((b.xs - b.x) / nullif(b.ns - b.n, 0)) as spread
    from term b
    group by b.cut, b.cohort, b.route, b.assignment, b.experiment, b.arm, b.horizon_seconds, b.metric, b.xs, b.ns
  )
  select b.cut, b.cohort, b.route, b.assignment, b.experiment, b.arm, b.horizon_seconds, b.metric, b.xs, b.ns, b.g, b.xs / nullif(b.ns, 0), e.error,
    b.xs / nullif(b.ns, 0) - student_t(b.g - 1) * e.error, b.xs / nullif(b.ns, 0) + student_t(b.g - 1) * e.error
  from known b cross join lateral (select case when b.g > 1 and b.without = b.g then sqrt((b.g - 1) * b.spread) end as error) e
$$;
comment on function bucket_rate is 'Per cohort, route, assignment and horizon over days from since to before until: rate of each signal, and means of session seconds, completion, cost, with standard error and 95 % interval by jackknife over buckets of the unit (user, else session); null with fewer than two buckets. Needs the cut in tally.buckets. With fewer than ten expected hits the interval is too narrow: use signal_rate or ClusteredRate there.';
