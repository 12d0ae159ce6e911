import { get, who } from './api.js';
import { datesOf } from './spans.js';

let known = null;

/** The merchants that there are, by id; who holds a merchant's key knows its own only. */
export async function merchantIds() {
  if (!who().staff) return [who().merchant_id];
  known ??= (async () => {
    const ids = [];
    const timezones = [];
    let cursor = null;
    do {
      const page = await get(`/v1/merchants?limit=500${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      ids.push(...page.data.map(m => m.id));
      timezones.push(...page.data.map(m => m.timezone));
      cursor = page.next_cursor;
    } while (cursor && ids.length < 5000);
    datesOf(timezones);
    return ids;
  })();
  setTimeout(() => { known = null; }, 30_000);
  return known;
}

/** Until the dates are known that it is at merchants; where that cannot be asked, they are those of UTC. */
export async function learnDates() {
  try {
    if (who().staff) await merchantIds();
    else datesOf([(await get(`/v1/merchants/${encodeURIComponent(who().merchant_id)}`)).timezone]);
  } catch {
    // What the page itself asks for tells what is wrong.
  }
}

let chosen = null;

/** The merchant that a list is of: the one in the address, or the one that was looked at last, or the first. */
export async function merchantOf(parameters) {
  if (!who().staff) return who().merchant_id;
  const named = parameters.get('m');
  if (named) chosen = named;
  return chosen ?? (chosen = (await merchantIds())[0] ?? null);
}

export const choose = id => { chosen = id; };
