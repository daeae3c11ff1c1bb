-- Which answer is better when both routes answer? Win, tie and loss of the primary answer, weighted by 1/(sample rate); by judge and day; final rows only.
create view judgement_summary as
select s.dataset, s.cut, s.cohort, s.route, s.shadow_route, s.judge, s.judge_model, s.day, s.pairs, s.w * s.w / s.w2 as effective_pairs,
  s.win / s.w as win_rate, sqrt(s.win_v) / s.w as win_error, s.tie / s.w as tie_rate, s.loss / s.w as loss_rate,
  (s.win - s.loss) / s.w as net, sqrt(s.net_v) / s.w as net_error,
  greatest(-1, (s.win - s.loss) / s.w - 1.959963984540054 * sqrt(s.net_v) / s.w) as net_low,
  least(1, (s.win - s.loss) / s.w + 1.959963984540054 * sqrt(s.net_v) / s.w) as net_high,
  (s.first_win / nullif(s.first_win + s.first_loss, 0) - s.second_win / nullif(s.second_win + s.second_loss, 0)) / 2 as position_bias,
  (s.longer_win / nullif(s.longer_win + s.longer_loss, 0) - s.shorter_win / nullif(s.shorter_win + s.shorter_loss, 0)) / 2 as length_bias,
  s.self_judged > 0 as grades_itself, s.shadow_usd
from (
  select t.*,
    (1 - win / w) * (1 - win / w) * win2 + win / w * (win / w) * (w2 - win2) as win_v,
    win2 * (1 - (win - loss) / w) ^ 2 + tie2 * ((win - loss) / w) ^ 2 + loss2 * (1 + (win - loss) / w) ^ 2 as net_v
  from (
    select dataset, cut, cohort, route, shadow_route, judge, judge_model, (window_start at time zone 'UTC')::date as day,
      sum(events) as pairs, sum(inverse_rate)::double precision as w, sum(inverse_rate_sq)::double precision as w2,
      coalesce(sum(inverse_rate) filter (where verdict = 'primary'), 0)::double precision as win,
      coalesce(sum(inverse_rate_sq) filter (where verdict = 'primary'), 0)::double precision as win2,
      coalesce(sum(inverse_rate) filter (where verdict = 'tie'), 0)::double precision as tie,
      coalesce(sum(inverse_rate_sq) filter (where verdict = 'tie'), 0)::double precision as tie2,
      coalesce(sum(inverse_rate) filter (where verdict = 'shadow'), 0)::double precision as loss,
      coalesce(sum(inverse_rate_sq) filter (where verdict = 'shadow'), 0)::double precision as loss2,
      coalesce(sum(events) filter (where verdict = 'primary' and shown_first = 'primary'), 0)::double precision as first_win,
      coalesce(sum(events) filter (where verdict = 'shadow' and shown_first = 'primary'), 0)::double precision as first_loss,
      coalesce(sum(events) filter (where verdict = 'primary' and shown_first = 'shadow'), 0)::double precision as second_win,
      coalesce(sum(events) filter (where verdict = 'shadow' and shown_first = 'shadow'), 0)::double precision as second_loss,
      coalesce(sum(events) filter (where verdict = 'primary' and longer = 'primary'), 0)::double precision as longer_win,
      coalesce(sum(events) filter (where verdict = 'shadow' and longer = 'primary'), 0)::double precision as longer_loss,
      coalesce(sum(events) filter (where verdict = 'primary' and longer = 'shadow'), 0)::double precision as shorter_win,
      coalesce(sum(events) filter (where verdict = 'shadow' and longer = 'shadow'), 0)::double precision as shorter_loss,
      coalesce(sum(events) filter (where judge_model <> '' and judge_model = model), 0) as self_judged,
      sum(shadow_cost_usd) as shadow_usd
    from judgement_tally where final and kind = 'judgement'
    group by 1, 2, 3, 4, 5, 6, 7, 8
    having sum(inverse_rate) > 0
  ) t
) s;
comment on view judgement_summary is 'Shadow pairs by judge and day: how often the primary answer wins, and whether the judge favours a place, a length or itself.';
comment on column judgement_summary.dataset is 'Name of the body of events.';
comment on column judgement_summary.cut is 'Dimension names of the cut, joined by a comma.';
comment on column judgement_summary.cohort is 'JSON object of the cuts dimensions, or __other__ for what the cap merged.';
comment on column judgement_summary.route is 'Route of the primary answer.';
comment on column judgement_summary.shadow_route is 'Route of the shadow answer.';
comment on column judgement_summary.judge is 'Who judged.';
comment on column judgement_summary.judge_model is 'Model that judged.';
comment on column judgement_summary.day is 'UTC day of the decisions.';
comment on column judgement_summary.pairs is 'Judged pairs.';
comment on column judgement_summary.effective_pairs is 'So many pairs of one sample rate would tell as much.';
comment on column judgement_summary.win_rate is 'Share of all traffic where the primary answer wins, 0 to 1.';
comment on column judgement_summary.win_error is 'Its standard error.';
comment on column judgement_summary.tie_rate is 'Share where neither wins.';
comment on column judgement_summary.loss_rate is 'Share where the shadow answer wins.';
comment on column judgement_summary.net is 'Win rate less loss rate, -1 to 1.';
comment on column judgement_summary.net_error is 'Its standard error.';
comment on column judgement_summary.net_low is 'Lower bound of its 95 % interval.';
comment on column judgement_summary.net_high is 'Upper bound of its 95 % interval.';
comment on column judgement_summary.position_bias is 'Half the difference of how often the primary answer wins when it is shown first and when it is not, ties apart; 0 for a fair judge; null where one order is missing.';
comment on column judgement_summary.length_bias is 'The same of being longer: an association, as longer answers may be better.';
comment on column judgement_summary.grades_itself is 'The judge graded answers of its own model.';
comment on column judgement_summary.shadow_usd is 'Cost of the shadow answers in USD.';
