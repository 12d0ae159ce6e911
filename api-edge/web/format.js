import { locale } from './i18n.js';

const cache = new Map();
function formatter(kind, key, make) {
  const full = `${kind} ${locale()} ${key}`;
  if (!cache.has(full)) cache.set(full, make());
  return cache.get(full);
}

/** How many decimal places a currency's minor unit is. */
export function exponent(currency) {
  try {
    return formatter('exponent', currency, () =>
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits);
  } catch {
    return 2;
  }
}

/** Minor units as a decimal text, exactly: money is never divided as a floating point number. */
function decimal(minor, places) {
  const digits = BigInt(minor).toString();
  const negative = digits.startsWith('-');
  const padded = (negative ? digits.slice(1) : digits).padStart(places + 1, '0');
  const whole = padded.slice(0, padded.length - places);
  const text = places ? `${whole}.${padded.slice(padded.length - places)}` : whole;
  return negative ? `-${text}` : text;
}

/** Money with its currency. */
export function money(minor, currency) {
  if (minor === null || minor === undefined) return '–';
  const format = formatter('money', currency, () =>
    new Intl.NumberFormat(locale(), { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }));
  return format.format(decimal(minor, exponent(currency)));
}

/** Money in little room, such as £1.2M. */
export function shortMoney(minor, currency) {
  if (minor === null || minor === undefined) return '–';
  const format = formatter('short', currency, () => new Intl.NumberFormat(locale(), {
    style: 'currency', currency, currencyDisplay: 'narrowSymbol', notation: 'compact', maximumFractionDigits: 1,
  }));
  return format.format(decimal(minor, exponent(currency)));
}

export const number = value => value === null || value === undefined ? '–'
  : formatter('number', '', () => new Intl.NumberFormat(locale())).format(value);

export const decimals = (value, places) =>
  formatter('decimals', places, () => new Intl.NumberFormat(locale(), { minimumFractionDigits: places, maximumFractionDigits: places }))
    .format(value);

/** A ratio of four places, such as "0.9731", as a percentage. */
export const percent = ratio => ratio === null || ratio === undefined ? '–'
  : formatter('percent', '', () => new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 1 })).format(ratio);

/** The same with its sign. */
export const growth = ratio => ratio === null || ratio === undefined ? '–'
  : formatter('growth', '', () => new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }))
    .format(ratio);

/** Days come before months and hours count to 24, where English is all that is known of the reader. */
export const calendar = () => (locale() === 'en' ? 'en-GB' : locale());

/** A moment near now, in little room. */
export const soon = text => text === null || text === undefined ? '–'
  : formatter('soon', '', () => new Intl.DateTimeFormat(calendar(), { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })).format(new Date(text));

export const date = text => formatter('date', '', () =>
  new Intl.DateTimeFormat(calendar(), { dateStyle: 'medium', timeZone: 'UTC' })).format(new Date(`${text}T00:00:00Z`));

export const time = text => text === null || text === undefined ? '–'
  : formatter('time', '', () => new Intl.DateTimeFormat(calendar(), { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' })).format(new Date(text));

export const clock = text => formatter('clock', '', () =>
  new Intl.DateTimeFormat(calendar(), { timeStyle: 'medium', hourCycle: 'h23' })).format(new Date(text));

export const milliseconds = ms => ms === null || ms === undefined ? '–'
  : ms < 1000 ? `${number(ms)} ms` : `${decimals(ms / 1000, 1)} s`;
