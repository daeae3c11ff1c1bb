-- What is in the topic now? Events and sessions per type, up to the present end of the topic.
select
  `type`,
  count(*) as events,
  count(distinct session_id) as sessions,
  min(event_time) as first_event,
  max(event_time) as last_event
from router_event /*+ options('scan.bounded.mode' = 'latest-offset') */
group by `type`;
