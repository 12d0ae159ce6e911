import { h, fill } from './dom.js';
import { get, query, who } from './api.js';
import { t, word } from './i18n.js';
import { choice, loading, panel, table } from './parts.js';
import { merchantIds } from './merchants.js';
import { follow } from './live.js';

/**
 * The page of a list that may be of all merchants, newest first, by status, and follows what happens.
 *
 * @param kind as it stands in paths and in the beats of the live stream: settlements, withdrawals
 */
export function dossiers({ kind, title, statuses, columns, empty }, { parameters, onLeave }) {
  const body = h('div', {});
  const controls = h('div', { class: 'controls' });
  const set = { merchant: who().staff ? parameters.get('m') ?? '' : who().merchant_id, status: '', cursor: null };
  let rows = [];
  const draw = next => [
    table(title, columns, rows, { onRow: each => `#/${kind}/${each.id}`, empty }),
    next ? h('button', { type: 'button', onclick: () => { set.cursor = next; run(); } }, t('More')) : null,
  ];
  const run = loading(body, () => get(query(`/v1/${kind}`, { status: set.status, limit: 50, cursor: set.cursor }), { merchant: set.merchant || undefined }), page => {
    rows = set.cursor ? [...rows, ...page.data] : page.data;
    return draw(page.next_cursor);
  });
  const again = () => { set.cursor = null; run(); };
  follow(onLeave, beat => !set.cursor && beat[kind].some(each => !set.merchant || each.merchant_id === set.merchant), again);
  (async () => {
    const ids = await merchantIds();
    fill(controls,
      who().staff ? choice(t('Merchant'), [['', t('all')], ...ids.map(id => [id, id])], set.merchant, value => { set.merchant = value; again(); }) : null,
      choice(t('Status'), [['', t('any')], ...statuses.map(s => [s, word(s)])], set.status, value => { set.status = value; again(); }));
  })();
  run();
  return [h('h1', {}, title), panel(t('List'), { more: controls, wide: true }, body)];
}
