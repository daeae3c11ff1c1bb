-- Do two judges agree on the same pair? Share of pairs with one verdict, and Cohen's kappa: 0 = as by chance, 1 = always.
-- Errors of kappa by Fleiss, Cohen and Everitt (1969); the same numbers as dev.routesight.shadow.JudgeAgreement. Of a judge who judged a pair more than once the last verdict counts.
create function judge_agreement(of_dataset text, since date, until date)
returns table (route text, shadow_route text, judge text, other_judge text, pairs numeric, agreement double precision, agreement_low double precision, agreement_high double precision,
  kappa double precision, kappa_error double precision, kappa_low double precision, kappa_high double precision)
language sql stable as $$
  with said as (
    select distinct on (j.session_id, j.decision_id, j.decision_ts, j.shadow_route, j.judge, j.judge_model) j.session_id, j.decision_id, j.decision_ts, j.route, j.shadow_route,
      j.judge || case when j.judge_model = '' then '' else ' (' || j.judge_model || ')' end as judge, j.verdict
    from judgement j
    where j.dataset = of_dataset and (j.decision_ts at time zone 'UTC')::date >= since and (j.decision_ts at time zone 'UTC')::date < until
    order by j.session_id, j.decision_id, j.decision_ts, j.shadow_route, j.judge, j.judge_model, j.ts desc, j.event_id collate "C" desc
  ), pair as (
    select p.route, p.shadow_route, array_agg(p.judge order by p.judge) as judges, array_agg(p.verdict order by p.judge) as verdicts
    from said p
    group by p.session_id, p.decision_id, p.decision_ts, p.route, p.shadow_route
    having count(*) > 1
  ), cell as (
    select p.route, p.shadow_route, one.judge, other.judge as other_judge, one.verdict as v, other.verdict as w, count(*)::double precision as k
    from pair p
    cross join lateral unnest(p.judges, p.verdicts) as one (judge, verdict)
    cross join lateral unnest(p.judges, p.verdicts) as other (judge, verdict)
    where one.judge < other.judge
    group by p.route, p.shadow_route, one.judge, other.judge, one.verdict, other.verdict
  ), counted as (
    select c.route, c.shadow_route, c.judge, c.other_judge, sum(c.k) as n, sum(c.k) filter (where c.v = c.w) as same, array_agg(c.v) as vs, array_agg(c.w) as ws, array_agg(c.k) as ks
    from cell c
    group by c.route, c.shadow_route, c.judge, c.other_judge
  ), chance as (
    -- of each cell: its share, and the shares of its row, of its column, of the column of its row's verdict, of the row of its column's verdict
    select c.route, c.shadow_route, c.judge, c.other_judge, c.n, coalesce(c.same, 0) / c.n as po, e.pe, c.vs, c.ws, c.ks
    from counted c cross join lateral (
      select sum((select coalesce(sum(a.k), 0) from unnest(c.vs, c.ks) as a (v, k) where a.v = m.verdict) * (select coalesce(sum(a.k), 0) from unnest(c.ws, c.ks) as a (w, k) where a.w = m.verdict)) / (c.n * c.n) as pe
      from (values ('primary'), ('tie'), ('shadow')) as m (verdict)
    ) e
  ), known as (
    select h.*, case when h.pe < 1 then (h.po - h.pe) / (1 - h.pe) end as kappa from chance h
  ), spread as (
    select k.*, s.a, s.b
    from known k cross join lateral (
      select sum(case when x.v = x.w then x.k / k.n * (1 - (x.r + x.c) / k.n * (1 - k.kappa)) ^ 2 end) as a, sum(case when x.v <> x.w then x.k / k.n * ((x.cv + x.rw) / k.n) ^ 2 end) as b
      from (
        select u.v, u.w, u.k,
          (select coalesce(sum(a.k), 0) from unnest(k.vs, k.ks) as a (v, k) where a.v = u.v) as r, (select coalesce(sum(a.k), 0) from unnest(k.ws, k.ks) as a (w, k) where a.w = u.w) as c,
          (select coalesce(sum(a.k), 0) from unnest(k.ws, k.ks) as a (w, k) where a.w = u.v) as cv, (select coalesce(sum(a.k), 0) from unnest(k.vs, k.ks) as a (v, k) where a.v = u.w) as rw
        from unnest(k.vs, k.ws, k.ks) as u (v, w, k)
      ) x
    ) s
  ), error as (
    select s.*, case when s.kappa is not null then sqrt(greatest(0, (coalesce(s.a, 0) + (1 - s.kappa) ^ 2 * coalesce(s.b, 0) - (s.kappa - s.pe * (1 - s.kappa)) ^ 2) / ((1 - s.pe) ^ 2 * s.n))) end as se from spread s
  )
  select e.route, e.shadow_route, e.judge, e.other_judge, e.n::numeric, e.po, wilson_low((e.po * e.n)::numeric, e.n::numeric)::double precision, wilson_high((e.po * e.n)::numeric, e.n::numeric)::double precision,
    e.kappa, e.se, e.kappa - 1.959963984540054 * e.se, e.kappa + 1.959963984540054 * e.se
  from error e
$$;
comment on function judge_agreement is 'Of pairs that two judges judged, over decisions of days from since to before until: share with the same verdict with Wilsons 95 % interval, and Cohens kappa with its standard error and 95 % interval (null where both always say one thing). Pairs are not weighted by their sample rate. No row: no pair was judged twice.';
