import { h } from './dom.js';
import { get, post, who } from './api.js';
import { t, word } from './i18n.js';
import { number, time } from './format.js';
import { loading, panel, status, table, toast } from './parts.js';
import { merchantIds } from './merchants.js';
import { shift, today } from './spans.js';

const KINDS = ['payments', 'refunds', 'journal', 'settlements', 'balances', 'trends'];

export function show({ onLeave, parameters }) {
  const body = h('div', {});
  let pending = null;
  const run = loading(body, () => get('/v1/exports?limit=50'), ({ data }) => {
    clearTimeout(pending);
    if (data.some(e => e.status === 'pending' || e.status === 'running')) pending = setTimeout(run, 700);
    return table(t('Files'), [
      { title: t('Kind'), cell: e => word(e.kind) },
      { title: t('Merchant'), cell: e => e.merchant_id ?? t('all') },
      { title: t('Status'), cell: e => e.status === 'running' ? h('progress', { max: 100, value: e.progress, 'aria-label': t('Progress') }) : status(e.status) },
      { title: t('Rows'), numeric: true, cell: e => number(e.rows) },
      { title: t('Made'), cell: e => time(e.created_at) },
      { title: t('File'), cell: e => e.url ? h('a', { href: new URL(e.url, location.href).pathname + new URL(e.url, location.href).search, download: '' }, e.format.toUpperCase()) : e.failure?.message ?? '' },
    ], data, { empty: t('No file was asked for yet.') });
  });
  onLeave(() => clearTimeout(pending));
  const form = order(parameters, run);
  run();
  return [h('h1', {}, t('Exports')), panel(t('Ask for a file'), { wide: true }, form), panel(t('Files'), { wide: true }, body)];
}

function order(parameters, then) {
  const merchant = h('select', { name: 'merchant', 'aria-label': t('Merchant') }, who().staff ? h('option', { value: '' }, t('all')) : null);
  merchantIds().then(ids => ids.forEach(id => merchant.append(h('option', { value: id, selected: id === parameters.get('m') }, id))));
  const field = (name, label, control) => h('label', { class: 'choice' }, h('span', {}, label), control);
  const submit = async event => {
    event.preventDefault();
    const given = new FormData(event.target);
    try {
      await post('/v1/exports', {
        kind: given.get('kind'), format: given.get('format'),
        // Trends are by business date, which is a date wherever one is.
        ...(given.get('kind') === 'trends' ? { from: given.get('from'), to: given.get('to') }
          : { from: `${given.get('from')}T00:00:00Z`, to: `${shift(given.get('to'), 1)}T00:00:00Z` }),
      }, { merchant: given.get('merchant') || undefined, headers: { 'Idempotency-Key': crypto.randomUUID() } });
      toast(t('It is being made.'), 'good');
      then();
    } catch (e) {
      toast(e.errors[0] ? `${e.errors[0].pointer} ${e.errors[0].detail}` : e.message, 'bad');
    }
  };
  return h('form', { class: 'controls', onsubmit: submit },
    field('kind', t('Kind'), h('select', { name: 'kind' }, KINDS.map(k => h('option', { value: k }, word(k))))),
    field('format', t('Form'), h('select', { name: 'format' }, ['csv', 'xlsx', 'pdf'].map(f => h('option', { value: f }, f.toUpperCase())))),
    field('merchant', t('Merchant'), merchant),
    field('from', t('From'), h('input', { type: 'date', name: 'from', required: true, value: shift(today(), -30) })),
    field('to', t('To'), h('input', { type: 'date', name: 'to', required: true, value: today() })),
    h('button', { type: 'submit', class: 'primary' }, t('Make it')));
}
