import { h, fill } from './dom.js';
import { get, query, who } from './api.js';
import { t, word } from './i18n.js';
import { growth, money, number, percent, time } from './format.js';
import { bar } from './chart.js';
import { choice, facts, loading, panel, status, table } from './parts.js';
import { follow } from './live.js';
import { channelsOf, exportButtons } from './exporting.js';
import { trendPanel } from './trend.js';
import { choose } from './merchants.js';
import { rates, reporting, reportingChoice } from './reporting.js';
import { spanNames, spanOf } from './spans.js';

export function show(route) {
  const id = route.rest[0] ?? who().merchant_id;
  return id ? one(id, route) : all(route);
}

/** All merchants, ranked. */
function all({ parameters }) {
  const set = { span: parameters.get('span') ?? 'all', by: parameters.get('by') ?? 'amount' };
  const body = h('div', {});
  const controls = h('div', { class: 'controls' });
  const run = loading(body, () => get(query('/v1/reports/merchant-ranking', { ...spanOf(set.span), by: set.by, limit: 200, reporting_currency: reporting() })), report => {
    const data = [...report.data, ...(report.unconverted?.data ?? [])];
    const most = Math.max(...data.map(r => r.share ?? 0), 0.0001);
    return [rates(report), table(t('Merchants'), [
      { title: t('Merchant'), cell: r => r.merchant_id },
      { title: t('Rank'), numeric: true, cell: r => number(r.rank) },
      { title: t('Amount'), numeric: true, cell: r => money(r.amount, r.currency) },
      { title: t('Share'), className: 'bar-cell', cell: r => bar(r.share ?? 0, most) },
      { title: t('Payments'), numeric: true, cell: r => number(r.count) },
      { title: t('Success rate'), numeric: true, cell: r => percent(r.success_rate) },
      { title: t('Refunded'), numeric: true, cell: r => money(r.refunded, r.currency) },
      { title: t('Growth'), numeric: true, cell: r => growth(r.growth) },
    ], data, { onRow: r => `#/merchants/${encodeURIComponent(r.merchant_id)}`, empty: t('No merchant was paid in this span.') })];
  });
  const draw = told => fill(controls,
    choice(t('Span'), spanNames(), set.span, value => { set.span = value; run(); }),
    choice(t('By'), [['amount', t('Amount')], ['count', t('Payments')], ['growth', t('Growth')]], set.by, value => { set.by = value; run(); }),
    told);
  draw(null);
  reportingChoice([], run).then(draw);
  run();
  return [h('h1', {}, t('Merchants')), panel(t('Ranking'), { more: controls, wide: true }, body)];
}

/** One merchant: what it took over time, what it has, and what it settled. */
function one(id, { parameters, onLeave }) {
  choose(id);
  const balances = h('div', {});
  const about = h('div', {});
  const channels = h('div', {});
  const flow = h('div', {});
  let span = null;
  const later = [
    loading(channels, () => get(query('/v1/reports/channel-comparison', span), { merchant: id }), ({ data }) => {
      const most = Math.max(...data.map(r => r.share ?? 0), 0.0001);
      return table(t('Channels'), [
        { title: t('Channel'), cell: r => r.channel },
        { title: t('Amount'), numeric: true, cell: r => money(r.amount, r.currency) },
        { title: t('Share'), className: 'bar-cell', cell: r => bar(r.share ?? 0, most) },
        { title: t('Success rate'), numeric: true, cell: r => percent(r.success_rate) },
      ], data);
    }),
    loading(flow, () => get(query('/v1/reports/funds-flow', span), { merchant: id }), ({ data }) => table(t('Flow of funds'), [
      { title: t('Account'), cell: r => word(r.account) },
      { title: t('Currency'), cell: r => r.currency },
      { title: t('Opening'), numeric: true, cell: r => money(r.opening, r.currency) },
      { title: t('In'), numeric: true, cell: r => money(r.in, r.currency) },
      { title: t('Out'), numeric: true, cell: r => money(r.out, r.currency) },
      { title: t('Fees'), numeric: true, cell: r => money(r.fees, r.currency) },
      { title: t('Closing'), numeric: true, cell: r => money(r.closing, r.currency) },
    ], data)),
  ];
  const trend = trendPanel({
    of: who().staff ? id : null, parameters, onLeave,
    onSpan: (now, currency, into) => { span = { ...now, currency, reporting_currency: into }; later.forEach(run => run()); },
    onPick: (from, to) => { location.hash = `#/payments?m=${encodeURIComponent(id)}&from=${from}&to=${to}`; },
  });
  const money_ = loading(balances, () => get('/v1/balances', { merchant: id }), ({ data }) => table(t('Balances'), [
    { title: t('Currency'), cell: b => b.currency },
    ...['pending', 'available', 'reserve', 'in_transit', 'refund_hold'].map(bucket => ({ title: word(bucket), numeric: true, cell: b => money(b[bucket], b.currency) })),
  ], data, { empty: t('It has held no money yet.') }));
  money_();
  loading(about, () => get(`/v1/merchants/${encodeURIComponent(id)}`), m => facts([
    [t('Name'), m.name], [t('Status'), status(m.status)], [t('Country'), m.country], [t('Time zone'), m.timezone], [t('Tier'), word(m.tier)],
    [t('Currencies'), m.currencies.join(', ')], [t('Since'), time(m.created_at)],
  ]))();
  const touches = ({ payments, refunds, settlements, withdrawals }) =>
    [...payments, ...refunds, ...settlements, ...withdrawals].some(each => each.merchant_id === id);
  follow(onLeave, touches, () => { money_(); trend.reload(); }, 1500);
  return [
    h('h1', {}, who().staff ? h('a', { class: 'crumb', href: '#/merchants' }, t('Merchants')) : null, id),
    h('div', { class: 'grid' }, trend.element, panel(t('Balances'), { wide: true }, balances),
      panel(t('About'), {}, about), panel(t('Channels'), { more: exportButtons({ of: who().staff ? id : null, what: () => channelsOf(span) }) }, channels),
      panel(t('Flow of funds'), { wide: true, more: [h('a', { href: `#/settlements?m=${encodeURIComponent(id)}` }, t('Settlements')), ' ', h('a', { href: `#/withdrawals?m=${encodeURIComponent(id)}` }, t('Withdrawals'))] }, flow))];
}
