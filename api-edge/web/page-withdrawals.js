import { h } from './dom.js';
import { get, post, who } from './api.js';
import { t, word } from './i18n.js';
import { date, money, time } from './format.js';
import { ask, facts, loading, panel, status, table, toast } from './parts.js';
import { dossiers } from './dossiers.js';
import { follow } from './live.js';

const STATUSES = ['pending', 'approved', 'processing', 'completed', 'failed', 'rejected', 'cancelled'];

export function show(route) {
  return route.rest.length === 1 ? detail(route.rest[0], route) : list(route);
}

const list = route => dossiers({
  kind: 'withdrawals', title: t('Withdrawals'), statuses: STATUSES,
  empty: t('No withdrawal is like that.'),
  columns: [
    { title: t('Number'), cell: w => w.withdrawal_no },
    { title: t('Merchant'), cell: w => w.merchant_id },
    { title: t('When'), cell: w => time(w.created_at) },
    { title: t('Amount'), numeric: true, cell: w => h('b', {}, money(w.amount, w.currency)) },
    { title: t('Fee'), numeric: true, cell: w => money(w.fee, w.currency) },
    { title: t('Approvals'), numeric: true, cell: approvals },
    { title: t('Status'), cell: w => status(w.status) },
  ],
}, route);

const approvals = w => `${w.approvals.length} / ${w.approvals_needed}`;

function detail(id, { onLeave }) {
  const body = h('div', { class: 'grid' });
  const run = loading(body, () => get(`/v1/withdrawals/${encodeURIComponent(id)}`), w => [
    panel(t('Statement'), {}, statement(w), decisions(w, run)),
    panel(t('About'), {}, facts([
      [t('Merchant'), h('a', { href: `#/merchants/${encodeURIComponent(w.merchant_id)}` }, w.merchant_id)], [t('Status'), status(w.status)],
      [t('Number'), w.withdrawal_no], [t('When'), time(w.created_at)], [t('Asked for by'), w.requested_by],
      [t('Bank account'), h('code', {}, w.account_id)], [t('Kind'), word(w.speed)], [t('Due'), w.execute_on ? date(w.execute_on) : undefined],
      [t('At the bank'), w.bank_state ? word(w.bank_state) : '–'], [t('Bank’s reference'), w.bank_reference ? h('code', {}, w.bank_reference) : '–'],
      [t('Ended by'), w.ended_by ?? undefined], [t('Reason'), w.reason || (w.failure ? w.failure.message : undefined)], ['Id', h('code', {}, w.id)],
    ])),
    panel(t('Approvals'), { wide: true, more: h('span', {}, approvals(w)) }, table(t('Approvals'), [
      { title: t('When'), cell: a => time(a.at) },
      { title: t('By'), cell: a => a.person ?? a.by },
      { title: t('Reason'), cell: a => a.reason || '–' },
    ], w.approvals, { empty: t('Nobody has approved it yet.') })),
  ]);
  follow(onLeave, ({ withdrawals }) => withdrawals.some(each => each.id === id), run);
  run();
  return [h('h1', {}, h('a', { class: 'crumb', href: '#/withdrawals' }, t('Withdrawals')), h('span', { class: 'mono' }, id)), body];
}

function statement(w) {
  return h('table', { class: 'statement' }, h('tbody', {},
    h('tr', {}, h('th', { scope: 'row' }, t('Amount')), h('td', { class: 'n' }, money(w.amount, w.currency))),
    h('tr', {}, h('th', { scope: 'row' }, t('Fee')), h('td', { class: 'n' }, money(-w.fee, w.currency)))),
  h('tfoot', {}, h('tr', {}, h('th', { scope: 'row' }, t('Net')), h('td', { class: 'n' }, money(w.net, w.currency)))));
}

/** Who asked for one may take it back until it is sent; whether somebody may approve it is the core’s to say. */
function decisions(w, then) {
  const names = { approve: t('Approve'), reject: t('Reject'), cancel: t('Take back') };
  const decides = who().may_approve || who().operator;
  const may = { pending: [...(decides ? ['approve', 'reject'] : []), 'cancel'], approved: ['cancel'] }[w.status] ?? [];
  const decide = async what => {
    const reason = await ask(names[what], { text: `${w.merchant_id} · ${w.withdrawal_no} · ${money(w.amount, w.currency)}`, label: t('Reason'), required: what === 'reject', confirm: names[what], danger: what !== 'approve' });
    if (reason === null) return;
    try {
      await post(`/v1/withdrawals/${encodeURIComponent(w.id)}/${what}`, reason ? { reason } : {}, { merchant: w.merchant_id });
      toast(t('Decided.'), 'good');
    } catch (e) {
      toast(e.message, 'bad');
    }
    then();
  };
  return may.length ? h('div', { class: 'actions' }, may.map(what => h('button', { type: 'button', class: what === 'approve' ? 'primary' : 'danger', onclick: () => decide(what) }, names[what]))) : null;
}
