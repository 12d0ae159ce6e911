import { h } from './dom.js';
import { get, who } from './api.js';
import { t, word } from './i18n.js';
import { money, number, soon } from './format.js';
import { loading, panel, table } from './parts.js';
import { follow } from './live.js';
import { reviewActions } from './page-payments.js';

/** Payments that wait for a person, those that waited longest first. */
export function show({ onLeave }) {
  const body = h('div', {});
  const run = loading(body, () => get('/v1/risk/reviews?limit=100'), ({ data }) => table(t('Reviews'), [
    { title: t('Order'), cell: p => p.order_no },
    { title: t('Merchant'), cell: p => p.merchant_id },
    { title: t('Amount'), numeric: true, cell: p => money(p.amount, p.currency) },
    { title: t('Score'), numeric: true, cell: p => number(p.risk.score) },
    { title: t('Reasons'), cell: p => p.risk.reasons.map(word).join(', ') },
    { title: t('Until'), cell: p => soon(p.review?.expires_at) },
    ...(who().may_approve ? [{ title: t('Decision'), cell: p => reviewActions(p.merchant_id, p, run) }] : []),
  ], data, { onRow: p => `#/payments/${encodeURIComponent(p.merchant_id)}/${p.id}`, empty: t('Nothing waits for a person.') }));
  run();
  follow(onLeave, ({ payments }) => payments.some(p => p.status === 'review' || p.risk === 'review'), run);
  return [h('h1', {}, t('Reviews')), panel(t('Waiting for a person'), { wide: true }, body)];
}
