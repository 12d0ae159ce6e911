import { h } from './dom.js';
import { get, who } from './api.js';
import { t } from './i18n.js';
import { date, money, number } from './format.js';
import { choice, table } from './parts.js';

let chosen = '';
let quoted = null;

/** The currency that everything is told in; empty: each by itself. It is kept from page to page. */
export const reporting = () => chosen;

/** The currencies that there are rates for; who holds a merchant's key is offered those of its own payments. */
async function quotes() {
  if (!who().staff) return [];
  quoted ??= (async () => {
    const found = new Set();
    let cursor = null;
    do {
      const page = await get(`/v1/exchange-rates?limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      page.data.forEach(rate => found.add(rate.quote));
      cursor = page.next_cursor;
    } while (cursor && found.size < 200);
    return [...found];
  })().catch(() => []);
  setTimeout(() => { quoted = null; }, 30_000);
  return quoted;
}

/** The choice of it; nothing where there is no other than each by itself. */
export async function reportingChoice(seen, onChange) {
  const rated = await quotes();
  const offered = [...new Set([...rated, ...(seen.length > 1 ? seen : []), ...(chosen ? [chosen] : [])])].sort();
  return offered.length
    ? choice(t('Told in'), [['', t('each currency')], ...offered.map(c => [c, c])], chosen, value => { chosen = value; onChange(); })
    : null;
}

/** Says by which rates a report was converted and what had none; nothing where it was not. */
export function rates({ reporting: by, unconverted }) {
  if (!by) return null;
  const apart = unconverted.summary.filter(s => s.amount || s.refunded);
  return h('div', { class: 'rates' },
    h('p', {}, t('All in {currency}, each date by its own exchange rate.', { currency: by.currency })),
    apart.length ? h('p', { class: 'warn', role: 'note' }, t('Not in these figures, for want of a rate: {amounts}.', {
      amounts: apart.map(s => `${s.currency} ${money(s.amount, s.currency)}`).join(', '),
    })) : by.without_rate.length ? h('p', { class: 'warn', role: 'note' }, t('The span before has not all of it has a rate.')) : null,
    by.rates.length || by.without_rate.length ? h('details', {}, h('summary', {}, t('Exchange rates')), table(t('Exchange rates'), [
      { title: t('Currency'), cell: r => r.base ?? r.currency },
      { title: t('Dates'), cell: r => r.from === r.to ? date(r.from) : `${date(r.from)} – ${date(r.to)}` },
      { title: t('Rate'), cell: r => r.rate ?? t('none') },
      { title: t('Source'), cell: r => r.source ?? '–' },
      { title: t('Version'), numeric: true, cell: r => number(r.version) },
    ], [...by.rates, ...by.without_rate])) : null);
}
