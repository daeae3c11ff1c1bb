-- What is the honest rate of a signal whose detector errs? Raw rates beside those corrected by labelled decisions. Rates in [0, 1], 95 % intervals.
create view labelled_stratum as
select t.dataset, t.signal, t.horizon_seconds, c.cut, c.cohort, o.route,
  count(*) as decisions,
  count(*) filter (where s.fired) as fired,
  count(l.label) as labelled,
  count(*) filter (where l.label) as labelled_positive,
  coalesce(sum(w.weight) filter (where s.fired), 0) as fired_weight,
  coalesce(sum(w.weight ^ 2) filter (where s.fired), 0) as fired_weight_sq,
  coalesce(sum(w.weight) filter (where s.fired and l.label), 0) as fired_positive,
  coalesce(sum(w.weight) filter (where not s.fired), 0) as unfired_weight,
  coalesce(sum(w.weight ^ 2) filter (where not s.fired), 0) as unfired_weight_sq,
  coalesce(sum(w.weight) filter (where not s.fired and l.label), 0) as unfired_positive
from (select distinct dataset, signal, horizon_seconds from signal_label) t
join decision_outcome o on o.dataset = t.dataset and o.horizon_seconds = t.horizon_seconds and o.complete
cross join lateral (select case t.signal when 'rejected' then o.rejected else t.signal = any (o.signals) end as fired) s
cross join lateral (values ('', '{}'), ('query_shape', '{"query_shape":' || to_json(o.query_shape)::text || '}')) as c (cut, cohort)
left join signal_label l on l.dataset = t.dataset and l.signal = t.signal and l.horizon_seconds = t.horizon_seconds
  and l.session_id = o.session_id and l.decision_id = o.decision_id and l.decision_ts = o.decision_ts and l.label is not null
cross join lateral (select 1 / l.inclusion_probability as weight) w
group by t.dataset, t.signal, t.horizon_seconds, c.cut, c.cohort, o.route;
comment on view labelled_stratum is 'Decisions, fired ones, and weighted labels (weight 1 / inclusion probability) among fired and unfired, per cohort and route.';
comment on column labelled_stratum.dataset is 'Name of the body of events.';
comment on column labelled_stratum.signal is 'Kind of signal that is judged, or rejected.';
comment on column labelled_stratum.horizon_seconds is 'Age of the decisions at which their signals are counted.';
comment on column labelled_stratum.cut is 'Dimension names of the cut: none, or query_shape.';
comment on column labelled_stratum.cohort is 'JSON object of the cuts dimensions.';
comment on column labelled_stratum.route is 'The route that was chosen.';
comment on column labelled_stratum.decisions is 'Decisions that are complete.';
comment on column labelled_stratum.fired is 'Decisions among them for which the signal fired.';
comment on column labelled_stratum.labelled is 'Decisions among them with a label.';
comment on column labelled_stratum.labelled_positive is 'Labelled decisions where the signal was really there.';
comment on column labelled_stratum.fired_weight is 'Sum of the weights of fired labelled decisions.';
comment on column labelled_stratum.fired_weight_sq is 'Sum of their squares.';
comment on column labelled_stratum.fired_positive is 'Sum of the weights of fired decisions labelled true.';
comment on column labelled_stratum.unfired_weight is 'Sum of the weights of unfired labelled decisions.';
comment on column labelled_stratum.unfired_weight_sq is 'Sum of their squares.';
comment on column labelled_stratum.unfired_positive is 'Sum of the weights of unfired decisions labelled true.';

-- n: effective number of labels, (sum w)^2 / sum w^2 (Kish); p: weighted share labelled true; ppi: q p1 + (1 - q) p0.
create view corrected_rate as
with shares as (
  select s.*, s.fired::double precision / s.decisions as q,
    s.fired_weight ^ 2 / nullif(s.fired_weight_sq, 0) as n1, s.unfired_weight ^ 2 / nullif(s.unfired_weight_sq, 0) as n0,
    case when s.fired = 0 then 0 else s.fired_positive / nullif(s.fired_weight, 0) end as p1,
    case when s.fired = s.decisions then 0 else s.unfired_positive / nullif(s.unfired_weight, 0) end as p0
  from labelled_stratum s
), bounds as (
  select x.*, q * p1 + (1 - q) * p0 as ppi,
    case when fired = 0 then 0 else wilson_low((p1 * n1)::numeric, n1::numeric)::double precision end as l1,
    case when fired = 0 then 0 else wilson_high((p1 * n1)::numeric, n1::numeric)::double precision end as u1,
    case when fired = decisions then 0 else wilson_low((p0 * n0)::numeric, n0::numeric)::double precision end as l0,
    case when fired = decisions then 0 else wilson_high((p0 * n0)::numeric, n0::numeric)::double precision end as u0,
    wilson_low(fired, decisions)::double precision as lq, wilson_high(fired, decisions)::double precision as uq,
    case when fired = 0 then 0 else p1 * (1 - p1) / n1 end as v1,
    case when fired = decisions then 0 else p0 * (1 - p0) / n0 end as v0,
    case when fired = 0 then 0 else (p1 * n1 + 1.920729410) / (n1 + 3.841458821) end as s1,
    case when fired = decisions then 0 else (p0 * n0 + 1.920729410) / (n0 + 3.841458821) end as s0
  from shares x
), pooled as (
  -- sensitivity and specificity over all shapes of a route, and the variances of p1 and p0 behind them
  select dataset, signal, horizon_seconds, route, q, p1, p0, ppi,
    q * p1 / nullif(ppi, 0) as sensitivity, (1 - q) * (1 - p0) / nullif(1 - ppi, 0) as specificity,
    case when fired = 0 then 0 else s1 * (1 - s1) / (n1 + 3.841458821) end as r1,
    case when fired = decisions then 0 else s0 * (1 - s0) / (n0 + 3.841458821) end as r0
  from bounds where cut = ''
), rogan as (
  select b.*, p.sensitivity, p.specificity, p.r1, p.r0,
    p.sensitivity + p.specificity - 1 as j,
    (b.q + p.specificity - 1) / nullif(p.sensitivity + p.specificity - 1, 0) as rg,
    p.q * (1 - p.q) * p.p0 / nullif(p.ppi ^ 2, 0) as se1, -p.q * (1 - p.q) * p.p1 / nullif(p.ppi ^ 2, 0) as se0,
    p.q * (1 - p.q) * (1 - p.p0) / nullif((1 - p.ppi) ^ 2, 0) as sp1, -p.q * (1 - p.q) * (1 - p.p1) / nullif((1 - p.ppi) ^ 2, 0) as sp0
  from bounds b join pooled p using (dataset, signal, horizon_seconds, route)
), spread as (
  select r.*, sqrt((b1 ^ 2 * r1 + b0 ^ 2 * r0 + q * (1 - q) / decisions) / j ^ 2) as rg_error
  from rogan r cross join lateral (select -rg * se1 + (1 - rg) * sp1 as b1, -rg * se0 + (1 - rg) * sp0 as b0) d
)
select dataset, signal, horizon_seconds, cut, cohort, route, decisions, fired, labelled, labelled_positive,
  q as raw_rate, lq as raw_low, uq as raw_high,
  ppi as ppi_rate,
  greatest(0, ppi - sqrt((q * (p1 - l1)) ^ 2 + ((1 - q) * (p0 - l0)) ^ 2 + ((p1 - p0) * (case when p1 >= p0 then q - lq else uq - q end)) ^ 2)) as ppi_low,
  least(1, ppi + sqrt((q * (u1 - p1)) ^ 2 + ((1 - q) * (u0 - p0)) ^ 2 + ((p1 - p0) * (case when p1 >= p0 then uq - q else q - lq end)) ^ 2)) as ppi_high,
  ppi - 1.959963985 * sqrt(q * (1 - q) * (p1 - p0) ^ 2 / decisions + q ^ 2 * v1 + (1 - q) ^ 2 * v0) as ppi_normal_low,
  ppi + 1.959963985 * sqrt(q * (1 - q) * (p1 - p0) ^ 2 / decisions + q ^ 2 * v1 + (1 - q) ^ 2 * v0) as ppi_normal_high,
  sensitivity, specificity,
  case when j > 0 then least(1, greatest(0, rg)) end as rg_rate,
  case when j > 0 then greatest(0, rg - 1.959963985 * rg_error) end as rg_low,
  case when j > 0 then least(1, rg + 1.959963985 * rg_error) end as rg_high
from spread;
comment on view corrected_rate is 'Raw rate of a signal beside the rate corrected by labelled decisions: prediction-powered (labels of the same cohort) and Rogan-Gladen (sensitivity and specificity of the route over all shapes, taken to hold in each). Null where labels are missing.';
comment on column corrected_rate.dataset is 'Name of the body of events.';
comment on column corrected_rate.signal is 'Kind of signal that is judged, or rejected.';
comment on column corrected_rate.horizon_seconds is 'Age of the decisions at which their signals are counted.';
comment on column corrected_rate.cut is 'Dimension names of the cut: none, or query_shape.';
comment on column corrected_rate.cohort is 'JSON object of the cuts dimensions.';
comment on column corrected_rate.route is 'The route that was chosen.';
comment on column corrected_rate.decisions is 'Decisions that are complete.';
comment on column corrected_rate.fired is 'Decisions among them for which the signal fired.';
comment on column corrected_rate.labelled is 'Decisions among them with a label.';
comment on column corrected_rate.labelled_positive is 'Labelled decisions where the signal was really there.';
comment on column corrected_rate.raw_rate is 'Share of decisions for which the signal fired, 0 to 1.';
comment on column corrected_rate.raw_low is 'Lower bound of its Wilson 95 % interval.';
comment on column corrected_rate.raw_high is 'Upper bound of its Wilson 95 % interval.';
comment on column corrected_rate.ppi_rate is 'Prediction-powered estimate of the true share, 0 to 1.';
comment on column corrected_rate.ppi_low is 'Lower bound of its 95 % interval from Wilson bounds of the parts, good for rare signals.';
comment on column corrected_rate.ppi_high is 'Upper bound of its 95 % interval from Wilson bounds of the parts.';
comment on column corrected_rate.ppi_normal_low is 'Lower bound of the published normal 95 % interval; too narrow with few labelled positives.';
comment on column corrected_rate.ppi_normal_high is 'Upper bound of the published normal 95 % interval.';
comment on column corrected_rate.sensitivity is 'Share of true signals that fired, over all shapes of the route.';
comment on column corrected_rate.specificity is 'Share of decisions without it that did not fire, over all shapes of the route.';
comment on column corrected_rate.rg_rate is 'Rogan-Gladen estimate of the true share, cut to 0 to 1; null when the detector is no better than chance.';
comment on column corrected_rate.rg_low is 'Lower bound of its 95 % interval by the delta method.';
comment on column corrected_rate.rg_high is 'Upper bound of its 95 % interval by the delta method.';
