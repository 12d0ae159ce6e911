import { h } from './dom.js';
import { get, post, query, who } from './api.js';
import { t, word } from './i18n.js';
import { date, money, number, time } from './format.js';
import { ask, facts, loading, panel, status, table, toast } from './parts.js';
import { dossiers } from './dossiers.js';
import { follow } from './live.js';

const STATUSES = ['pending', 'approved', 'rejected', 'processing', 'completed', 'failed'];

export function show(route) {
  return route.rest.length === 1 ? detail(route.rest[0], route) : list(route);
}

const list = route => dossiers({
  kind: 'settlements', title: t('Settlements'), statuses: STATUSES,
  empty: t('Nothing was settled yet. Each night at two, in each merchant’s own time, its day is.'),
  columns: [
    { title: t('Business date'), cell: s => date(s.business_date) },
    { title: t('Merchant'), cell: s => s.merchant_id },
    { title: t('Gross'), numeric: true, cell: s => money(s.gross, s.currency) },
    { title: t('Refunds'), numeric: true, cell: s => money(-s.refunds, s.currency) },
    { title: t('Fees'), numeric: true, cell: s => money(-s.fees, s.currency) },
    { title: t('Net'), numeric: true, cell: s => h('b', {}, money(s.net, s.currency)) },
    { title: t('Due'), cell: s => s.due_on ? date(s.due_on) : '–' },
    { title: t('Status'), cell: s => status(s.status) },
  ],
}, route);

function detail(id, { onLeave }) {
  const body = h('div', { class: 'grid' });
  const run = loading(body, async () => {
    const settlement = await get(`/v1/settlements/${encodeURIComponent(id)}`);
    const entries = await get(query(`/v1/settlements/${encodeURIComponent(id)}/entries`, { limit: 100 }), { merchant: settlement.merchant_id });
    return { settlement, entries };
  }, ({ settlement: s, entries }) => [
    panel(t('Statement'), {}, statement(s), who().may_approve || who().operator ? decisions(s, run) : null),
    panel(t('About'), {}, facts([
      [t('Merchant'), h('a', { href: `#/merchants/${encodeURIComponent(s.merchant_id)}` }, s.merchant_id)], [t('Status'), status(s.status)],
      [t('Dates'), s.from_date === s.business_date ? date(s.business_date) : `${date(s.from_date)} – ${date(s.business_date)}`],
      [t('Due'), s.due_on ? date(s.due_on) : '–'], [t('Decided by'), s.decided_by ?? '–'], [t('Completed'), time(s.completed_at)],
      [t('Entries'), number(s.entries)], ['Id', h('code', {}, s.id)],
      [t('File'), ['pdf', 'csv'].flatMap(format => [h('a', { href: `/v1/settlements/${encodeURIComponent(s.id)}/statement?format=${format}`, download: '' }, format.toUpperCase()), ' '])],
    ])),
    panel(t('Entries'), { wide: true }, table(t('Entries'), [
      { title: t('Kind'), cell: e => word(e.kind) },
      { title: t('Posted'), cell: e => time(e.posted_at) },
      { title: t('Moved'), numeric: true, cell: e => money(e.legs.reduce((sum, l) => sum + l.debit, 0), e.legs[0].currency) },
      { title: 'Id', cell: e => h('code', {}, e.id) },
    ], entries.data, { slips: true }), entries.next_cursor ? h('p', { class: 'muted' }, t('The first 100 of {n}; the file has all.', { n: number(s.entries) })) : null),
  ]);
  follow(onLeave, ({ settlements }) => settlements.some(each => each.id === id), run);
  run();
  return [h('h1', {}, h('a', { class: 'crumb', href: '#/settlements' }, t('Settlements')), h('span', { class: 'mono' }, id)), body];
}

/** As a statement is written: what came in, what goes off, and what is left, ruled off. */
function statement(s) {
  const line = (name, amount) => amount === 0 ? null : h('tr', {}, h('th', { scope: 'row' }, name), h('td', { class: 'n' }, money(amount, s.currency)));
  return h('table', { class: 'statement' }, h('tbody', {},
    h('tr', {}, h('th', { scope: 'row' }, t('Gross')), h('td', { class: 'n' }, money(s.gross, s.currency))),
    line(t('Refunds'), -s.refunds), line(t('Refunds paid from available'), s.refunds_from_available), line(t('Chargebacks'), -s.chargebacks),
    line(t('Fees'), -s.fees), line(t('Other'), s.other), line(t('Reserve held'), -s.reserve_held), line(t('Reserve released'), s.reserve_released),
    line(t('Carried in'), s.carried_in), line(t('Carried out'), -s.carried_out)),
  h('tfoot', {}, h('tr', {}, h('th', { scope: 'row' }, t('Net')), h('td', { class: 'n' }, money(s.net, s.currency)))));
}

function decisions(s, then) {
  const may = { pending: ['approve', 'reject'], approved: ['reject'], rejected: ['run'], failed: ['run'] }[s.status] ?? [];
  const names = { approve: t('Approve'), reject: t('Reject'), run: t('Run again') };
  const decide = async what => {
    const reason = await ask(names[what], { text: `${s.merchant_id} · ${date(s.business_date)} · ${money(s.net, s.currency)}`, label: t('Reason'), required: what === 'reject', confirm: names[what], danger: what === 'reject' });
    if (reason === null) return;
    try {
      await post(`/v1/settlements/${encodeURIComponent(s.id)}/${what}`, reason ? { reason } : {});
      toast(t('Decided.'), 'good');
    } catch (e) {
      toast(e.message, 'bad');
    }
    then();
  };
  return may.length ? h('div', { class: 'actions' }, may.map(what => h('button', { type: 'button', class: what === 'reject' ? 'danger' : 'primary', onclick: () => decide(what) }, names[what]))) : null;
}
