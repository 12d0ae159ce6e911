import { h, fill } from './dom.js';
import { get, query } from './api.js';
import { t } from './i18n.js';
import { calendar, date, growth, money, number, percent, shortMoney } from './format.js';
import { chart } from './chart.js';
import { exportButtons } from './exporting.js';
import { rates, reporting, reportingChoice } from './reporting.js';
import { choice, figure, loading, panel } from './parts.js';
import { allPeriods, beginOf, daysOf, endOf, granularityFor, seconds, shift, spanNames, spanOf } from './spans.js';

/**
 * Payments over time, against the equal span before, with its figures; a period that is picked is opened.
 *
 * @param of the merchant; null: all
 */
export function trendPanel({ of, onLeave, parameters, remember, onPick, onSpan }) {
  const set = { span: parameters.get('span') ?? 'all', currency: parameters.get('currency'), from: parameters.get('from'), to: parameters.get('to') };
  const body = h('div', {});
  const controls = h('div', { class: 'controls' });
  const figures = {
    amount: figure(t('Amount')), count: figure(t('Payments')), rate: figure(t('Success rate')),
    average: figure(t('Average')), refunds: figure(t('Refund rate')), fee: figure(t('Fees')),
  };
  const plot = chart({
    label: t('Payments by period'), height: 250,
    series: [
      { label: t('Amount'), color: '--accent', fill: true },
      { label: t('The span before'), color: '--muted', dash: true },
      { label: t('Refunded'), color: '--bad' },
    ],
    format: { x: (x, long) => long && steps !== 'monthly' ? date(new Date(x * 1000).toISOString().slice(0, 10)) : new Intl.DateTimeFormat(calendar(), steps === 'monthly' ? { month: 'short', year: 'numeric', timeZone: 'UTC' } : { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(x * 1000),
      y: v => money(Math.round(v), unit ?? 'EUR'), axis: v => shortMoney(Math.round(v), unit ?? 'EUR') },
    onPick: (x, index) => onPick?.(shown.begins[index], shown.ends[index]),
  });
  onLeave(plot.close);
  let shown = { begins: [], ends: [] };
  let steps = 'daily';
  let unit = null;
  let seen = null;
  const exporting = exportButtons({ of, what: () => seen });

  async function load() {
    const asked = set.from ? { from: set.from, to: set.to } : spanOf(set.span);
    const into = reporting();
    const trend = more => get(query('/v1/reports/payment-trend', { reporting_currency: into, ...more }), { merchant: of });
    const all = await trend({ ...asked, granularity: set.span === 'all' && !set.from ? 'monthly' : 'daily' });
    const currencies = [...new Set([...all.summary, ...(all.unconverted?.summary ?? [])].map(s => s.currency))];
    const totals = Object.fromEntries(all.summary.map(s => [s.currency, s.amount]));
    if (!into && !currencies.includes(set.currency)) set.currency = currencies.sort((a, b) => totals[b] - totals[a])[0] ?? null;
    const currency = into ? null : set.currency;
    unit = into || set.currency;
    let span = asked;
    const mine = [...all.data, ...(all.unconverted?.data ?? [])].filter(row => into || row.currency === set.currency).map(row => row.period).sort();
    if (set.span === 'all' && !set.from && mine.length) {
      // Of all time only what there is of it is drawn.
      span = { from: beginOf(mine[0]), to: mine.at(-1).slice(0, 7) === asked.to.slice(0, 7) ? asked.to : endOf(mine.at(-1)) };
    }
    const granularity = granularityFor(daysOf(span.from, span.to));
    const now = await trend({ ...span, granularity, currency });
    const summary = now.summary.find(s => s.currency === unit);
    const before = summary ? await trend({ from: summary.previous.from, to: summary.previous.to, granularity, currency }) : { data: [] };
    return { span, granularity, now, before, summary, currencies, currency, into, told: await reportingChoice(currencies, run) };
  }

  const against = summary => summary.growth !== null ? t('{growth} against the span before', { growth: growth(summary.growth) })
    : summary.growth_reason === 'no_rate' ? t('not all of it has a rate') : t('nothing to compare with before');

  function show({ span, granularity, now, before, summary, currencies, currency, into, told }) {
    onSpan?.(span, currency, into);
    seen = summary ? { ...span, granularity, currency } : null;
    fill(controls,
      choice(t('Span'), spanNames(), set.from ? '' : set.span, value => { set.span = value; set.from = set.to = null; changed(); }),
      !into && currencies.length > 1 ? choice(t('Currency'), currencies.map(c => [c, c]), set.currency, value => { set.currency = value; changed(); }) : null,
      told,
      summary ? exporting : null);
    if (!summary) {
      return [now.unconverted?.summary.length ? null : h('p', { class: 'empty' }, t('No payments in this span yet. As soon as one is made, it is here.')), rates(now)];
    }
    figures.amount.set(shortMoney(summary.amount, unit), against(summary));
    figures.count.set(number(summary.count), t('{n} failed', { n: number(summary.failed) }));
    figures.rate.set(percent(summary.success_rate), '');
    figures.average.set(money(summary.average, unit), '');
    figures.refunds.set(percent(summary.refund_rate), money(summary.refunded, unit));
    figures.fee.set(money(summary.fee, unit), '');
    draw(span, granularity, now.data, before.data, summary.previous);
    return [h('p', { class: 'range' }, `${date(span.from)} – ${date(span.to)}`),
      h('div', { class: 'figures' }, Object.values(figures).map(f => f.element)), plot.element, rates(now)];
  }

  function draw(span, granularity, rows, earlier, previous) {
    const byBegin = new Map(rows.map(row => [beginOf(row.period), row]));
    let begins = allPeriods(span.from, span.to, granularity);
    const then = allPeriods(previous.from, previous.to, granularity);
    // Where most of a long span is empty, only what there is of it is drawn, step by step.
    const sparse = granularity === 'monthly' && rows.length < begins.length / 2;
    if (sparse) begins = begins.filter(b => byBegin.has(b));
    steps = granularity;
    const thenBy = new Map(earlier.map(row => [beginOf(row.period), row]));
    shown = {
      begins: begins.map(b => b < span.from ? span.from : b),
      ends: begins.map(b => granularity === 'daily' ? b : granularity === 'weekly' ? shift(b, 6) : endOf(b.slice(0, 7))),
    };
    plot.set([
      begins.map(seconds),
      begins.map(b => byBegin.get(b)?.amount ?? 0),
      begins.map((_, i) => earlier.length && then[i] ? thenBy.get(then[i])?.amount ?? 0 : null),
      begins.map(b => byBegin.get(b)?.refunded ?? 0),
    ], sparse);
  }

  const run = loading(body, load, show);
  function changed() {
    remember?.({ span: set.from ? null : set.span, currency: set.currency, from: set.from, to: set.to });
    run();
  }
  run();
  return { element: panel(t('Payments over time'), { more: controls, wide: true }, body), reload: run };
}
