-- Which route do users turn down more often? Decisions, rejected ones and their share per dataset and route, over final
-- and complete windows of everything together (the cut of no dimension) at each horizon.
select
  dataset,
  horizon_seconds,
  route,
  sum(decisions) as decisions,
  sum(rejected) as rejected,
  cast(sum(rejected) as double) / sum(decisions) as rejected_rate
from cohort_tally
where `cut` = '' and `final` and complete
group by dataset, horizon_seconds, route;
