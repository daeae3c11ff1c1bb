// What each section draws from what the report says about it. Nothing is worked out here but positions.
const sections = (() => {
  const f = format;
  const css = charts.css;
  const SYMBOLS = ['circle', 'rect', 'triangle', 'roundRect', 'pin'];

  /** Colour and symbol of a route: the reference has its own, the others have theirs in order. */
  function look(data, route) {
    const meta = data.meta;
    if (route === meta.reference) return { color: css('--route-ref'), symbol: 'diamond' };
    const others = meta.routes.filter(r => r !== meta.reference).sort((a, b) => (b === meta.cheap) - (a === meta.cheap) || (a < b ? -1 : 1));
    const i = Math.max(0, others.indexOf(route));
    return { color: css(`--route-${Math.min(5, i + 1)}`), symbol: SYMBOLS[i % SYMBOLS.length] };
  }

  const label = (data, cohort) => data.meta.cohorts[cohort] ? data.meta.cohorts[cohort].label : 'all traffic';
  const withBounds = (v, of) => `${of(v.value)} (${f.range(v.low, v.high, of)})`;
  const ofHorizon = (rows, state) => rows.filter(r => r.horizon === state.horizon);
  const ofRoute = (rows, state) => rows.filter(r => !state.route || r.route === state.route);
  const inDays = (iso, state) => (!state.from || iso.slice(0, 10) >= state.from) && (!state.to || iso.slice(0, 10) <= state.to);
  const routesLegend = (data, routes) => routes.map(r => ({ text: f.named(r), color: look(data, r).color, kind: 'line' }));

  function seriesLines(data, state, cohort, signal, routes) {
    const s = data.signals;
    return s.series
      .filter(l => l.cohort === cohort && l.horizon === state.horizon && l.signal === signal && (!routes || routes.includes(l.route)))
      .map(l => {
        const known = new Map(l.at.map((t, i) => [t, i]));
        const points = [];
        for (let t = l.at[0]; t <= l.at[l.at.length - 1]; t++) {
          if (!inDays(s.times[t], state)) continue;
          const i = known.get(t);
          points.push(i === undefined ? { x: Date.parse(s.times[t]), y: null } : {
            x: Date.parse(s.times[t]), y: l.k[i] / l.n[i], low: l.low[i], high: l.high[i], n: l.n[i], k: l.k[i],
            tip: `${f.percent(l.k[i] / l.n[i])} (${f.range(l.low[i], l.high[i], f.percent)}), ${f.count(l.k[i])} of ${f.count(l.n[i])}`
          });
        }
        return Object.assign({ name: f.named(l.route), route: l.route, rows: points.filter(p => p.y !== null) }, unthinned(points), look(data, l.route));
      })
      .filter(l => l.points.length > 0);
  }

  function seriesTable(lines) {
    return {
      columns: ['Time', 'Route', '#Decisions', '#With signal', '#Rate', '#95 % interval'],
      rows: lines.flatMap(l => l.rows.map(p =>
        [f.time(p.x), l.name, f.count(p.n), f.count(p.k), f.percent(p.y), f.range(p.low, p.high, f.percent)]))
    };
  }

  /** Points of a twentieth of the usual decisions say too little for a picture: they are taken out, and counted. */
  function unthinned(points) {
    const known = points.filter(p => p.y !== null);
    const usual = known.map(p => p.n).sort((a, b) => a - b)[Math.floor(known.length / 2)];
    const thin = known.filter(p => p.n < 0.05 * usual);
    return { thin: thin.length, points: points.map(p => thin.includes(p) ? { x: p.x, y: null } : p) };
  }

  function thinly(lines) {
    const thin = lines.reduce((sum, l) => sum + l.thin, 0);
    return thin ? `; ${thin === 1 ? 'one point' : `${thin} points`} of very few decisions ${thin === 1 ? 'is' : 'are'} in the table only` : '';
  }

  const stepTime = data => x => f.time(x) + ', ' + data.signals.step;

  const onRoute = a => a.route || 'all routes';

  function alertMark(a, end) {
    return { from: Date.parse(a.since), to: a.resolved_at ? Date.parse(a.resolved_at) : end, at: Date.parse(a.since), text: 'since' };
  }

  function alerts(ui, data, state) {
    const list = data.alerts.alerts.filter(a => (!state.route || a.route === state.route) && (state.cohort === 0 || a.place === state.cohort)
      && (!state.to || a.since.slice(0, 10) <= state.to) && (!state.from || !a.resolved_at || a.resolved_at.slice(0, 10) >= state.from));
    if (!list.length && data.alerts.alerts.length) ui.say('No alert of this cohort, route and time. Reset the filters to see all.');
    list.forEach((a, i) => ui.add(alertCard(ui, data, state, a, i)));
    const all = data.alerts.open + data.alerts.resolved;
    if (all > data.alerts.alerts.length) ui.say(`${f.count(all)} alerts fall into these days; the newest ${data.alerts.most} are here, open ones first. The table drift_alert has all.`);
  }

  function alertCard(ui, data, state, a, i) {
    const open = a.state === 'open';
    const card = element('article', { class: 'card', 'aria-label': `Alert: ${a.summary}` },
      element('h3', {}, element('span', { class: `tag ${a.state}` }, open ? 'open' : a.resolution || 'resolved'),
        f.signal(a.signal), ' of ', element('bdi', {}, a.label), ' on ', element('bdi', {}, onRoute(a)),
        ` ${a.direction === 'rise' ? 'rose' : 'fell'}${a.against ? ` against ${a.against}` : ''} from ${f.percent(a.before_rate)} to ${f.percent(a.now_rate)}`));
    const end = Date.parse(data.meta.to);
    if (i < 4 && a.place >= 0) {
      const lines = seriesLines(data, Object.assign({}, state, { horizon: a.horizon, from: '', to: '' }), a.place, a.signal, a.route ? [a.route] : null);
      if (lines.length) {
        ui.figure({
          id: `alert-${i}`, into: card, wide: true, title: `${f.signal(a.signal)} on ${onRoute(a)} over time`, sub: `per ${data.signals.step}; the band is a 95 % interval, the dashed line what ${a.against || 'the past'} gives${thinly(lines)}`,
          height: 210, table: seriesTable(lines),
          option: w => charts.band(lines, { x: 'time', zero: true, yFormat: f.percentAxis, xFormat: stepTime(data), marks: [alertMark(a, end)],
            level: { y: a.before_rate, text: `before: ${f.percent(a.before_rate)}` } }, w)
        });
      }
    }
    const facts = [
      ['Now', `${f.percent(a.now_rate)} (${f.range(a.now_low, a.now_high, f.percent)}), ${f.plain(a.ratio)} times what ${a.against ? 'that gives' : 'it was'} (${f.range(a.ratio_low, a.ratio_high, f.plain)})`],
      ['Since', `${f.time(a.since)}, an estimate${a.since_low ? ` (${f.time(a.since_low)} to ${f.time(a.since_high)})` : ''}`],
      ['Opened', f.time(a.opened_at) + (open ? `; counted up to ${f.time(a.updated_at)}` : `; resolved ${f.time(a.resolved_at)}`)],
      ['So far', `${f.count(a.decisions)} decisions, ${f.count(a.excess)} ${f.signal(a.signal).toLowerCase()} beyond what the past gives${f.known(a.cost_usd) ? `, ${f.usd(a.cost_usd)} spent on them` : ''}`],
      ['How sure', `evidence e^${f.plain(a.log_evidence)}, needed e^${f.plain(a.log_threshold)}; compared with ${a.test === 'baseline' ? 'its own past' : 'another group at the same time'}; rates of decisions ${a.measured === 'after' ? 'after the alert' : 'since the estimated start, which flatters it'}`],
      ['What else changed', changes(a.changed)],
      ['Models, versions', `${a.models.map(f.named).join(', ') || '–'}; router ${a.router_versions.map(f.named).join(', ') || '–'}`]
    ];
    card.append(element('dl', { class: 'fact' }, facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])));
    if (a.covers && a.covers.length > 1) {
      ui.table(card, `alert-covers-${i}`, `${a.cohorts} cohorts and routes of the same cause`, {
        columns: ['Cohort', 'Route', '#Before', '#Now', '#Times', '#Decisions', '#Beyond'],
        rows: a.covers.map(c => [cohortText(c.cohort), onRoute(c), f.percent(c.before_rate), f.percent(c.now_rate), f.plain(c.ratio), f.count(c.decisions), f.count(c.excess)])
      });
    }
    card.append(element('details', { 'data-key': `sql-${a.alert_id}` }, element('summary', {}, 'The decisions behind it, as a query'),
      element('pre', { tabindex: 0, role: 'region', 'aria-label': 'Query' }, a.decisions_sql)));
    return card;
  }

  function cohortText(cohort) {
    try { return Object.values(JSON.parse(cohort)).map(f.named).join(' · ') || 'all traffic'; } catch (e) { return cohort; }
  }

  function changes(changed) {
    const names = Object.keys(changed || {});
    if (!names.length) return 'nothing that is watched';
    return names.map(n => `${n.replace(/_/g, ' ')}: ${flat(changed[n].before)} → ${flat(changed[n].since)}`).join('; ');
  }

  function flat(value) {
    if (value === null || value === undefined) return '–';
    if (Array.isArray(value)) return value.map(f.named).join(', ') || '–';
    return typeof value === 'number' ? f.plain(value) : f.named(String(value));
  }

  function signals(ui, data, state) {
    const s = data.signals;
    ui.add(ui.choice('signal', 'Signal', s.signals.map(x => [x, f.signal(x)]), state.signal));
    const routes = state.route ? [state.route] : null;
    const lines = seriesLines(data, state, state.cohort, state.signal, routes);
    if (!lines.length) {
      const carried = state.signal === 'rejected' || state.cohort < s.with_signals;
      ui.say(carried ? `${f.signal(state.signal)}: none in what the filters leave.`
        : `Single signals are in this page for the first ${s.with_signals} cohorts of the list; the view signal_rate has all.`);
      return;
    }
    const end = Date.parse(data.meta.to);
    const marks = data.alerts.alerts.filter(a => a.place === state.cohort && a.signal === state.signal && (!routes || routes.includes(a.route))).map(a => alertMark(a, end));
    ui.figure({
      id: 'signals', title: `${f.signal(state.signal)}, ${label(data, state.cohort)}`, sub: `share of decisions ${f.seconds(state.horizon)} after each, per ${s.step}; bands are 95 % intervals${thinly(lines)}`,
      height: 320, legend: routesLegend(data, lines.map(l => l.route)), table: seriesTable(lines),
      option: w => charts.band(lines, { x: 'time', zero: true, yFormat: f.percentAxis, xFormat: stepTime(data), marks }, w)
    });
  }

  function where(ui, data, state) {
    const all = ofRoute(ofHorizon(data.where.rows, state), state);
    if (!all.length) { ui.say('No cohort has decisions here.'); return; }
    const top = all.slice(0, 14);
    const routes = [...new Set(top.map(r => r.route))];
    ui.figure({
      id: 'where', title: 'Rejected rate by cohort and route', sub: `all days; the ${top.length} that are surest to be high, by the lower end of their interval`,
      height: 40 + 27 * top.length, legend: routesLegend(data, routes),
      table: { columns: ['Cohort', 'Of', 'Route', '#Decisions', '#Rejected', '#Rate', '#95 % interval'],
        rows: all.map(r => [r.label, r.cut || 'all', f.named(r.route), f.count(r.n), f.count(r.k), f.percent(r.rate), f.range(r.low, r.high, f.percent)]) },
      option: w => charts.intervals(top.map(r => ({ label: r.label, points: [Object.assign({
        group: f.named(r.route), value: r.rate, low: r.low, high: r.high, tip: `${f.percent(r.rate)} (${f.range(r.low, r.high, f.percent)}), ${f.count(r.k)} of ${f.count(r.n)}`
      }, look(data, r.route))] })), { xFormat: f.percentAxis, from: 0 }, w)
    });
    if (data.where.of > data.where.most) ui.say(`${f.count(data.where.of)} pairs of cohort and route have decisions; the ${data.where.most} surest are here.`);
  }

  /** Why decisions got their route, as the rows of contrasts tell them apart. */
  const why = r => (r.traffic === 'causal' ? 'decided by chance' : 'observed, not causal') + (r.experiment ? ` (experiment ${r.experiment})` : '');

  function contrast(ui, data, state) {
    const here = data.contrast.rows.filter(r => r.place === state.cohort && (!state.route || r.route === state.route));
    const horizons = [...new Set(here.map(r => r.horizon))];
    const horizon = horizons.includes(state.horizon) ? state.horizon : Math.max(...horizons);
    const rows = here.filter(r => r.horizon === horizon);
    if (!rows.length) { ui.say('No two routes to compare in this cohort.'); return; }
    if (horizon !== state.horizon) ui.say(`Taken at ${f.seconds(horizon)}: below 30 minutes a fast route simply gives more time to react.`);
    for (const route of [...new Set(rows.map(r => r.route))]) {
      const of = rows.filter(r => r.route === route);
      const shapes = [...new Set(of.map(r => r.query_shape))];
      const kinds = [...new Set(of.map(why))].sort();
      const causal = k => k.startsWith('decided');
      const color = k => causal(k) ? css('--accent') : css('--soft');
      ui.figure({
        id: `contrast-${route}`, title: `${f.named(route)} less ${data.contrast.reference}: difference of rejected rates, in points`,
        sub: `${label(data, state.cohort)}, by query shape, all days; right of 0, ${f.named(route)} is turned down more`, height: 52 + 15 * of.length + 12 * shapes.length,
        legend: kinds.map(k => ({ text: k, color: color(k), kind: causal(k) ? 'full' : 'dot' })),
        table: { columns: ['Query shape', 'Why the route', `#${f.named(route)}`, `#${data.contrast.reference}`, '#Points', '#95 % interval', '#Ratio', '#95 % interval', 'Independent'],
          rows: of.map(r => [f.named(r.query_shape), why(r), f.count(r.decisions), f.count(r.reference_decisions), f.points(r.difference),
            f.range(r.difference_low, r.difference_high, f.points), f.plain(r.ratio), f.range(r.ratio_low, r.ratio_high, f.plain), r.independent]) },
        option: w => charts.intervals(shapes.map(shape => ({ label: f.named(shape), points: kinds.map(k => of.find(r => r.query_shape === shape && why(r) === k)).filter(Boolean).map(r => ({
          group: why(r), color: color(why(r)), hollow: !causal(why(r)), symbol: SYMBOLS[kinds.filter(k => causal(k) === causal(why(r))).indexOf(why(r)) % 3], value: r.difference, low: r.difference_low, high: r.difference_high,
          tip: `${f.points(r.difference)} points (${f.range(r.difference_low, r.difference_high, f.points)}), ${f.count(r.decisions)} against ${f.count(r.reference_decisions)} decisions`
        })) })), { xFormat: f.pointsAxis, line: { x: 0, text: 'alike' } }, w)
      });
    }
  }

  function age(ui, data, state) {
    const rows = ofRoute(data.age.rows.filter(r => r.place === state.cohort), state);
    if (!rows.length) { ui.say('Not kept in this page for this cohort, or no signal at all; the view signal_by_age has it.'); return; }
    const horizons = data.meta.horizons;
    const last = horizons[horizons.length - 1];
    const routes = [...new Set(rows.map(r => r.route))];
    const peak = s => Math.max(...rows.filter(r => r.signal === s && r.horizon === last).map(r => r.incidence), 0);
    const names = [...new Set(rows.map(r => r.signal))].filter(s => s !== 'followed').sort((a, b) => peak(b) - peak(a));
    const point = r => Object.assign({
      group: `${f.named(r.route)}, ${f.seconds(r.horizon)}`, hollow: r.horizon !== last, value: r.incidence, low: r.low, high: r.high,
      tip: `${f.percent(r.incidence)} (${f.range(r.low, r.high, f.percent)}), ${f.count(r.events)} of ${f.count(r.decisions)}`
    }, look(data, r.route));
    ui.figure({
      id: 'age', title: `Signals by age of the decision, ${label(data, state.cohort)}`,
      sub: `share of decisions that had the signal by then, all days; hollow: ${horizons.slice(0, -1).map(f.seconds).join(', ') || 'none'}, full: ${f.seconds(last)}`,
      height: 40 + names.length * Math.max(26, 12 * routes.length * horizons.length), legend: routesLegend(data, routes),
      table: { columns: ['Signal', 'Route', 'Age', '#Decisions', '#With it', '#Incidence', '#95 % interval'],
        rows: rows.map(r => [f.signal(r.signal), f.named(r.route), f.seconds(r.horizon), f.count(r.decisions), f.count(r.events), f.percent(r.incidence), f.range(r.low, r.high, f.percent)]) },
      option: w => charts.intervals(names.map(s => ({ label: f.signal(s), points: rows.filter(r => r.signal === s).map(point) })), { xFormat: f.percentAxis, from: 0 }, w)
    });
  }

  function calibration(ui, data, state) {
    (data.calibration.experiments || []).forEach((e, i) => {
      ui.say(`${e.name}: ${e.verdict || 'no range: that takes an arm of each'}.`);
      const arms = {
        columns: ['Arm', '#Declared', '#Units', '#Decisions', '#To the reference', '#Rejected', '#95 % interval'],
        rows: e.arms.map(a => [a.name, f.percent(a.declared), f.count(a.units), f.count(a.decisions), withBounds(a.to_reference, f.percent), f.percent(a.rate.value), f.range(a.rate.low, a.rate.high, f.percent)])
      };
      const arm = role => e.arms.find(a => a.role === role);
      if (e.coin && arm('cheap') && arm('live') && arm('reference')) {
        const one = (name, v, color, symbol, hollow) => ({ label: name, points: [{ group: name, color, symbol, hollow, value: v.value, low: v.low, high: v.high, tip: `${f.percent(v.value)} rejected (${f.range(v.low, v.high, f.percent)})` }] });
        const rows = [
          one(`all ${data.meta.reference}`, arm('reference').rate, css('--route-ref'), 'diamond'), one('live', arm('live').rate, css('--ink'), 'circle'),
          one('a coin', e.coin, css('--soft'), 'circle', true), one('all cheap', arm('cheap').rate, css('--route-1'), 'circle')
        ];
        ui.figure({
          id: `calibration-${i}`, title: `Rejected rate of the arms of ${e.name}`, sub: `the shaded range is what routing can gain; the coin sends as much to the reference as live does (${f.percent(e.share.value)})`,
          height: 170, table: arms, option: w => charts.intervals(rows, { xFormat: f.percentAxis, shade: [arm('reference').rate.value, arm('cheap').rate.value] }, w)
        });
        ui.add(element('dl', { class: 'fact' }, [
          ['Range', `${f.points(e.range.value)} points (${f.range(e.range.low, e.range.high, f.points)})`],
          ['Recovered by live', f.known(e.recovered.value) ? withBounds(e.recovered, f.percent) : 'not measurable: all cheap and all reference cannot be told apart'],
          ['Gain over the coin', f.known(e.gain.value) ? `${f.points(e.gain.value)} points of the range (${f.range(e.gain.low, e.gain.high, f.points)})` : 'not measurable yet'],
          ['A unit costs less', f.known(e.saved_per_unit.value) ? withBounds(e.saved_per_unit, f.usd) : 'not known'],
          ['Sample ratio', `as declared (p = ${f.plain(e.sample_ratio_p)})`],
          ['Still to run', f.known(e.days_needed) ? e.days_needed === 0 ? 'enough is seen' : `${f.plain(e.days_needed)} days more to see a gain of ${f.percent(e.worth)}` : 'cannot be told while there is no range']
        ].flatMap(([n, v]) => [element('dt', {}, n), element('dd', {}, v)])));
      } else {
        ui.table(ui.body, `calibration-arms-${i}`, 'Arms', arms, true);
      }
      const deltas = (e.deltas || []).filter(d => d.signals.length);
      if (deltas.length) {
        const names = [...new Set(deltas.flatMap(d => d.signals.map(s => s.signal)))];
        const colors = [css('--route-1'), css('--route-ref'), css('--route-2'), css('--route-3')];
        const look2 = (d, j) => ({ color: e.arms.find(a => a.name === d.arm).role === 'reference' ? css('--route-ref') : colors[j % 4], symbol: e.arms.find(a => a.name === d.arm).role === 'reference' ? 'diamond' : 'circle' });
        ui.figure({
          id: `calibration-signals-${i}`, title: `Each signal: arms less ${deltas[0].base}, in points`, sub: 'by units, all days of the experiment', height: 40 + names.length * Math.max(24, 13 * deltas.length),
          legend: deltas.map((d, j) => ({ text: d.arm, color: look2(d, j).color, kind: 'full' })),
          table: { columns: ['Signal', 'Arm', '#Points', '#95 % interval'], rows: deltas.flatMap(d => d.signals.map(s => [f.signal(s.signal), `${d.arm} less ${d.base}`, f.points(s.value), f.range(s.low, s.high, f.points)])) },
          option: w => charts.intervals(names.map(n => ({ label: f.signal(n), points: deltas.flatMap((d, j) => d.signals.filter(s => s.signal === n).map(s => Object.assign({
            group: `${d.arm} less ${d.base}`, value: s.value, low: s.low, high: s.high, tip: `${f.points(s.value)} points (${f.range(s.low, s.high, f.points)})`
          }, look2(d, j)))) })), { xFormat: f.pointsAxis, line: { x: 0, text: 'alike' } }, w)
        });
      }
    });
  }

  function money(ui, data, state) {
    const m = data.money;
    const total = (m.totals || []).find(t => t.place === state.cohort);
    if (!total) {
      if ((m.totals || []).length) ui.say('No ledger is kept for this cohort: add its cut to tally.buckets.');
      return;
    }
    const days = state.cohort === 0 ? m.days.filter(d => inDays(d.day, state)) : [];
    if (days.length) {
      const priced = m.priced && days.some(d => f.known(d.net.value));
      const bars = [{ name: 'Saved', color: css('--route-3'), values: days.map(d => d.saved) }];
      ui.figure({
        id: 'money', title: priced ? 'Saved, and what is left after bad answers' : 'Saved by routing', sub: `USD a day, against sending every root decision to ${m.reference}${priced ? '; the mark is the net with its interval' : ''}`, height: 260,
        legend: [{ text: 'saved', color: css('--route-3'), kind: 'box' }].concat(priced ? [{ text: 'net', color: css('--ink'), kind: 'full' }] : []),
        table: { columns: ['Day', '#Decisions', '#Spent', '#Of it extra', '#Shadows', '#Saved', '#Bad answers', '#95 % interval', '#Lost', '#95 % interval', '#Net', '#95 % interval'],
          rows: days.map(d => [d.day, f.count(d.decisions), f.usd(d.spent), f.usd(d.extra), f.usd(d.shadows), f.usd(d.saved), f.count(d.bad.value), f.range(d.bad.low, d.bad.high, f.count),
            f.usd(m.priced ? d.lost.value : null), m.priced ? f.range(d.lost.low, d.lost.high, f.usd) : 'no price', f.usd(m.priced ? d.net.value : null), m.priced ? f.range(d.net.low, d.net.high, f.usd) : 'no price']) },
        option: w => charts.bars(bars, { categories: days.map(d => f.day(d.day)), format: f.usd, points: priced ? [{ name: 'Net', color: css('--ink'), points: days.map(d => d.net) }] : [],
          tips: i => [`saved ${f.usd(days[i].saved)}, spent ${f.usd(days[i].spent)}`].concat(priced ? [`net ${withBounds(days[i].net, f.usd)}`] : []) }, w)
      });
      if (m.days_left_out) ui.say(`${f.count(m.days_left_out)} earlier days are added up below, but not drawn.`);
    }
    if (f.known(total.break_even.value) && total.bad.value > 0) {
      const row = { label: 'break-even', points: [{ group: 'break-even', color: css('--accent'), symbol: 'diamond', value: total.break_even.value, low: total.break_even.low, high: total.break_even.high, tip: withBounds(total.break_even, f.usd) }] };
      ui.figure({
        id: 'money-break-even', title: 'Break-even price of a bad answer', sub: 'routing pays as long as a bad answer costs less', height: 96,
        table: { columns: ['', '#USD', '#95 % interval'], rows: [['break-even', f.usd(total.break_even.value), f.range(total.break_even.low, total.break_even.high, f.usd)]].concat(total.price ? [['your price', f.usd(total.price), 'as given']] : []) },
        option: w => charts.intervals([row], { xFormat: f.usd, from: 0, line: total.price ? { x: total.price, text: `your price ${f.usd(total.price)}` } : undefined }, w)
      });
    }
    ui.add(element('dl', { class: 'fact' }, [
      ['To date', `${label(data, state.cohort)}, ${f.count(total.decisions)} decisions, all days`],
      ['Spent', `${f.usd(total.spent)}, of it ${f.usd(total.extra)} on retries and escalations; shadow answers ${f.usd(total.shadows)}`],
      ['Saved', `${f.usd(total.saved)} against ${m.reference} alone; an account, without error`],
      ['Bad answers', f.known(total.bad.value) ? `${f.count(total.bad.value)} that ${m.reference} would not have given (${f.range(total.bad.low, total.bad.high, f.count)})` : `not known: ${total.reason}`],
      ['Net', m.priced && f.known(total.net.value) ? withBounds(total.net, f.usd) : m.priced ? 'not known' : 'no price was given'],
      ['Break-even', f.known(total.break_even.value) && total.bad.value > 0 ? `${withBounds(total.break_even, f.usd)} for a bad answer` : 'not known: cheap cannot be told to give more bad answers'],
      ...(total.without_cost > 0 ? [['Without cost', `${f.count(total.without_cost)} decisions have none and count as 0`]] : [])
    ].flatMap(([n, v]) => [element('dt', {}, n), element('dd', {}, v)])));
  }

  function shadow(ui, data, state) {
    const pairs = data.shadow.pairs.filter(p => !state.route || p.route === state.route);
    if (!pairs.length) { if (data.shadow.pairs.length) ui.say('No pair of this route.'); return; }
    const name = p => `${f.named(p.route)} against ${f.named(p.shadow_route)}${pairs.filter(q => q.route === p.route && q.shadow_route === p.shadow_route).length > 1 ? `, ${p.judge}` : ''}`;
    const table = {
      columns: ['Answer', 'Shadow', 'Judge', '#Pairs', '#Wins', '#Ties', '#Losses', '#Wins less losses', '#Could be seen', '#Still needed', '#Favours the first', '#Favours the longer', 'Its own model', '#USD'],
      rows: pairs.map(p => [f.named(p.route), f.named(p.shadow_route), p.judge, f.count(p.pairs), withBounds(p.win, f.percent), withBounds(p.tie, f.percent), withBounds(p.loss, f.percent), withBounds(p.net, f.points),
        f.points(p.detectable), f.count(p.still_needed), withBounds(p.position_bias, f.points), withBounds(p.length_bias, f.points), p.grades_itself ? 'yes' : 'no', f.usd(p.usd)])
    };
    ui.figure({
      id: 'shadow', title: 'Who wins when both answer', sub: 'share of all traffic, weighted by the sampling; all traffic, all days', height: 50 + 40 * pairs.length, table,
      legend: [['wins', '--route-3'], ['ties', '--line'], ['losses', '--route-4']].map(([text, c]) => ({ text, color: css(c), kind: 'box' })),
      option: w => charts.bars([['Wins', 'win', '--route-3'], ['Ties', 'tie', '--line'], ['Losses', 'loss', '--route-4']].map(([n, k, c]) => ({ name: n, color: css(c), values: pairs.map(p => p[k].value) })),
        { categories: pairs.map(name), horizontal: true, stacked: true, format: f.percent, max: 1,
          tips: i => [`wins ${withBounds(pairs[i].win, f.percent)}`, `ties ${withBounds(pairs[i].tie, f.percent)}`, `losses ${withBounds(pairs[i].loss, f.percent)}`] }, w)
    });
    ui.figure({
      id: 'shadow-net', title: 'Wins less losses, in points', sub: 'right of 0 the answer that was shown is better', height: 50 + 34 * pairs.length, table,
      option: w => charts.intervals(pairs.map(p => ({ label: name(p), points: [Object.assign({ group: p.verdict, value: p.net.value, low: p.net.low, high: p.net.high,
        tip: `${withBounds(p.net, f.points)}, ${f.count(p.pairs)} pairs` }, look(data, p.route))] })), { xFormat: f.pointsAxis, line: { x: 0, text: 'alike' } }, w)
    });
    for (const p of pairs) {
      const worth = f.percent(data.shadow.worth);
      ui.say(`${name(p)}: ${p.verdict}. ${p.still_needed > 0 ? `To see a difference of ${worth}, ${f.count(p.still_needed)} more pairs are needed.` : `A difference of ${worth} would have been seen.`}`
        + (p.position_seen ? ` The judge favours the answer shown first, by ${withBounds(p.position_bias, f.points)} points: show them in random order.` : '')
        + (p.length_seen ? ` Longer answers win more, by ${withBounds(p.length_bias, f.points)} points, for whatever reason.` : '')
        + (p.grades_itself ? ' The judge grades its own model: take another.' : ''));
    }
  }

  function score(ui, data, state) {
    const s = data.score;
    const horizonOf = rows => { const h = [...new Set(rows.map(r => r.horizon))]; return h.includes(state.horizon) ? state.horizon : Math.max(...h); };
    const uplift = s.uplift.filter(r => r.horizon === horizonOf(s.uplift));
    const shapes = [...new Set(uplift.map(r => r.query_shape))];
    const centre = bin => (bin + 0.5) / s.bins;
    shapes.slice(0, 6).forEach(shape => {
      const rows = uplift.filter(r => r.query_shape === shape);
      const slope = s.slopes.find(x => x.query_shape === shape && x.horizon === horizonOf(s.uplift));
      const points = rows.map(r => ({ x: centre(r.score_bin), y: r.uplift, low: r.uplift_low, high: r.uplift_high, n: Math.min(r.decisions, r.reference_decisions),
        tip: `${f.points(r.uplift)} points (${f.range(r.uplift_low, r.uplift_high, f.points)}), ${f.count(r.decisions)} against ${f.count(r.reference_decisions)}` }));
      ui.figure({
        id: `uplift-${shape}`, half: true, title: `What ${data.meta.reference} spares: ${f.named(shape)}`, sub: slope && f.known(slope.value) ? `points by score, decisions by chance; rises by ${withBounds(slope, f.points)} from score 0 to 1` : 'points by score, decisions by chance', height: 210,
        table: { columns: ['#Score', `#${f.named(data.meta.cheap)}`, '#Rejected', `#${data.meta.reference}`, '#Rejected', '#Points', '#95 % interval'],
          rows: rows.map(r => [f.plain(centre(r.score_bin)), f.count(r.decisions), f.count(r.rejected), f.count(r.reference_decisions), f.count(r.reference_rejected), f.points(r.uplift), f.range(r.uplift_low, r.uplift_high, f.points)]) },
        option: w => charts.band([{ name: f.named(shape), color: css('--accent'), points }], { x: 'value', min: 0, max: 1, xName: 'score', xFormat: x => `score ${f.plain(x)}`, yFormat: f.pointsAxis, level: { y: 0, text: '' } }, w)
      });
    });
    if (shapes.length > 6) ui.say(`Of ${shapes.length} query shapes 6 are drawn; score_uplift(…) gives all.`);
    const auc = ofRoute(s.auc.filter(r => r.horizon === horizonOf(s.auc)), state);
    const byShape = [...new Set(auc.map(r => r.query_shape))].slice(0, 12);
    if (byShape.length) {
      const routes = [...new Set(auc.map(r => r.route))];
      ui.figure({
        id: 'auc', wide: true, title: 'Does a higher score go with rejection?', sub: 'chance that a rejected answer had the higher score; 0.5 knows nothing; hollow: policy traffic, where the score decided who is seen', legend: routesLegend(data, routes),
        height: 44 + byShape.length * Math.max(30, 15 * routes.length * 2),
        table: { columns: ['Query shape', 'Route', 'Traffic', '#Decisions', '#Rejected', '#Area', '#95 % interval'],
          rows: auc.map(r => [f.named(r.query_shape), f.named(r.route), r.traffic, f.count(r.decisions), f.count(r.rejected), f.plain(r.auc), f.range(r.auc_low, r.auc_high, f.plain)]) },
        option: w => charts.intervals(byShape.map(shape => ({ label: f.named(shape), points: auc.filter(r => r.query_shape === shape).map(r => Object.assign({
          group: `${f.named(r.route)}, ${r.traffic}`, hollow: r.traffic !== 'randomised', value: r.auc, low: r.auc_low, high: r.auc_high, tip: `${f.plain(r.auc)} (${f.range(r.auc_low, r.auc_high, f.plain)}), ${f.count(r.decisions)} decisions`
        }, look(data, r.route))) })), { xFormat: f.plain, line: { x: 0.5, text: 'knows nothing' } }, w)
      });
    }
    const gate = ofHorizon(s.gate, state);
    if (gate.length) {
      ui.figure({
        id: 'gate', wide: true, title: `How often the gate refuses an answer of ${f.named(data.meta.cheap)}`, sub: 'share of decisions by score of the router', height: 220,
        table: { columns: ['#Score', '#Decisions', '#Refused', '#Rate', '#95 % interval'], rows: gate.map(r => [f.plain(centre(r.score_bin)), f.count(r.decisions), f.count(r.refused), f.percent(r.rate), f.range(r.low, r.high, f.percent)]) },
        option: w => charts.band([{ name: 'refused', color: css('--route-2'), points: gate.map(r => ({ x: centre(r.score_bin), y: r.rate, low: r.low, high: r.high, n: r.decisions, tip: `${f.percent(r.rate)} (${f.range(r.low, r.high, f.percent)}), ${f.count(r.refused)} of ${f.count(r.decisions)}` })) }],
          { x: 'value', min: 0, max: 1, zero: true, xName: 'score', xFormat: x => `score ${f.plain(x)}`, yFormat: f.percentAxis }, w)
      });
    }
    verifier(ui, data, state, horizonOf);
  }

  const RESTRICTED = 'range-restricted: the verifier decides what ships';

  /** Of the cascade's verifier; all traffic. */
  function verifier(ui, data, state, horizonOf) {
    const v = data.score.verifier;
    const atHorizon = rows => rows.filter(r => r.horizon === horizonOf(rows));
    const auc = ofRoute(atHorizon(v.auc), state);
    const known = auc.filter(r => r.enough);
    const labels = [...new Set(known.map(r => JSON.stringify([r.verifier, r.query_shape])))].slice(0, 12);
    if (labels.length) {
      const routes = [...new Set(known.map(r => r.route))];
      ui.figure({
        id: 'verifier-auc', wide: true, title: 'Does the verifier know which answers users accept?', legend: routesLegend(data, routes),
        sub: `chance that an accepted answer had the higher score; 0.5 knows nothing; all traffic${known.some(r => r.traffic === RESTRICTED) ? '; hollow: of what the verifier let pass' : ''}`,
        height: 44 + labels.length * Math.max(30, 15 * routes.length * 2),
        table: { columns: ['Verifier', 'Query shape', 'Route', 'Traffic', '#Decisions', '#Rejected', '#Area', '#95 % interval'],
          rows: auc.map(r => [f.named(r.verifier), f.named(r.query_shape), f.named(r.route), r.traffic, f.count(r.decisions), f.count(r.rejected), r.enough ? f.plain(r.auc) : 'too few', r.enough ? f.range(r.auc_low, r.auc_high, f.plain) : '–']) },
        option: w => charts.intervals(labels.map(label => {
          const [who, shape] = JSON.parse(label);
          return { label: `${f.named(shape)}, ${f.named(who)}`, points: known.filter(r => r.verifier === who && r.query_shape === shape).map(r => Object.assign({
            group: f.named(r.route), hollow: r.traffic === RESTRICTED, value: r.auc, low: r.auc_low, high: r.auc_high, tip: `${f.plain(r.auc)} (${f.range(r.auc_low, r.auc_high, f.plain)}), ${f.count(r.decisions)} decisions`
          }, look(data, r.route))) };
        }), { xFormat: f.plain, line: { x: 0.5, text: 'knows nothing' } }, w)
      });
    }
    const left = auc.length - known.length;
    if (labels.length && left) ui.say(`${f.count(left)} more query shapes and routes have too few rejected or accepted answers; the table names them.`);
    if (known.some(r => r.traffic === RESTRICTED)) ui.say('The verifier decides what ships, so of low scores little is seen (range-restricted): these areas are of what it let pass. Ship a small share of refused answers by chance, and mark these decisions explore.');

    const uplift = atHorizon(v.uplift);
    const centre = bin => (bin + 0.5) / 10;
    const shapes = [...new Set(uplift.map(r => r.query_shape))];
    shapes.slice(0, 6).forEach(shape => {
      const rows = uplift.filter(r => r.query_shape === shape);
      const lines = [...new Set(rows.map(r => JSON.stringify([r.verifier, r.traffic])))].map((key, i) => {
        const [who, traffic] = JSON.parse(key);
        return { name: `${f.named(who)}, ${traffic}`, color: css(`--route-${Math.min(5, i + 1)}`), symbol: SYMBOLS[i % SYMBOLS.length], dash: traffic !== 'causal',
          points: rows.filter(r => r.verifier === who && r.traffic === traffic).map(r => ({ x: centre(r.score_bin), y: r.uplift, low: r.uplift_low, high: r.uplift_high, n: Math.min(r.decisions, r.reference_decisions),
            tip: `${f.points(r.uplift)} points (${f.range(r.uplift_low, r.uplift_high, f.points)}), ${f.count(r.decisions)} against ${f.count(r.reference_decisions)}` })) };
      });
      ui.figure({
        id: `verifier-uplift-${shape}`, half: true, title: `What escalating spares: ${f.named(shape)}`, sub: 'points by score of the verifier; should fall as the score rises; dashed: chance did not decide', height: 210,
        legend: lines.map(l => ({ text: l.name, color: l.color, kind: 'line' })),
        table: { columns: ['Verifier', 'Traffic', '#Score', `#${f.named(data.meta.cheap)}`, '#Rejected', `#${data.meta.reference}`, '#Rejected', '#Points', '#95 % interval'],
          rows: rows.map(r => [f.named(r.verifier), r.traffic, f.plain(centre(r.score_bin)), f.count(r.decisions), f.count(r.rejected), f.count(r.reference_decisions), f.count(r.reference_rejected), f.points(r.uplift), f.range(r.uplift_low, r.uplift_high, f.points)]) },
        option: w => charts.band(lines, { x: 'value', min: 0, max: 1, xName: 'score of the verifier', xFormat: x => `score ${f.plain(x)}`, yFormat: f.pointsAxis, level: { y: 0, text: '' } }, w)
      });
    });
    if (shapes.length > 6) ui.say(`Of ${shapes.length} query shapes 6 are drawn; verifier_uplift(…) gives all.`);

    const calibration = ofRoute(atHorizon(v.calibration), state);
    const shown = calibration.filter(r => r.enough && f.known(r.gap)).slice(0, 12);
    if (shown.length) {
      ui.figure({
        id: 'verifier-calibration', wide: true, title: 'Is the verifier’s score a chance of acceptance?', sub: 'points that it is off by, over tenths of the score (root mean square, without what chance adds); answers that shipped, if 1 − score is meant as the chance of rejection',
        height: 50 + 32 * shown.length,
        table: { columns: ['Verifier', 'Route', 'Traffic', '#Decisions', '#Predicted', '#Rejected', '#Off by', '#95 % interval'],
          rows: calibration.map(r => [f.named(r.verifier), f.named(r.route), r.traffic, f.count(r.decisions), f.percent(r.predicted), f.percent(r.rejected), r.enough ? f.points(r.gap) : 'too few', r.enough ? f.range(r.gap_low, r.gap_high, f.points) : '–']) },
        option: w => charts.intervals(shown.map(r => ({ label: `${f.named(r.route)}, ${f.named(r.verifier)}`, points: [Object.assign({ group: f.named(r.route), hollow: r.traffic === RESTRICTED, value: r.gap, low: r.gap_low, high: r.gap_high,
          tip: `${f.points(r.gap)} (${f.range(r.gap_low, r.gap_high, f.points)}); predicted ${f.percent(r.predicted)}, rejected ${f.percent(r.rejected)} of ${f.count(r.decisions)}` }, look(data, r.route))] })), { xFormat: f.pointsAxis, from: 0, line: { x: 0, text: 'right' } }, w)
      });
    }
  }

  const STATUS = { proposed: 'proposed', hold: 'hold', unidentifiable: 'cannot be told', rollback: 'take back' };
  const FOLLOWED = { open: 'not known yet', adopted: 'adopted', not_adopted: 'not adopted', changed_otherwise: 'the threshold was changed to another value' };

  function thresholds(ui, data, state) {
    const t = data.thresholds;
    const list = t.cohorts.filter(c => state.cohort === 0 || c.place === state.cohort);
    if (!list.length && t.cohorts.length) ui.say('No recommendation for this cohort. Reset the filters to see all.');
    list.forEach((c, i) => ui.add(adviceCard(ui, data, c, i)));
    if (t.of > t.cohorts.length) ui.say(`${f.count(t.of)} cohorts have a recommendation; ${t.cohorts.length} are here, those that ask for a decision first. The table threshold_recommendation has all.`);
  }

  function adviceCard(ui, data, c, i) {
    const moves = c.status === 'proposed' || c.status === 'rollback';
    const threshold = v => f.known(v) ? f.plain(v) : 'not known';
    const card = element('article', { class: 'card', 'aria-label': `Threshold of ${c.label}` },
      element('h3', {}, element('span', { class: `tag ${moves ? 'open' : 'resolved'}` }, STATUS[c.status]), element('bdi', {}, c.label),
        moves ? `: ${threshold(c.current_threshold)} → ${threshold(c.proposed_threshold)}` : `: threshold ${threshold(c.current_threshold)}`));
    card.append(element('p', { class: 'words' }, c.why));
    if (c.curve.length > 1) {
      const line = { name: 'expected cost', color: css('--accent'), symbol: 'circle', points: c.curve.map(p => ({ x: p.threshold, y: p.cost_usd, low: p.low, high: p.high,
        tip: `${f.usd(p.cost_usd)} (${f.range(p.low, p.high, f.usd)})` })) };
      ui.figure({
        id: `threshold-${i}`, into: card, wide: true, title: 'Expected cost of a decision by threshold', height: 220,
        sub: `with ${f.usd(c.price_per_rejected_usd)} for a rejected answer; band: 95 % interval of the difference from the current threshold; the reference is chosen from the threshold on`,
        table: { columns: ['#Threshold', '#Cost of a decision', '#95 % band'], rows: c.curve.map(p => [f.plain(p.threshold), f.usd(p.cost_usd), f.range(p.low, p.high, f.usd)]) },
        option: w => charts.band([line], { x: 'value', min: 0, max: 1, xName: 'threshold', xFormat: x => `threshold ${f.plain(x)}`, yFormat: f.usd,
          verticals: [{ x: c.current_threshold, text: 'now' }, ...(moves ? [{ x: c.proposed_threshold, text: STATUS[c.status] }] : [])].filter(v => f.known(v.x)) }, w)
      });
    }
    const range = (row, name, of) => `${of(row[name])} (${f.range(row[`${name}_low`], row[`${name}_high`], of)})`;
    const facts = [
      ...(moves && f.known(c.cost_change_usd) ? [['Predicted', `${range(c, 'cost_change_usd', f.usd)} a decision, ${range(c, 'rejected_change', f.points)} points of rejected answers`]] : []),
      ...(f.known(c.harm_upper) ? [['At worst', `adds ${f.percent(c.harm_upper)} to the cost at ${threshold(c.approved_threshold)}, the last threshold that a person approved`]] : []),
      ['Evidence', `${f.count(c.cheap_decisions)} and ${f.count(c.reference_decisions)} decisions by chance of ${f.named(data.meta.cheap)} and ${f.named(data.meta.reference)}, ${f.time(c.evidence_from)} to ${f.time(c.evidence_to)}, at ${f.seconds(c.horizon)}`],
      ...(c.status === 'unidentifiable' && c.explore_share > 0 ? [['To do', `route ${f.percent(c.explore_share)} of decisions by chance for ${c.explore_periods === 1 ? 'a period' : `${c.explore_periods} periods`}${f.known(c.explore_cost_usd) ? `; that costs about ${f.usd(c.explore_cost_usd)}` : ''}`]] : []),
      ...(FOLLOWED[c.followed] ? [['Advice before', `${threshold(c.followed_from)} → ${threshold(c.followed_to)}: ${FOLLOWED[c.followed]}${f.known(c.observed_cost_change_usd) ? `; predicted ${range(c, 'predicted_cost_change_usd', f.usd)} a decision, observed ${range(c, 'observed_cost_change_usd', f.usd)}: ${c.kept ? 'they agree' : 'they differ by more than chance'}` : ''}`]] : []),
      ...(c.drifting ? [['Drifting', c.drifting]] : [])
    ];
    card.append(element('dl', { class: 'fact' }, facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])));
    if (c.history.length > 1) {
      ui.table(card, `threshold-history-${i}`, `The last ${c.history.length} periods`, { columns: ['Period to', 'Said', '#Threshold', '#Proposed', '#Change of cost', '#95 % interval'],
        rows: c.history.map(h => [f.time(h.period_end), STATUS[h.status], threshold(h.current_threshold), h.status === 'proposed' || h.status === 'rollback' ? threshold(h.proposed_threshold) : '–',
          f.known(h.cost_change_usd) ? f.usd(h.cost_change_usd) : '–', f.known(h.cost_change_usd) ? f.range(h.cost_change_usd_low, h.cost_change_usd_high, f.usd) : '–']) });
    }
    card.append(element('details', { 'data-key': `threshold-sql-${c.cut}-${c.cohort}` }, element('summary', {}, 'Its numbers, as a query'),
      element('pre', { tabindex: 0, role: 'region', 'aria-label': 'Query' }, c.evidence_sql)));
    return card;
  }

  function policy(ui, data, state) {
    const p = data.policy;
    const versions = [...new Set(p.shares.concat(p.days).map(r => r.router_version))];
    const color = v => css(['--accent', '--route-1', '--route-2', '--route-3', '--route-4', '--route-5'][versions.indexOf(v) % 6]);
    const daily = (rows, value, low, high) => versions.map(v => Object.assign({ name: `router ${f.named(v)}`, color: color(v), symbol: SYMBOLS[versions.indexOf(v) % 3] },
      unthinned(rows.filter(r => r.router_version === v && inDays(r.day, state)).map(r => ({
        x: Date.parse(r.day), y: r[value], low: r[low], high: r[high], n: r.decisions, tip: `${f.percent(r[value])} (${f.range(r[low], r[high], f.percent)}) of ${f.count(r.decisions)}`
      }))))).filter(l => l.points.length);
    const table = (rows, name, value, low, high) => ({ columns: ['Day', 'Router', '#Decisions', name, '#95 % interval'],
      rows: rows.filter(r => inDays(r.day, state)).map(r => [r.day, f.named(r.router_version), f.count(r.decisions), f.percent(r[value]), f.range(r[low], r[high], f.percent)]) });
    const legend = lines => lines.map(l => ({ text: l.name, color: l.color, kind: 'line' }));
    const pictures = [
      ['policy-shares', `Sent to ${p.reference} by the policy`, ofHorizon(p.shares, state), 'share', 'low', 'high', '#Share'],
      ['policy-explored', 'Decided by chance (exploration)', ofHorizon(p.days, state), 'explored_share', 'explored_share_low', 'explored_share_high', '#Explored']
    ];
    for (const [id, title, rows, value, low, high, column] of pictures) {
      const lines = daily(rows, value, low, high);
      if (!lines.length) continue;
      ui.figure({ id, half: true, title, sub: `share of decisions a day, all traffic${thinly(lines)}`, height: 220, legend: legend(lines), table: table(rows, column, value, low, high),
        option: w => charts.band(lines, { x: 'time', zero: true, yFormat: f.percentAxis, xFormat: x => f.day(x) }, w) });
    }
    const missing = ofHorizon(p.days, state).filter(r => inDays(r.day, state));
    if (missing.length) {
      const worst = Math.max(...missing.map(r => r.without_propensity_share));
      ui.say(worst > 0 ? `On the worst day ${f.percent(worst)} of decisions carry no propensity; what another policy would have been worth cannot be told where root decisions lack it.` : 'Every decision carries its propensity.');
    }
    for (const a of ofHorizon(p.agreement, state)) {
      ui.say(`Router ${f.named(a.new)} against ${f.named(a.old)}, on like queries: ${a.verdict} (${f.range(a.moved_low, a.moved_high, f.points)} points).`);
    }
    const candidates = ofHorizon(p.candidates, state);
    for (const name of [...new Set(candidates.map(c => c.policy))]) {
      const of = candidates.filter(c => c.policy === name);
      ui.say(`Candidate ${name}: ${of[0].verdict}; ${f.count(of[0].effective)} effective of ${f.count(of[0].decisions)} decisions.`);
      const rows = of.filter(c => c.measure === 'rejected' && f.known(c.value));
      if (!rows.length) continue;
      ui.figure({
        id: `candidate-${name}`, wide: true, title: `Rejected rate under candidate ${name}`, sub: 'by estimator, all days; the line is what was logged', height: 44 + 30 * rows.length,
        table: { columns: ['Measure', 'Estimator', '#Value', '#95 % interval', '#Logged'], rows: of.map(c => {
          const of1 = c.measure === 'rejected' ? f.percent : f.usd; return [c.measure === 'rejected' ? 'rejected rate' : 'cost of a decision', c.estimator, of1(c.value), f.range(c.low, c.high, of1), of1(c.logged)]; }) },
        option: w => charts.intervals(rows.map(c => ({ label: c.estimator.replace(/_/g, ' '), points: [{ group: c.estimator, color: css('--accent'), symbol: 'circle', value: c.value, low: c.low, high: c.high, tip: `${f.percent(c.value)} (${f.range(c.low, c.high, f.percent)})` }] })),
          { xFormat: f.percentAxis, line: { x: rows[0].logged, text: `logged ${f.percent(rows[0].logged)}` } }, w)
      });
    }
    const gaps = ofRoute(ofHorizon(p.benchmarks, state), state);
    if (gaps.length) {
      ui.figure({
        id: 'benchmarks', wide: true, title: 'Production less benchmark, in points', sub: 'rejected live less failed offline; they measure different things, so watch the gap move', height: 50 + 32 * gaps.length,
        table: { columns: ['Benchmark', 'Route', '#Rows', '#Failed', '#Decisions', '#Rejected', '#Gap', '#95 % interval'],
          rows: gaps.map(g => [g.benchmark, f.named(g.route), f.count(g.rows), f.percent(g.failed), f.count(g.decisions), f.percent(g.rejected), f.points(g.gap), f.range(g.low, g.high, f.points)]) },
        option: w => charts.intervals(gaps.map(g => ({ label: `${g.benchmark}, ${f.named(g.route)}`, points: [Object.assign({ group: f.named(g.route), value: g.gap, low: g.low, high: g.high, tip: `${f.points(g.gap)} (${f.range(g.low, g.high, f.points)})` }, look(data, g.route))] })), { xFormat: f.pointsAxis, line: { x: 0, text: 'alike' } }, w)
      });
    }
  }

  const PLACES = {
    used: 'used', duplicate: 'duplicates', malformed: 'malformed', unknown_type: 'of unknown type', late: 'late', orphan: 'orphans: no decision to belong to', after_horizon: 'after their decision’s last horizon',
    over_limit: 'over the limit of a session', implausible_time: 'dated ahead', pending: 'pending'
  };

  function quality(ui, data, state) {
    const q = data.quality;
    if (!q.check) return;
    const name = p => PLACES[p.place] || p.place;
    const share = p => q.check.events_read > 0 ? p.events / q.check.events_read : null;
    ui.figure({
      id: 'places', title: 'Where every event went', sub: `${f.count(q.check.events_read)} events read, all that the dataset has`, height: 24 + 28 * q.places.length,
      table: { columns: ['Place', '#Events', '#Share of those read'], rows: q.places.map(p => [name(p), f.count(p.events), f.percent(share(p))]) },
      option: w => charts.bars([{ name: 'Events', color: css('--accent'), values: q.places.map(p => p.events) }], { categories: q.places.map(name), horizontal: true, format: f.count,
        label: i => `${f.count(q.places[i].events)} (${f.percent(share(q.places[i]))})`, tips: i => [`${f.count(q.places[i].events)} events, ${f.percent(share(q.places[i]))}`] }, w)
    });
    const lag = (Date.parse(data.meta.written_at) - Date.parse(q.as_of)) / 3600000;
    ui.add(element('dl', { class: 'fact' }, [
      ['Lost', `${f.count(q.check.difference)} of ${f.count(q.check.events_read)} events read (events read less those in a place; must be 0)`],
      ...(q.as_of ? [['Counted up to', `${f.time(q.as_of)}, event time; ${lag < 0 ? 'after this page was written' : lag < 48 ? `${f.plain(Math.round(lag * 10) / 10)} hours before this page was written` : `${f.count(lag / 24)} days before this page was written`}`]] : []),
      ['Not final', `${f.count(q.provisional)} rows of tallies are provisional, ${f.count(q.censored)} are final but not observed to their end; rates leave both out`]
    ].flatMap(([n, v]) => [element('dt', {}, n), element('dd', {}, v)])));
    const tables = { malformed_event: 'malformed', late_event: 'late', orphan_signal: 'orphan' };
    const rows = Object.entries(q.reasons).flatMap(([table, list]) => list.map(r => [tables[table], r.reason, f.count(r.events), r.first ? f.time(r.first) : '–', r.last ? f.time(r.last) : '–']));
    if (rows.length) ui.table(ui.body, 'reasons', 'Reasons of malformed, late and orphan events', { columns: ['Place', 'Reason', '#Events', 'First', 'Last'], rows });
    ui.table(ui.body, 'sources', 'Sources', { columns: ['Source', '#Events read', 'Up to'], rows: q.sources.slice(0, 20).map(s => [s.source, f.count(s.events), s.as_of ? f.time(s.as_of) : '–']) });
    if (q.sources.length > 20) ui.say('Only the 20 largest sources are listed; the table job_accounting has all.');
  }

  return { alerts, signals, where, contrast, age, calibration, money, shadow, score, thresholds, policy, quality };
})();
