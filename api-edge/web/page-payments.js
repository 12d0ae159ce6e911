import { h, fill } from './dom.js';
import { get, post, query, who } from './api.js';
import { t, word } from './i18n.js';
import { date, money, number, time } from './format.js';
import { ask, choice, facts, loading, panel, status, table, toast, trouble } from './parts.js';
import { choose, merchantIds, merchantOf } from './merchants.js';
import { on } from './live.js';
import { shift } from './spans.js';

const STATUSES = ['created', 'processing', 'review', 'authorized', 'succeeded', 'failed', 'voided', 'cancelled', 'expired'];

export function show(route) {
  if (route.rest.length === 2) return detail(route.rest[0], route.rest[1], route);
  return list(route);
}

const link = p => `#/payments/${encodeURIComponent(p.merchant_id)}/${p.id}`;

function list({ parameters, onLeave }) {
  const body = h('div', {});
  const controls = h('div', { class: 'controls' });
  const set = { status: parameters.get('status') ?? '', from: parameters.get('from') ?? '', to: parameters.get('to') ?? '', cursor: null, merchant: null };
  let rows = [];
  const columns = [
    { title: t('Order'), cell: p => p.order_no },
    { title: t('Amount'), numeric: true, cell: p => money(p.amount, p.currency) },
    { title: t('Status'), cell: p => status(p.status) },
    { title: t('Refunded'), numeric: true, cell: p => p.amount_refunded ? money(p.amount_refunded, p.currency) : '' },
    { title: t('Fee'), numeric: true, cell: p => p.fee ? money(p.fee, p.currency) : '' },
    { title: t('Channel'), cell: p => p.channel },
    { title: t('When'), cell: p => time(p.occurred_at) },
  ];

  async function load() {
    set.merchant = await merchantOf(parameters);
    if (!set.merchant) return { data: [], next_cursor: null };
    return get(query('/v1/payments', {
      time: 'business', limit: 50, cursor: set.cursor, status: set.status,
      // A date is one of the merchant's; that of UTC is close enough to look at.
      from: set.from && `${set.from}T00:00:00Z`, to: set.to && `${shift(set.to, 1)}T00:00:00Z`,
    }), { merchant: set.merchant });
  }

  const run = loading(body, load, page => {
    rows = set.cursor ? [...rows, ...page.data] : page.data;
    controlsFor();
    return [
      table(t('Payments'), columns, rows, { onRow: link, empty: t('No payment is like that.') }),
      page.next_cursor ? h('button', { type: 'button', onclick: () => { set.cursor = page.next_cursor; run(); } }, t('More')) : null,
    ];
  });
  const again = () => { set.cursor = null; run(); };

  async function controlsFor() {
    const ids = await merchantIds();
    fill(controls,
      who().staff ? choice(t('Merchant'), ids.map(id => [id, id]), set.merchant, value => { parameters.set('m', value); choose(value); again(); }) : null,
      choice(t('Status'), [['', t('any')], ...STATUSES.map(s => [s, word(s)])], set.status, value => { set.status = value; again(); }),
      h('label', { class: 'choice' }, h('span', {}, t('From')), h('input', { type: 'date', value: set.from, onchange: e => { set.from = e.target.value; again(); } })),
      h('label', { class: 'choice' }, h('span', {}, t('To')), h('input', { type: 'date', value: set.to, onchange: e => { set.to = e.target.value; again(); } })));
  }

  let due = null;
  onLeave(on('beat', ({ payments }) => {
    if (due || set.cursor || set.from || set.to || !payments.some(p => p.merchant_id === set.merchant)) return;
    due = setTimeout(() => { due = null; run(); }, 800);
  }));
  onLeave(() => clearTimeout(due));
  run();
  return [h('h1', {}, t('Payments')), search(), panel(t('List'), { more: controls, wide: true }, body)];
}

/** By a payment's id, or by the number of an order. */
function search() {
  const found = h('div', { 'aria-live': 'polite' });
  const input = h('input', { type: 'search', name: 'q', placeholder: 'pay_… ', 'aria-label': t('Payment id or order number'), autocomplete: 'off' });
  const look = async event => {
    event.preventDefault();
    const key = input.value.trim();
    if (!key) return;
    try {
      if (key.startsWith('pay_')) {
        const merchant = who().staff ? undefined : who().merchant_id;
        const { results } = await post('/v1/payments/lookup', { keys: [key] }, { merchant });
        if (results[key]) {
          location.hash = link(results[key]);
          return;
        }
      } else {
        const merchant = await merchantOf(new URLSearchParams());
        const { results } = await post('/v1/orders/lookup', { keys: [key] }, { merchant });
        const payments = results[key]?.payments ?? [];
        if (payments.length) {
          location.hash = link({ merchant_id: merchant, ...payments.at(-1) });
          return;
        }
      }
      fill(found, h('p', { class: 'empty' }, t('Nothing is called that.')));
    } catch (e) {
      fill(found, trouble(e));
    }
  };
  return h('form', { class: 'search', role: 'search', onsubmit: look }, input, h('button', { type: 'submit' }, t('Find')), found);
}

function detail(merchant, id, { onLeave }) {
  const body = h('div', { class: 'grid' });
  const asked = { merchant };
  const run = loading(body, async () => {
    const payment = await get(`/v1/payments/${encodeURIComponent(id)}`, asked);
    const [entries, order, steps] = await Promise.all([
      get(query('/v1/ledger/entries', { payment_id: id }), asked),
      post('/v1/orders/lookup', { keys: [payment.order_no] }, asked),
      get(`/v1/payments/${encodeURIComponent(id)}/timeline`, asked).catch(() => null),
    ]);
    return { payment, entries: entries.data, order: order.results[payment.order_no], steps: steps?.data ?? null };
  }, ({ payment, entries, order, steps }) => [
    panel(t('Payment'), {}, facts([
      [t('Amount'), h('b', { class: 'big' }, money(payment.amount, payment.currency))],
      [t('Status'), status(payment.status)],
      payment.failure ? [t('Why'), `${word(payment.failure.code)} — ${payment.failure.message}`] : [t('Captured'), money(payment.amount_captured, payment.currency)],
      [t('Refunded'), money(payment.amount_refunded, payment.currency)], [t('Fee'), `${money(payment.fee, payment.currency)} · ${payment.fee_schedule ?? ''}`],
      [t('Order'), payment.order_no], [t('Merchant'), h('a', { href: `#/merchants/${encodeURIComponent(merchant)}` }, merchant)],
      [t('Channel'), `${payment.channel} ${payment.channel_reference ?? ''}`], [t('Business date'), date(payment.business_date)],
      [t('When'), time(payment.occurred_at)], ['Id', h('code', {}, payment.id)],
    ])),
    panel(t('Risk'), {}, facts([
      [t('Decision'), status(payment.risk.decision)], [t('Score'), number(payment.risk.score)],
      [t('Reasons'), payment.risk.reasons.length ? payment.risk.reasons.map(word).join(', ') : t('none')],
      payment.review ? [t('Review'), word(payment.review.decision ?? 'waiting')] : ['', undefined],
    ]), payment.status === 'review' && who().may_approve ? reviewActions(merchant, payment, run) : null),
    panel(t('Path through the log'), { wide: true }, timeline(payment, entries, order, steps)),
    panel(t('Journal entries'), { wide: true }, journal(entries)),
    order?.refunds?.length ? panel(t('Refunds'), { wide: true }, table(t('Refunds'), [
      { title: t('Number'), cell: r => r.refund_no }, { title: t('Amount'), numeric: true, cell: r => money(r.amount, r.currency) },
      { title: t('Status'), cell: r => status(r.status) }, { title: t('When'), cell: r => time(r.occurred_at) },
    ], order.refunds)) : null,
  ]);
  let due = null;
  onLeave(on('beat', ({ payments, refunds }) => {
    if (due || !(payments.some(p => p.id === id) || refunds.some(r => r.merchant_id === merchant))) return;
    due = setTimeout(() => { due = null; run(); }, 400);
  }));
  onLeave(() => clearTimeout(due));
  run();
  return [h('h1', {}, h('a', { class: 'crumb', href: `#/payments?m=${encodeURIComponent(merchant)}` }, t('Payments')), h('span', { class: 'mono' }, id)), body];
}

/** What happened to it, in the order of the log. */
function timeline(payment, entries, order, steps) {
  const happened = steps
    ? steps.map(s => ({ at: s.at, topic: s.topic, what: `${s.partition}@${s.offset}`, said: word(s.what) }))
    : [
      { at: payment.created_at, what: 'commands → payments', said: t('Asked for, judged and taken') },
      ...entries.map(e => ({ at: e.posted_at, what: `journal/${e.partition}#${e.sequence}`, said: word(e.kind) })),
      ...(order?.refunds ?? []).map(r => ({ at: r.created_at, what: `refunds ${r.refund_no}`, said: t('Refund asked for') })),
      { at: payment.updated_at, what: 'payments', said: word(payment.status) },
    ];
  if (!steps) happened.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const begin = Date.parse(happened[0]?.at ?? payment.created_at);
  return h('ol', { class: 'timeline' }, happened.map(step => h('li', { class: step.topic ?? '' },
    h('time', { datetime: step.at }, time(step.at)), h('span', { class: 'offset' }, `+${number(Date.parse(step.at) - begin)} ms`),
    h('b', {}, step.said), h('code', {}, step.topic ? h('i', {}, step.topic) : null, step.what))));
}

function journal(entries) {
  if (!entries.length) return h('p', { class: 'empty' }, t('Nothing was posted.'));
  return entries.map(entry => h('div', { class: 'entry' },
    h('p', {}, h('b', {}, word(entry.kind)), ' ', h('span', { class: 'muted' }, time(entry.posted_at)), ' ', h('code', {}, entry.id)),
    table(word(entry.kind), [
      { title: t('Account'), cell: l => l.account },
      { title: t('Debit'), numeric: true, cell: l => l.debit ? money(l.debit, l.currency) : '' },
      { title: t('Credit'), numeric: true, cell: l => l.credit ? money(l.credit, l.currency) : '' },
    ], entry.legs, {
      total: [t('Total'), money(entry.legs.reduce((s, l) => s + l.debit, 0), entry.legs[0].currency), money(entry.legs.reduce((s, l) => s + l.credit, 0), entry.legs[0].currency)],
    })));
}

export function reviewActions(merchant, payment, then) {
  const decide = async decision => {
    const reason = await ask(decision === 'accept' ? t('Accept this payment?') : t('Reject this payment?'), {
      text: `${payment.order_no} · ${money(payment.amount, payment.currency)}`, label: t('Reason'), required: true,
      confirm: decision === 'accept' ? t('Accept') : t('Reject'), danger: decision === 'reject',
    });
    if (reason === null) return;
    try {
      await post(`/v1/payments/${encodeURIComponent(payment.id)}/review`, { decision, reason }, { merchant });
      toast(t('Decided.'), 'good');
    } catch (e) {
      toast(e.message, 'bad');
    }
    then();
  };
  return h('div', { class: 'actions' },
    h('button', { type: 'button', class: 'primary', onclick: () => decide('accept') }, t('Accept')),
    h('button', { type: 'button', class: 'danger', onclick: () => decide('reject') }, t('Reject')));
}
