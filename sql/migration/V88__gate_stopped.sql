-- What did a gate stop needlessly? Share of stopped answers that would have done, by tenth of the verifier's score (null: all that were stopped), from two sorts of evidence:
-- explored: answers of like score that chance shipped, of which users accepted so many; shadow pairs: stopped answers that a judge found no worse than the reference's. The same as dev.routesight.cascade.Needless.
create function gate_stopped(of_dataset text, since date, until date)
returns table (verifier text, route text, horizon_seconds bigint, evidence text, score_bin integer, stopped numeric, compared numeric, needless double precision, needless_low double precision, needless_high double precision, verdict text)
language sql stable as $$
  with outcome as (
    select g.verifier, g.route, g.horizon_seconds, g.score_bin, coalesce(sum(g.answers) filter (where g.traffic = 'policy' and g.fate = 'escalated'), 0) as stopped,
      coalesce(sum(g.seen) filter (where g.traffic = 'randomised' and g.fate = 'shipped'), 0) as n, coalesce(sum(g.rejected) filter (where g.traffic = 'randomised' and g.fate = 'shipped'), 0) as x,
      greatest(1, coalesce(max(g.design_effect) filter (where g.traffic = 'randomised' and g.fate = 'shipped'), 1))::numeric as de
    from gate_outcome(of_dataset, since, until) g
    where g.score_bin is not null
    group by g.verifier, g.route, g.horizon_seconds, g.score_bin
  ), explored as (
    select o.*, 1 - o.x / nullif(o.n, 0) as p, 1 - wilson_high(o.x / o.de, o.n / o.de) as l, 1 - wilson_low(o.x / o.de, o.n / o.de) as h
    from outcome o
    where o.stopped > 0
  ), pooled as (
    select e.verifier, e.route, e.horizon_seconds, e.score_bin, sum(e.stopped) as stopped, sum(e.n) as n, coalesce(sum(e.stopped) filter (where e.n = 0), 0) as blind,
      sum(e.stopped * e.p) / sum(e.stopped) as p, sqrt(sum((e.stopped * (e.p - e.l)) ^ 2)) / sum(e.stopped) as down, sqrt(sum((e.stopped * (e.h - e.p)) ^ 2)) / sum(e.stopped) as up
    from explored e
    group by grouping sets ((e.verifier, e.route, e.horizon_seconds, e.score_bin), (e.verifier, e.route, e.horizon_seconds))
  ), judged as (
    select a.verifier, a.route, a.horizon_seconds, a.score_bin, count(*)::numeric as stopped, count(j.verdict)::numeric as n, sum(j.w) as w, sum(j.w * j.w) as w2, coalesce(sum(j.w) filter (where j.verdict <> 'shadow'), 0) as x
    from (select g.* from gated_answer g where g.dataset = of_dataset and g.day >= since and g.day < until and g.fate = 'escalated' and g.traffic = 'policy') a
    left join lateral (
      select s.verdict, (1 / coalesce(nullif(s.sample_rate, 0), 1))::numeric as w
      from judgement s
      where s.dataset = a.dataset and s.session_id = a.session_id and s.decision_id = a.decision_id and s.decision_ts = a.decision_ts
      order by s.ts desc, s.event_id collate "C" desc
      limit 1
    ) j on true
    group by grouping sets ((a.verifier, a.route, a.horizon_seconds, a.score_bin), (a.verifier, a.route, a.horizon_seconds))
  )
  select p.verifier, p.route, p.horizon_seconds, 'explored', p.score_bin, p.stopped, p.n, (case when p.blind = 0 then p.p end)::double precision,
    (case when p.blind = 0 then greatest(0, p.p - p.down) end)::double precision, (case when p.blind = 0 then least(1, p.p + p.up) end)::double precision,
    case when p.blind = 0 then 'identified' else 'unidentifiable: ' || p.blind || ' of ' || p.stopped || ' stopped answers have scores of which none shipped by chance' end
  from pooled p
  union all
  select j.verifier, j.route, j.horizon_seconds, 'shadow pairs', j.score_bin, j.stopped, j.n, (j.x / j.w)::double precision,
    wilson_low(j.x * j.w / j.w2, j.w * j.w / j.w2)::double precision, wilson_high(j.x * j.w / j.w2, j.w * j.w / j.w2)::double precision,
    case when j.n > 0 then 'identified' else 'unidentifiable: none of ' || j.stopped || ' stopped answers was judged' end
  from judged j
$$;
comment on function gate_stopped is 'Of answers that a gate stopped over days from since to before until: share that would have done, with a 95 % interval. Evidence explored: that users would have accepted, as they accepted answers of like score that chance shipped. Evidence shadow pairs: that a judge found as good as the reference''s or better, weighted by 1/(sample rate). Null and unidentifiable where nothing can tell.';
