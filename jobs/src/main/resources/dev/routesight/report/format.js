'use strict';
// Numbers and times as people read them; builds elements from text only, so that no name is ever read as markup.
const format = (() => {
  const known = x => x !== null && x !== undefined && Number.isFinite(x);
  const sign = (x, text) => (x < 0 ? '\u2212' : '+') + text;
  const count = n => known(n) ? Math.round(n).toString().replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f') : '–';
  const digits = share => Math.abs(share) > 0 && Math.abs(share) < 0.01 ? 2 : 1;
  const percent = x => known(x) ? (100 * x).toFixed(digits(x)) + '\u00a0%' : '–';
  const points = x => known(x) ? sign(x, Math.abs(100 * x).toFixed(1)) : '–';
  const usd = x => {
    if (!known(x)) return '–';
    const size = Math.abs(x);
    const text = size >= 1000 ? count(size) : size >= 1 || size === 0 ? size.toFixed(size === 0 ? 0 : 2) : String(Number(size.toPrecision(3)));
    return (x < 0 ? '\u2212' : '') + '$' + text;
  };
  const plain = x => !known(x) ? '–' : Math.abs(x) >= 1000 ? count(x) : String(Number(x.toPrecision(3)));
  const short = x => Number((100 * x).toPrecision(6));
  const percentAxis = x => `${short(x)}\u00a0%`;
  const pointsAxis = x => x === 0 ? '0' : sign(x, String(Math.abs(short(x))));
  const range = (low, high, of) => known(low) && known(high) ? `${of(low)} to ${of(high)}` : 'not known';
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const two = n => String(n).padStart(2, '0');
  const day = t => { const d = new Date(t); return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]}`; };
  const clock = t => { const d = new Date(t); return `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`; };
  const time = t => t === null ? '–' : `${day(t)} ${new Date(t).getUTCFullYear()} ${clock(t)}`;
  const seconds = s => s % 86400 === 0 ? `${s / 86400} d` : s % 3600 === 0 ? `${s / 3600} h` : s % 60 === 0 ? `${s / 60} min` : `${s} s`;
  const SIGNALS = {
    rejected: 'Rejected', escalation: 'Escalations', regeneration: 'Regenerations', edit: 'Edits', rephrase: 'Rephrases',
    correction: 'Corrections', abandonment: 'Abandonments', handoff: 'Handoffs', thumbs_down: 'Thumbs down',
    thumbs_up: 'Thumbs up', failure: 'Failures', quiet_exit: 'Quiet exits', followed: 'Followed by a turn'
  };
  const signal = s => SIGNALS[s] || s;
  const named = text => text === '' ? '(none)' : text;
  return { known, count, percent, points, percentAxis, pointsAxis, usd, plain, range, day, clock, time, seconds, signal, named };
})();

function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === false || value === null || value === undefined) continue;
    node.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined) node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}
