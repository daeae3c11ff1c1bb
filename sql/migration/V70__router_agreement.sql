-- Do two router versions decide alike on like queries? Per query shape and score bin of policy traffic; a router that was retrained on its own choices and now chooses the same has confirmed itself.
create function router_agreement(of_dataset text, old_version text, new_version text, of_reference text, since date, until date)
returns table (cut text, cohort text, horizon_seconds bigint, cells bigint, old_decisions double precision, new_decisions double precision, agreement double precision,
  moved double precision, moved_low double precision, moved_high double precision, verdict text)
language sql stable as $$
  with cell as (
    select t.cut, t.cohort, t.horizon_seconds, t.query_shape, t.score_bin,
      coalesce(sum(t.decisions) filter (where t.router_version = old_version), 0)::double precision as o, coalesce(sum(t.decisions) filter (where t.router_version = old_version and t.route = of_reference), 0)::double precision as os,
      coalesce(sum(t.decisions) filter (where t.router_version = new_version), 0)::double precision as n, coalesce(sum(t.decisions) filter (where t.router_version = new_version and t.route = of_reference), 0)::double precision as ns
    from score_tally t
    where t.dataset = of_dataset and t.final and t.complete and t.assignment = 'policy' and t.router_version in (old_version, new_version)
      and (t.window_start at time zone 'UTC')::date >= since and (t.window_start at time zone 'UTC')::date < until
    group by t.cut, t.cohort, t.horizon_seconds, t.query_shape, t.score_bin
  ), total as (
    select c.*, sum(c.o) over w as oo, sum(c.n) over w as nn from cell c window w as (partition by c.cut, c.cohort, c.horizon_seconds)
  ), alike as (
    select t.cut, t.cohort, t.horizon_seconds, t.oo, t.nn, count(*) as cells, sum(least(o / oo, n / nn)) as w,
      sum(least(o / oo, n / nn) * (1 - abs(os / o - ns / n))) as agree, sum(least(o / oo, n / nn) * (ns / n - os / o)) as shift,
      sqrt(sum(least(o / oo, n / nn) ^ 2 * (os / o * (1 - os / o) / o + ns / n * (1 - ns / n) / n))) as error
    from total t where t.o > 0 and t.n > 0
    group by t.cut, t.cohort, t.horizon_seconds, t.oo, t.nn
  ), known as (
    select a.*, agree / w as a, shift / w as m, shift / w - 1.959963984540054 * error / w as l, shift / w + 1.959963984540054 * error / w as h from alike a
  )
  select k.cut, k.cohort, k.horizon_seconds, k.cells, k.oo, k.nn, k.a, k.m, k.l, k.h,
    case when k.a >= 0.98 and abs(k.l) <= 0.02 and abs(k.h) <= 0.02 then 'did not move' else format('agrees on %s %% of like queries; sends %s points to the reference', round((100 * k.a)::numeric), round((100 * k.m)::numeric, 1)) end
  from known k
$$;
comment on function router_agreement is 'Agreement of two router versions on like queries (query shape, score bin), 0 to 1, and the change of the share sent to the reference route with its 95 % interval, over days from since to before until. No row: the versions saw no like queries, so nothing can be said.';
