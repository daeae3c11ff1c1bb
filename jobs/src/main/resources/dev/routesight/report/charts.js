// Options of ECharts for the few kinds of pictures there are. Every value is one that a section gave.
const charts = (() => {
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const font = () => getComputedStyle(document.body).fontFamily;

  function base(width) {
    return {
      animation: false,
      useUTC: true,
      textStyle: { fontFamily: font(), color: css('--ink'), fontSize: 12 },
      tooltip: {
        confine: true, backgroundColor: css('--card'), borderColor: css('--line'), borderWidth: 1, padding: [8, 10],
        textStyle: { color: css('--ink'), fontSize: 12 }, extraCssText: 'box-shadow:0 2px 10px rgba(0,0,0,.15);border-radius:6px'
      },
      grid: { left: 8, right: 24, top: 16, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' }
    };
  }

  function axis(more) {
    return Object.assign({
      axisLine: { lineStyle: { color: css('--line') } },
      axisTick: { show: false },
      axisLabel: { color: css('--soft'), fontSize: 12, hideOverlap: true },
      splitLine: { lineStyle: { color: css('--faint') } }
    }, more);
  }

  function nice(low, high) {
    if (!(high > low)) { const pad = Math.abs(low) * 0.1 || 0.01; low -= pad; high += pad; }
    const raw = (high - low) / 4;
    const power = Math.pow(10, Math.floor(Math.log10(raw)));
    const step = [1, 2, 2.5, 5, 10].map(m => m * power).find(s => s >= raw * 0.999);
    const round = x => Number(x.toPrecision(12));
    return { min: round(Math.floor(low / step + 1e-9) * step), max: round(Math.ceil(high / step - 1e-9) * step), interval: round(step) };
  }

  function tip(head, lines) {
    const box = element('div', { class: 'tip' }, element('div', {}, element('b', {}, head)));
    for (const line of lines) {
      box.append(element('div', {}, line));
    }
    return box;
  }

  /**
   * Lines with bands. lines: [{name, color, symbol, dash, points: [{x, y, low, high, tip}]}].
   * o: {x: 'time' or 'value', xName, xFormat, yFormat, zero, marks: [{from, to, at, text}], verticals: [{x, text}], level: {y, text}}.
   */
  function band(lines, o, width) {
    const option = base(width);
    const all = lines.flatMap(l => l.points).filter(p => p.y !== null);
    // points of far fewer decisions than usual do not make the scale: they may lie outside, the table has them
    const sizes = all.map(p => p.n || 0).sort((x, y) => x - y);
    const usual = all.filter(p => !p.n || o.x === 'value' || p.n >= 0.15 * sizes[Math.floor(sizes.length / 2)]);
    const tops = usual.map(p => format.known(p.high) ? p.high : p.y).sort((x, y) => x - y);
    const bottoms = usual.map(p => format.known(p.low) ? p.low : p.y).sort((x, y) => x - y);
    const peak = Math.max(...usual.map(p => p.y), o.level ? o.level.y : -Infinity);
    const least = Math.min(...usual.map(p => p.y), o.level ? o.level.y : Infinity);
    const reach = 0.5 * Math.max(Math.abs(peak), peak - least);
    const high = Math.max(peak + 0.12 * Math.abs(peak), Math.min(tops[tops.length - 1], peak + reach));
    const low = o.zero ? 0 : Math.min(least, Math.max(bottoms[0], least - reach));
    const ends = nice(low, high);
    option.yAxis = axis(Object.assign({ type: 'value' }, ends));
    option.yAxis.axisLine = { show: false };
    option.yAxis.axisLabel.formatter = o.yFormat;
    option.xAxis = axis({ type: o.x, min: o.min, max: o.max, splitLine: { show: false } });
    if (o.x === 'time') {
      option.xAxis.splitNumber = Math.max(2, Math.floor(width / 130));
      option.xAxis.axisLabel.formatter = t => format.clock(t) === '00:00' ? format.day(t) : format.clock(t);
    } else {
      option.xAxis.interval = width < 260 ? 0.5 : 0.2;
      option.xAxis.axisLabel.formatter = x => format.plain(x);
    }
    if (o.xName) {
      option.xAxis.name = o.xName;
      option.xAxis.nameLocation = 'middle';
      option.xAxis.nameGap = 26;
      option.xAxis.nameTextStyle = { color: css('--soft') };
      option.grid.bottom = 26;
    }
    option.series = [];
    lines.forEach((line, i) => {
      const thin = line.points.length <= 3;
      const main = {
        type: 'line', name: line.name, data: line.points.map(p => [p.x, p.y]), color: line.color, z: 5,
        symbol: line.symbol || 'circle', symbolSize: thin ? 9 : 5, showSymbol: line.points.length <= 62,
        lineStyle: { width: 2, type: line.dash ? 'dashed' : 'solid' }
      };
      if (thin) {
        main.markLine = {
          silent: true, symbol: ['none', 'none'], label: { show: false }, lineStyle: { color: line.color, width: 2, type: 'solid', opacity: 0.7 },
          data: line.points.filter(p => format.known(p.low) && format.known(p.high)).map(p => [{ coord: [p.x, Math.max(p.low, ends.min)] }, { coord: [p.x, Math.min(p.high, ends.max)] }])
        };
      } else {
        const hidden = { type: 'line', stack: `band ${i}`, stackStrategy: 'all', symbol: 'none', silent: true, lineStyle: { opacity: 0 }, tooltip: { show: false } };
        const known = p => p.y !== null && format.known(p.low) && format.known(p.high);
        option.series.push(Object.assign({}, hidden, { name: `${line.name}: low`, data: line.points.map(p => [p.x, known(p) ? p.low : null]) }));
        option.series.push(Object.assign({}, hidden, {
          name: `${line.name}: band`, data: line.points.map(p => [p.x, known(p) ? p.high - p.low : null]), areaStyle: { color: line.color, opacity: 0.15 }
        }));
      }
      option.series.push(main);
    });
    decorate(option, o);
    option.tooltip.trigger = 'axis';
    option.tooltip.axisPointer = { type: 'line', lineStyle: { color: css('--soft'), type: 'dotted' }, label: { show: false } };
    option.tooltip.formatter = found => {
      const x = found[0].axisValue;
      const at = lines.flatMap(line => line.points.filter(p => p.x === x && p.y !== null).map(p => `${line.name}: ${p.tip}`));
      return at.length ? tip(o.xFormat(x), at) : '';
    };
    return option;
  }

  function decorate(option, o) {
    const last = option.series[option.series.length - 1];
    if (!last) return;
    const lines = [];
    for (const mark of o.marks || []) {
      lines.push({ xAxis: mark.at, label: { formatter: mark.text, position: 'insideEndTop', color: css('--bad'), fontSize: 11 }, lineStyle: { color: css('--bad'), type: 'solid', width: 1.5 } });
    }
    for (const v of o.verticals || []) {
      lines.push({ xAxis: v.x, label: { formatter: v.text, position: 'insideEndTop', color: css('--soft'), fontSize: 11 }, lineStyle: { color: css('--soft'), type: 'dashed', width: 1 } });
    }
    if (o.level) {
      lines.push({ yAxis: o.level.y, label: { formatter: o.level.text, position: 'insideEndBottom', color: css('--soft'), fontSize: 11 }, lineStyle: { color: css('--soft'), type: 'dashed', width: 1 } });
    }
    if (lines.length) {
      option.series.push({ type: 'line', name: 'marks', data: [], silent: true, symbol: 'none', tooltip: { show: false },
        markLine: { silent: true, symbol: ['none', 'none'], data: lines },
        markArea: { silent: true, itemStyle: { color: css('--bad-wash') }, data: (o.marks || []).map(m => [{ xAxis: m.from }, { xAxis: m.to }]) } });
    }
  }

  /**
   * Values with intervals, one row each. rows: [{label, points: [{group, color, symbol, hollow, value, low, high, tip}]}].
   * o: {xFormat, line: {x, text}, from, shade: [from, to]}.
   */
  function intervals(rows, o, width) {
    const option = base(width);
    const points = rows.flatMap(r => r.points).filter(p => format.known(p.value));
    let low = Math.min(...points.map(p => format.known(p.low) ? p.low : p.value), ...(o.line ? [o.line.x] : []), ...(o.from !== undefined ? [o.from] : []));
    let high = Math.max(...points.map(p => format.known(p.high) ? p.high : p.value), ...(o.line ? [o.line.x] : []));
    // one interval that says nothing must not press all others together; it is cut, and the table has it
    const reach = points.map(p => Math.max(Math.abs(p.value), p.high - p.low || 0)).sort((a, b) => a - b);
    const usual = reach[Math.floor(0.8 * (reach.length - 1))] * 2.5;
    if (rows.length > 4 && usual > 0) {
      low = Math.max(low, Math.min(...points.map(p => p.value)) - usual);
      high = Math.min(high, Math.max(...points.map(p => p.value)) + usual);
    }
    const ends = nice(low, high);
    const room = Math.round(Math.min(190, width * 0.33));
    option.xAxis = axis(Object.assign({ type: 'value', position: 'bottom' }, ends));
    option.xAxis.axisLine = { show: false };
    option.xAxis.axisLabel.formatter = o.xFormat;
    const names = axis({ type: 'category', inverse: true, position: 'left', data: rows.map((r, i) => String(i)), splitLine: { show: false } });
    names.axisLine = { show: false };
    names.axisLabel = {
      color: css('--ink'), fontSize: 12, width: room, overflow: 'truncate', ellipsis: '…', interval: 0, align: 'left', margin: room + 4,
      formatter: i => rows[Number(i)].label.replace(/\s+/g, ' ')
    };
    option.yAxis = [{ type: 'value', inverse: true, min: -0.5, max: rows.length - 0.5, show: false }, names];
    option.grid.left = room + 12;
    option.grid.outerBoundsMode = 'none';
    option.grid.bottom = 24;
    option.grid.top = o.line && o.line.text ? 20 : 8;
    const groups = new Map();
    rows.forEach((row, i) => {
      row.points.forEach((p, j) => {
        const y = i + (row.points.length > 1 ? (j / (row.points.length - 1) - 0.5) * Math.min(0.62, 0.22 * row.points.length) : 0);
        if (!groups.has(p.group)) groups.set(p.group, []);
        groups.get(p.group).push({ p, y, row });
      });
    });
    option.series = [...groups].map(([group, of]) => ({
      type: 'scatter', name: group, z: 5, symbolSize: 9, clip: true,
      data: of.map(({ p, y, row }) => ({
        value: [p.value, y], row: row.label, p, symbol: p.symbol || 'circle',
        itemStyle: { color: p.hollow ? css('--paper') : p.color, borderColor: p.color, borderWidth: 2 }
      })),
      markLine: {
        silent: true, symbol: ['none', 'none'], label: { show: false }, z: 4,
        data: of.filter(({ p }) => format.known(p.low) && format.known(p.high)).map(({ p, y }) => [
          { coord: [Math.max(p.low, ends.min), y], lineStyle: { color: p.color, width: 2, type: p.hollow ? [4, 3] : 'solid', opacity: 0.8 } },
          { coord: [Math.min(p.high, ends.max), y] }
        ])
      }
    }));
    if (o.line || o.shade) {
      option.series.push({ type: 'scatter', name: 'marks', data: [], silent: true,
        markLine: o.line ? { silent: true, symbol: ['none', 'none'], data: [{ xAxis: o.line.x }], z: 1,
          lineStyle: { color: css('--soft'), type: 'dashed', width: 1 }, label: { formatter: o.line.text, position: 'start', color: css('--soft'), fontSize: 11, distance: 3 } } : undefined,
        markArea: o.shade ? { silent: true, itemStyle: { color: css('--faint') }, data: [[{ xAxis: o.shade[0] }, { xAxis: o.shade[1] }]] } : undefined });
    }
    option.tooltip.trigger = 'item';
    option.tooltip.formatter = found => found.data && found.data.p ? tip(found.data.row, [found.data.p.group, found.data.p.tip]) : '';
    return option;
  }

  /** Bars side by side or stacked. bars: [{name, color, values: []}]; o: {categories, horizontal, stacked, format, label}. */
  function bars(list, o, width) {
    const option = base(width);
    const categories = axis({ type: 'category', data: o.categories, inverse: o.horizontal, splitLine: { show: false } });
    const values = axis({ type: 'value', max: o.max });
    values.axisLine = { show: false };
    values.axisLabel.formatter = o.format;
    if (o.horizontal) {
      values.axisLabel.show = !o.label;
      values.splitLine.show = !o.label;
      categories.axisLabel = { color: css('--ink'), fontSize: 12, width: Math.min(170, width * 0.3), overflow: 'truncate' };
      categories.axisLine = { show: false };
      option.grid.right = o.label ? Math.min(150, width * 0.3) : 20;
    }
    option.xAxis = o.horizontal ? values : categories;
    option.yAxis = o.horizontal ? categories : values;
    option.series = list.map(bar => ({
      type: 'bar', name: bar.name, data: bar.values, stack: o.stacked ? 'all' : undefined, itemStyle: { color: bar.color, borderRadius: o.stacked ? 0 : 2 },
      barMaxWidth: o.horizontal ? 18 : 34,
      label: o.label ? { show: true, position: 'right', color: css('--ink'), formatter: x => o.label(x.dataIndex) } : { show: false }
    }));
    for (const line of o.points || []) {
      option.series.push({
        type: 'scatter', name: line.name, symbolSize: 9, z: 5, symbol: 'diamond', itemStyle: { color: line.color, borderColor: css('--paper'), borderWidth: 1 }, data: line.points.map(p => p.value),
        markLine: { silent: true, symbol: ['none', 'none'], label: { show: false }, z: 4, lineStyle: { color: line.color, width: 2, type: 'solid' },
          data: line.points.map((p, i) => ({ p, i })).filter(({ p }) => format.known(p.low)).map(({ p, i }) => [{ coord: [i, p.low] }, { coord: [i, p.high] }]) }
      });
      const ends = line.points.flatMap(p => [p.low, p.high, p.value]).filter(format.known).concat(list.flatMap(b => b.values), [0]);
      Object.assign(values, nice(Math.min(...ends), Math.max(...ends)));
    }
    option.tooltip.trigger = 'axis';
    option.tooltip.axisPointer = { type: 'shadow', shadowStyle: { color: css('--faint'), opacity: 0.5 } };
    option.tooltip.formatter = found => tip(found[0].name, o.tips(found[0].dataIndex));
    return option;
  }

  return { css, band, intervals, bars };
})();
