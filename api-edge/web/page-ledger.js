import { h } from './dom.js';
import { get, query } from './api.js';
import { t, word } from './i18n.js';
import { money } from './format.js';
import { loading, panel, table } from './parts.js';
import { on } from './live.js';
import { today } from './spans.js';

/** The trial balance, and the proof that all of it adds up. */
export function show({ onLeave }) {
  const proof = h('div', {});
  const flow = h('div', {});
  const run = loading(proof, () => get('/v1/ledger/trial-balance'), ({ data, healthy, position }) => [
    h('p', { class: healthy ? 'seal good' : 'seal bad' }, healthy ? t('Balanced, and every chain is whole') : t('The ledger does not add up')),
    h('p', { class: 'muted' }, t('Journal entries by partition'), ' ', h('code', {}, position)),
    data.length ? data.map(c => [h('h3', {}, c.currency), table(`${t('Trial balance')} ${c.currency}`, [
      { title: t('Account'), cell: a => word(a.account) },
      { title: t('Debits'), numeric: true, cell: a => money(a.debits, c.currency) },
      { title: t('Credits'), numeric: true, cell: a => money(a.credits, c.currency) },
      { title: t('Balance'), numeric: true, cell: a => money(a.balance, c.currency) },
    ], c.accounts, { total: [t('Total'), money(c.debits, c.currency), money(c.credits, c.currency), money(c.difference, c.currency)] })])
      : h('p', { class: 'empty' }, t('No entries yet.')),
  ]);
  const moved = loading(flow, () => get(query('/v1/reports/funds-flow', { from: `${today().slice(0, 8)}01`, to: today() })), ({ data }) => table(t('Flow of funds'), [
    { title: t('Account'), cell: r => word(r.account) },
    { title: t('Opening'), numeric: true, cell: r => money(r.opening, r.currency) },
    { title: t('In'), numeric: true, cell: r => money(r.in, r.currency) },
    { title: t('Out'), numeric: true, cell: r => money(r.out, r.currency) },
    { title: t('Fees'), numeric: true, cell: r => money(r.fees, r.currency) },
    { title: t('Closing'), numeric: true, cell: r => money(r.closing, r.currency) },
  ], data, { empty: t('No entries yet.') }));
  run();
  moved();
  let due = null;
  onLeave(on('proof', () => { due ??= setTimeout(() => { due = null; run(); }, 3000); }));
  onLeave(() => clearTimeout(due));
  return [h('h1', {}, t('Ledger')), panel(t('Trial balance'), { wide: true }, proof), panel(t('Flow of funds, this month'), { wide: true }, flow)];
}
