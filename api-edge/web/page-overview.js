import { h, fill } from './dom.js';
import { get, query, who } from './api.js';
import { t, word } from './i18n.js';
import { clock, decimals, growth, milliseconds, money, number, percent, shortMoney, soon } from './format.js';
import { bar, chart } from './chart.js';
import { facts, figure, loading, panel, status, table } from './parts.js';
import { lately, on } from './live.js';
import { channelsOf, exportButtons } from './exporting.js';
import { trendPanel } from './trend.js';

const SECONDS_SHOWN = 120;

/** What happens now, and what it has come to. */
export function show({ parameters, onLeave }) {
  const staff = who().staff;
  const after = [];
  const live = livePanel(onLeave);
  const channels = h('div', {});
  const merchants = h('div', {});
  const risk = h('div', {});
  let span = null;
  const trend = trendPanel({
    of: null, onLeave, parameters,
    onSpan: (now, currency, into) => { span = { ...now, currency, reporting_currency: into }; after.forEach(run => run()); },
    onPick: (from, to) => { location.hash = `#/payments?from=${from}&to=${to}`; },
  });
  after.push(loading(channels, () => get(query('/v1/reports/channel-comparison', span)), ({ data }) => channelTable(data)));
  if (staff) after.push(loading(merchants, () => get(query('/v1/reports/merchant-ranking', { ...span, limit: 8 })), ({ data }) => rankTable(data)));
  after.push(loading(risk, () => get(query('/v1/reports/risk-interceptions', { from: span.from, to: span.to, currency: span.currency, granularity: 'monthly' })), riskFigures));
  const refresh = setInterval(() => { if (!document.hidden) trend.reload(); }, 30_000);
  onLeave(() => clearInterval(refresh));
  onLeave(on('reset', () => trend.reload()));
  return [
    h('h1', {}, t('Overview')),
    live.element,
    h('div', { class: 'grid' },
      live.latest,
      staff ? proofPanel(onLeave) : null,
      trend.element,
      panel(t('Channels'), { size: staff ? 'most' : '', more: exportButtons({ of: null, what: () => channelsOf(span) }) }, channels),
      panel(t('Risk'), { size: staff ? 'rest' : '', more: staff ? h('a', { href: '#/reviews' }, t('Reviews')) : null }, risk),
      staff ? panel(t('Top merchants'), { size: 'most', more: h('a', { href: '#/merchants' }, t('All')) }, merchants) : null,
      staff ? jobsPanel(onLeave) : null)];
}

/** The last two minutes, second by second, and the payments that changed last. */
function livePanel(onLeave) {
  const rate = figure(t('Payments a second'), t('the last 10 seconds'));
  const success = figure(t('Success, live'), t('the last two minutes'));
  const latency = figure(t('Median latency'), t('the last minute'));
  const tail = figure(t('p99 latency'), t('the last minute'));
  const amount = figure(t('Amount, live'), t('the last two minutes'));
  const buckets = new Map();
  const plot = chart({
    label: t('Payments that succeeded and failed, by second'), height: 130, live: true,
    series: [{ label: t('Succeeded'), color: '--accent', fill: true }, { label: t('Failed'), color: '--bad' }],
    format: { x: x => clock(x * 1000), y: v => number(v), axis: v => number(v) },
  });
  onLeave(plot.close);
  const list = h('ol', { class: 'latest', 'aria-label': t('Latest payments') });
  const nothing = h('p', { class: 'empty' }, t('Waiting for the first payment …'));
  const latest = new Map();

  const draw = () => {
    const now = Math.floor(Date.now() / 1000);
    for (const second of buckets.keys()) if (second < now - SECONDS_SHOWN - 5) buckets.delete(second);
    const seconds = Array.from({ length: SECONDS_SHOWN }, (_, i) => now - SECONDS_SHOWN + i);
    plot.set([seconds, seconds.map(s => buckets.get(s)?.succeeded ?? 0), seconds.map(s => buckets.get(s)?.failed ?? 0)]);
    const recent = seconds.slice(-10).reduce((sum, s) => sum + (buckets.get(s)?.succeeded ?? 0) + (buckets.get(s)?.failed ?? 0), 0);
    rate.set(decimals(recent / 10, 1));
    const sums = { succeeded: 0, failed: 0, amounts: new Map() };
    for (const bucket of buckets.values()) {
      sums.succeeded += bucket.succeeded;
      sums.failed += bucket.failed;
      for (const [currency, amount] of bucket.amounts) sums.amounts.set(currency, (sums.amounts.get(currency) ?? 0) + amount);
    }
    const concluded = sums.succeeded + sums.failed;
    success.set(concluded ? percent(sums.succeeded / concluded) : '–', undefined, concluded && sums.failed / concluded > 0.2 ? 'warn' : '');
    const [first] = [...sums.amounts].sort((a, b) => b[1] - a[1]);
    amount.set(first ? shortMoney(first[1], first[0]) : '–');
  };
  const beat = data => {
    const second = Math.floor(Date.parse(data.at) / 1000);
    const bucket = buckets.get(second) ?? { succeeded: 0, failed: 0, amounts: new Map() };
    buckets.set(second, bucket);
    for (const flow of data.flow) {
      bucket.succeeded += flow.succeeded;
      bucket.failed += flow.failed;
      bucket.amounts.set(flow.currency, (bucket.amounts.get(flow.currency) ?? 0) + flow.amount);
    }
    latency.set(milliseconds(data.latency_p50_ms));
    tail.set(milliseconds(data.latency_p99_ms));
    for (const payment of [...data.payments].reverse()) {
      latest.delete(payment.id);
      latest.set(payment.id, payment);
    }
    while (latest.size > 9) latest.delete(latest.keys().next().value);
    nothing.hidden = latest.size > 0;
    fill(list, [...latest.values()].reverse().map(p => h('li', { 'data-payment': p.id },
      h('a', { href: `#/payments/${encodeURIComponent(p.merchant_id)}/${p.id}` }, p.order_no),
      h('span', { class: 'who' }, p.merchant_id), h('span', { class: 'n' }, money(p.amount, p.currency)), status(p.status))));
  };
  lately().forEach(beat);
  draw();
  onLeave(on('beat', beat));
  const timer = setInterval(() => { if (!document.hidden) draw(); }, 1000);
  onLeave(() => clearInterval(timer));
  return {
    element: h('section', { class: 'panel wide now', 'aria-label': t('Now') },
      h('div', { class: 'figures' }, [rate, success, latency, tail, amount].map(f => f.element)), plot.element),
    latest: panel(t('Latest payments'), { size: who().staff ? 'most' : 'wide', more: h('a', { href: '#/payments' }, t('All')) }, nothing, list),
  };
}

function channelTable(rows) {
  const most = Math.max(...rows.map(r => r.share ?? 0), 0.0001);
  return table(t('Channels'), [
    { title: t('Channel'), cell: r => r.channel },
    { title: t('Amount'), numeric: true, cell: r => money(r.amount, r.currency) },
    { title: t('Share'), className: 'bar-cell', cell: r => bar(r.share ?? 0, most) },
    { title: t('Success rate'), numeric: true, cell: r => percent(r.success_rate) },
    { title: t('Median'), numeric: true, cell: r => milliseconds(r.latency_p50_ms) },
  ], rows);
}

function rankTable(rows) {
  const most = Math.max(...rows.map(r => r.share ?? 0), 0.0001);
  return table(t('Top merchants'), [
    { title: t('Merchant'), cell: r => r.merchant_id },
    { title: t('Amount'), numeric: true, cell: r => money(r.amount, r.currency) },
    { title: t('Share'), className: 'bar-cell', cell: r => bar(r.share ?? 0, most) },
    { title: t('Growth'), numeric: true, cell: r => growth(r.growth) },
  ], rows, { onRow: r => `#/merchants/${encodeURIComponent(r.merchant_id)}` });
}

function riskFigures({ data }) {
  const sum = key => data.reduce((all, row) => all + row[key], 0);
  const created = sum('created');
  if (!created) return h('p', { class: 'empty' }, t('Nothing was judged in this span.'));
  const failures = new Map();
  for (const row of data) for (const [code, n] of Object.entries(row.failures)) failures.set(code, (failures.get(code) ?? 0) + n);
  const top = [...failures].sort((a, b) => b[1] - a[1]).slice(0, 4);
  return [
    facts(['accept', 'flag', 'review', 'reject'].map(key => [word(key), `${number(sum(key))} · ${percent(sum(key) / created)}`])),
    top.length ? h('h3', {}, t('Why payments failed')) : null,
    top.length ? facts(top.map(([code, n]) => [word(code), number(n)])) : null,
  ];
}

function proofPanel(onLeave) {
  const body = h('div', {});
  const draw = proof => fill(body,
    h('p', { class: proof.healthy ? 'seal good' : 'seal bad' }, proof.healthy ? t('Balanced, and every chain is whole') : t('The ledger does not add up')),
    proof.currencies.length ? h('dl', { class: 'sides' }, [...proof.currencies].sort((a, b) => b.debits - a.debits).slice(0, 4).map(c => h('div', {},
      h('dt', {}, h('span', {}, t('Debits')), h('span', {}, c.currency), h('span', {}, t('Credits'))),
      h('dd', {}, money(c.debits, c.currency)),
      c.difference === 0 ? h('dd', { class: 'equals', 'aria-label': '=' }, '=') : h('dd', { class: 'unequal', 'aria-label': '≠' }, '≠'),
      h('dd', {}, money(c.credits, c.currency))))) : h('p', { class: 'empty' }, t('No entries yet.')));
  loading(body, () => get('/v1/ledger/trial-balance'), balance => { queueMicrotask(() => draw({ healthy: balance.healthy, currencies: balance.data })); return h('p', {}); })();
  onLeave(on('proof', draw));
  return panel(t('Ledger proof'), { size: 'rest', more: h('a', { href: '#/ledger' }, t('Accounts')) }, body);
}

function jobsPanel(onLeave) {
  const body = h('div', {});
  const run = loading(body, () => get('/v1/jobs'), ({ data }) => table(t('Jobs'), [
    { title: t('Job'), cell: j => word(j.name) },
    { title: t('Last run'), cell: j => j.last_run ? status(j.last_run.status) : '–' },
    { title: t('Next'), cell: j => j.paused ? t('paused') : soon(j.next_run_at) },
  ], data));
  run();
  onLeave(on('changed', ({ what }) => { if (what.includes('jobs')) run(); }));
  return panel(t('Jobs'), { size: 'rest', more: h('a', { href: '#/jobs' }, t('All')) }, body);
}
