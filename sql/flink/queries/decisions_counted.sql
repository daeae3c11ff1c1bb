-- Does every decision in the topic have its outcomes? Decisions of the topic by route beside those of the table; they
-- differ by what is late, malformed or not yet as old as the horizon. Runs over the topic as it is now.
select
  t.route,
  t.decisions as in_topic,
  o.horizon_seconds,
  o.decisions as in_table,
  o.rejected as rejected
from (
  select route, count(distinct decision_id) as decisions
  from router_event /*+ options('scan.bounded.mode' = 'latest-offset') */
  where `type` = 'decision'
  group by route
) t
left join (
  select route, horizon_seconds, count(distinct decision_id) as decisions, sum(case when rejected then 1 else 0 end) as rejected
  from decision_outcome
  group by route, horizon_seconds
) o on o.route = t.route;
