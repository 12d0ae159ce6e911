import { t } from './i18n.js';

const DAY = 86_400_000;
export const iso = ms => new Date(ms).toISOString().slice(0, 10);

let zones = ['UTC'];

/** Dates are of these merchants' time zones from now on. */
export const datesOf = timezones => { if (timezones.length) zones = [...new Set(timezones)]; };

/** The date that it is where it is the latest: business dates are of merchants' own time zones. */
export const today = () => zones.map(timeZone => new Intl.DateTimeFormat('sv-SE', { timeZone }).format()).sort().at(-1);

export const seconds = text => Date.parse(`${text}T00:00:00Z`) / 1000;
export const shift = (text, days) => iso(Date.parse(`${text}T00:00:00Z`) + days * DAY);
export const daysOf = (from, to) => Math.round((seconds(to) - seconds(from)) / 86_400) + 1;

/** Spans that are offered, by how they are called in an address. */
export const SPANS = { '7': 7, '30': 30, '90': 90, '365': 365, all: null };
export const spanNames = () => [['7', t('7 days')], ['30', t('30 days')], ['90', t('90 days')], ['365', t('1 year')], ['all', t('All')]];

/** The first and the last date of one. */
export function spanOf(name) {
  const days = SPANS[name];
  return days ? { from: shift(today(), 1 - days), to: today() } : { from: shift(today(), -19_900), to: today() };
}

/** How long periods are to be, so that a chart has neither three points nor a thousand. */
export const granularityFor = days => days <= 120 ? 'daily' : days <= 800 ? 'weekly' : 'monthly';

/** The first date of a period such as 2011-W10. */
export function beginOf(period) {
  const week = /^(\d{4})-W(\d{2})$/.exec(period);
  if (week) {
    const fourth = Date.UTC(Number(week[1]), 0, 4);
    const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY;
    return iso(monday + (Number(week[2]) - 1) * 7 * DAY);
  }
  return period.length === 7 ? `${period}-01` : period;
}

/** The last date of a period. */
export function endOf(period) {
  const begin = beginOf(period);
  if (period.includes('W')) return shift(begin, 6);
  if (period.length === 7) {
    const [year, month] = period.split('-').map(Number);
    return iso(Date.UTC(year, month, 0));
  }
  return begin;
}

/** The begins of all periods from one date to another, those in which nothing happened among them. */
export function allPeriods(from, to, granularity) {
  const begins = [];
  let at = from;
  if (granularity === 'monthly') at = `${from.slice(0, 7)}-01`;
  if (granularity === 'weekly') at = shift(from, -((new Date(`${from}T00:00:00Z`).getUTCDay() + 6) % 7));
  while (at <= to) {
    begins.push(at);
    if (granularity === 'monthly') {
      const [year, month] = at.split('-').map(Number);
      at = iso(Date.UTC(year, month, 1));
    } else at = shift(at, granularity === 'weekly' ? 7 : 1);
  }
  return begins;
}
