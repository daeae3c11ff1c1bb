-- Does the verifier know which answers users accept? Chance that an accepted answer had the higher score (ties half), of answers that shipped; DeLong's 95 % interval; 0.5 = knows nothing.
-- Where the verifier refused answers, only what it let pass is seen: range-restricted.
create function verifier_auc(of_dataset text, since date, until date)
returns table (verifier text, query_shape text, route text, traffic text, horizon_seconds bigint, refused bigint, decisions numeric, rejected numeric,
  auc double precision, auc_error double precision, auc_low double precision, auc_high double precision)
language sql stable as $$
  with score as (
    select a.verifier, a.query_shape, a.route, a.horizon_seconds, a.score, count(*) filter (where a.fate = 'refused') as refused,
      (count(*) filter (where a.fate = 'shipped' and a.rejected))::double precision as x, (count(*) filter (where a.fate = 'shipped' and not a.rejected))::double precision as y
    from verified_answer a
    where a.dataset = of_dataset and a.day >= since and a.day < until and a.fate in ('shipped', 'refused')
    group by a.verifier, a.query_shape, a.route, a.horizon_seconds, a.score
  ), rank as (
    select s.*, sum(s.refused) over w as all_refused, sum(s.x) over w as m, sum(s.y) over w as n,
      sum(s.y) over (w order by s.score desc) - s.y / 2 as above, sum(s.x) over (w order by s.score) - s.x / 2 as below
    from score s
    window w as (partition by s.verifier, s.query_shape, s.route, s.horizon_seconds)
  ), area as (
    select r.verifier, r.query_shape, r.route, r.horizon_seconds, max(r.all_refused)::bigint as refused, max(r.m) as m, max(r.n) as n,
      sum(r.x * r.above / r.n) / max(r.m) as a, sum(r.x * (r.above / r.n) ^ 2) as placed1, sum(r.y * (r.below / r.m) ^ 2) as placed0
    from rank r
    where r.m > 0 and r.n > 0
    group by r.verifier, r.query_shape, r.route, r.horizon_seconds
  ), known as (
    select a.*, case when a.m > 1 and a.n > 1 then
      sqrt(greatest(0, a.placed1 - a.m * a.a * a.a) / (a.m - 1) / a.m + greatest(0, a.placed0 - a.n * a.a * a.a) / (a.n - 1) / a.n) end as se
    from area a
  )
  select k.verifier, k.query_shape, k.route, case when k.refused = 0 then 'every answer shipped' else 'range-restricted: the verifier decides what ships' end, k.horizon_seconds, k.refused,
    (k.m + k.n)::numeric, k.m::numeric, k.a, k.se, greatest(0, k.a - 1.959963984540054 * k.se), least(1, k.a + 1.959963984540054 * k.se)
  from known k
$$;
comment on function verifier_auc is 'Chance that an accepted answer had a higher score of the verifier than a rejected one (ties half), of answers that shipped, over days from since to before until, with standard error and 95 % interval by DeLong (null with a single one of either). Where answers were refused it is range-restricted. Needs verifier_score on the stream events of answers that ship, and decision-outcome: postgres.';
