// Puts filters, sections, charts and tables together, and keeps a live page fresh.
(() => {
  const root = document.documentElement;
  const drawn = new Map();
  const routesight = { charts: drawn, state: null, data: null, ready: false };
  window.routesight = routesight;
  let data = read(document);

  function read(doc) {
    return JSON.parse(doc.getElementById('data').textContent);
  }

  const cohortKey = c => `${c.cut}|${c.cohort}`;

  function start() {
    const state = { cohort: 0, route: '', horizon: data.meta.horizon, from: '', to: '', signal: 'rejected' };
    const asked = new URLSearchParams(location.hash.slice(1));
    const cohort = (data.meta.cohorts || []).findIndex(c => cohortKey(c) === asked.get('cohort'));
    if (cohort >= 0) state.cohort = cohort;
    if ((data.meta.routes || []).includes(asked.get('route'))) state.route = asked.get('route');
    if ((data.meta.horizons || []).includes(Number(asked.get('horizon')))) state.horizon = Number(asked.get('horizon'));
    for (const day of ['from', 'to']) {
      if (/^\d{4}-\d\d-\d\d$/.test(asked.get(day) || '')) state[day] = asked.get(day);
    }
    if (data.signals && (data.signals.signals || []).includes(asked.get('signal'))) state.signal = asked.get('signal');
    return state;
  }

  function remember(state) {
    const asked = new URLSearchParams();
    if (state.cohort) asked.set('cohort', cohortKey(data.meta.cohorts[state.cohort]));
    if (state.route) asked.set('route', state.route);
    if (state.horizon !== data.meta.horizon) asked.set('horizon', state.horizon);
    if (state.from) asked.set('from', state.from);
    if (state.to) asked.set('to', state.to);
    if (state.signal !== 'rejected') asked.set('signal', state.signal);
    const text = asked.toString();
    history.replaceState(null, '', text ? `#${text}` : location.pathname + location.search);
  }

  function table(parent, key, title, of, open) {
    const details = element('details', { 'data-key': key, open: Boolean(open) }, element('summary', {}, title));
    const fill = () => {
      if (details.querySelector('table')) return;
      const numeric = of.columns.map(c => c.startsWith('#'));
      const rows = of.rows.slice(0, 1500);
      details.append(element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': title },
        element('table', {}, element('thead', {}, element('tr', {}, of.columns.map((c, i) => element('th', { scope: 'col', class: numeric[i] ? 'num' : null }, c.replace(/^#/, ''))))),
          element('tbody', {}, rows.map(row => element('tr', {}, row.map((cell, i) => element('td', { class: numeric[i] ? 'num' : 'name', dir: numeric[i] ? null : 'auto' }, cell))))))));
      if (of.rows.length > rows.length) details.append(element('p', {}, `The first ${rows.length} of ${of.rows.length} rows.`));
    };
    if (open) fill();
    details.addEventListener('toggle', fill);
    parent.append(details);
    return details;
  }

  function draw(id, box, option) {
    const width = box.clientWidth;
    const chart = echarts.init(box, null, { renderer: 'svg', width, height: box.clientHeight });
    chart.setOption(option(width));
    drawn.set(id, { chart, box, option, width });
  }

  function legendItem(item) {
    const swatch = element('span', { class: `swatch${item.kind === 'line' ? '' : item.kind === 'box' ? ' box' : item.kind === 'full' ? ' dot full' : ' dot'}`, 'aria-hidden': 'true' });
    if (item.kind === 'box') swatch.style.background = item.color; else { swatch.style.borderColor = item.color; swatch.style.color = item.color; }
    return element('li', {}, swatch, element('bdi', {}, item.text));
  }

  function ui(body) {
    const figure = spec => {
      const box = element('div', { class: 'chart', role: 'img', 'aria-label': `${spec.title}. ${spec.sub || ''}. The table below has the numbers.` });
      box.style.height = `${spec.height}px`;
      const node = element('figure', { class: spec.half ? 'half' : 'wide', 'data-chart': spec.id },
        element('figcaption', { dir: 'auto' }, spec.title, spec.sub ? element('span', { class: 'sub' }, spec.sub) : null),
        spec.legend && spec.legend.length ? element('ul', { class: 'legend' }, spec.legend.map(legendItem)) : null, box);
      table(node, `table-${spec.id}`, 'Table', spec.table);
      (spec.into || body).append(node);
      pending.push(() => draw(spec.id, box, spec.option));
    };
    return {
      body,
      figure,
      table,
      add: node => { node.classList.add('wide'); body.append(node); },
      say: text => body.append(element('p', { class: 'say wide', dir: 'auto' }, text)),
      choice: (name, title, options, chosen) => {
        const select = element('select', { id: `f-${name}` }, options.map(([value, text]) => element('option', { value, selected: value === chosen }, text)));
        select.addEventListener('change', () => { routesight.state[name] = select.value; render(`f-${name}`); });
        return element('div', { class: 'inline' }, element('label', {}, title, select));
      }
    };
  }

  let pending = [];
  let round = 0;

  function render(focus) {
    const state = routesight.state;
    const open = new Set([...document.querySelectorAll('details[open][data-key]')].map(d => d.dataset.key));
    const mine = ++round;
    routesight.ready = false;
    root.removeAttribute('data-ready');
    for (const { chart } of drawn.values()) chart.dispose();
    drawn.clear();
    pending = [];
    if (!data.meta.empty) { remember(state); says(state); }
    for (const part of document.querySelectorAll('section.part')) {
      const body = part.querySelector('.charts');
      const height = body.offsetHeight;
      body.style.minHeight = `${height}px`;
      body.replaceChildren();
      if (sections[part.id] && data[part.id] && Object.keys(data[part.id]).length) sections[part.id](ui(body), data, state);
      body.classList.toggle('two', Boolean(body.querySelector('figure.half')));
      body.style.minHeight = '';
      part.hidden = false;
    }
    for (const d of document.querySelectorAll('details[data-key]')) if (open.has(d.dataset.key)) d.open = true;
    if (focus && document.getElementById(focus)) document.getElementById(focus).focus({ preventScroll: true });
    const next = () => {
      if (mine !== round) return;
      const until = performance.now() + 12;
      while (pending.length && performance.now() < until) pending.shift()();
      if (pending.length) { setTimeout(next); return; }
      routesight.ready = true;
      root.setAttribute('data-ready', 'true');
      performance.mark('routesight-ready');
    };
    next();
  }

  function says(state) {
    const cohort = data.meta.cohorts[state.cohort];
    const days = state.from || state.to ? `${state.from || 'the first day'} to ${state.to || 'the last day'}` : 'all days';
    document.getElementById('filter-says').textContent =
      `Showing ${cohort ? cohort.label : 'all traffic'}, ${state.route ? `route ${state.route}` : 'all routes'}, ${format.seconds(state.horizon)} after each decision, ${days}. What follows which filter stands below each heading.`;
  }

  function fill(select, groups, chosen) {
    select.replaceChildren(...groups.map(([title, options]) => {
      const nodes = options.map(([value, text]) => element('option', { value, selected: String(value) === String(chosen) }, text));
      return title ? element('optgroup', { label: title }, nodes) : nodes;
    }).flat());
  }

  function filters() {
    const form = document.getElementById('filters');
    if (!form) return;
    const at = id => document.getElementById(id);
    const state = routesight.state;
    const byCut = new Map();
    data.meta.cohorts.forEach((c, i) => {
      if (!byCut.has(c.cut)) byCut.set(c.cut, []);
      byCut.get(c.cut).push([i, (c.alerting ? '▲ ' : '') + c.label]);
    });
    fill(at('f-cohort'), [...byCut].map(([cut, options]) => [cut.split(',').join(' · '), options]), state.cohort);
    fill(at('f-route'), [['', [['', 'all routes'], ...data.meta.routes.map(r => [r, format.named(r)])]]], state.route);
    fill(at('f-horizon'), [['', data.meta.horizons.map(h => [h, format.seconds(h)])]], state.horizon);
    const last = new Date(Date.parse(data.meta.to) - 1).toISOString().slice(0, 10);
    for (const id of ['f-from', 'f-to']) { at(id).min = data.meta.from.slice(0, 10); at(id).max = last; }
    at('f-from').value = state.from || at('f-from').min;
    at('f-to').value = state.to || last;
  }

  function listen() {
    const form = document.getElementById('filters');
    if (!form) return;
    form.addEventListener('change', event => {
      const state = routesight.state;
      const { id, value } = event.target;
      if (id === 'f-cohort') state.cohort = Number(value);
      if (id === 'f-route') state.route = value;
      if (id === 'f-horizon') state.horizon = Number(value);
      if (id === 'f-from') state.from = value === event.target.min ? '' : value;
      if (id === 'f-to') state.to = value === event.target.max ? '' : value;
      render();
    });
    form.addEventListener('submit', event => event.preventDefault());
    form.addEventListener('reset', event => {
      event.preventDefault();
      history.replaceState(null, '', location.pathname + location.search);
      routesight.state = start();
      filters();
      render();
    });
  }

  const dark = matchMedia('(prefers-color-scheme: dark)');

  function themed() {
    const now = root.dataset.theme || (dark.matches ? 'dark' : 'light');
    document.getElementById('theme').textContent = now === 'dark' ? 'Light' : 'Dark';
    return now;
  }

  document.getElementById('theme').addEventListener('click', () => {
    root.dataset.theme = themed() === 'dark' ? 'light' : 'dark';
    themed();
    render();
  });
  dark.addEventListener('change', () => { themed(); render(); });

  let waiting = 0;
  addEventListener('resize', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      for (const entry of drawn.values()) {
        const width = entry.box.clientWidth;
        if (width === entry.width || !width) continue;
        entry.width = width;
        entry.chart.resize({ width, height: entry.box.clientHeight });
        entry.chart.setOption(entry.option(width), true);
      }
    }, 120);
  });

  function live() {
    const every = Number(root.dataset.live);
    if (!every) return;
    const button = document.getElementById('pause');
    button.addEventListener('click', () => {
      const paused = button.getAttribute('aria-pressed') === 'true';
      button.setAttribute('aria-pressed', String(!paused));
      button.textContent = paused ? 'Pause refresh' : 'Resume refresh';
    });
    setInterval(async () => {
      if (button.getAttribute('aria-pressed') === 'true' || document.hidden) return;
      const written = document.getElementById('written');
      try {
        const answer = await fetch(location.pathname, { cache: 'no-store', credentials: 'same-origin' });
        if (!answer.ok) throw new Error(`answer ${answer.status}`);
        take(new DOMParser().parseFromString(await answer.text(), 'text/html'));
      } catch (e) {
        if (!written.textContent.includes('not refreshed')) written.textContent += ' · not refreshed: no answer';
      }
    }, every * 1000);
  }

  function take(doc) {
    const fresh = read(doc);
    const same = JSON.stringify(Object.assign({}, fresh, { meta: Object.assign({}, fresh.meta, { written_at: '' }) }))
      === JSON.stringify(Object.assign({}, data, { meta: Object.assign({}, data.meta, { written_at: '' }) }));
    document.getElementById('written').textContent = doc.getElementById('written').textContent;
    if (same) { data.meta.written_at = fresh.meta.written_at; return; }
    if (fresh.meta.empty !== data.meta.empty) { location.reload(); return; }
    data = fresh;
    routesight.data = data;
    document.getElementById('verdict').replaceWith(doc.getElementById('verdict'));
    for (const part of document.querySelectorAll('section.part')) {
      const to = part.querySelector('.body');
      to.querySelectorAll(':scope > .words').forEach(w => w.remove());
      to.prepend(...doc.querySelectorAll(`#${part.id} .body > .words`));
    }
    routesight.state = start();
    filters();
    render();
  }

  routesight.data = data;
  routesight.state = start();
  filters();
  listen();
  themed();
  render();
  live();
})();
