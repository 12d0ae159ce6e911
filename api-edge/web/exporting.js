import { h } from './dom.js';
import { post } from './api.js';
import { t } from './i18n.js';
import { toast } from './parts.js';

const FORMS = ['csv', 'xlsx', 'pdf'];

/**
 * Buttons that ask for a file of the trends that are seen, and lead to where it will be.
 *
 * @param what what is seen, when a button is pressed: {from, to, granularity, by, currency}; null: nothing
 * @param of the merchant; null: all, or the one whose key it is
 */
export function exportButtons({ what, of }) {
  const ask = async format => {
    const seen = what();
    if (!seen) return;
    try {
      await post('/v1/exports', { kind: 'trends', format, ...Object.fromEntries(Object.entries(seen).filter(([, value]) => value)) },
        { merchant: of ?? undefined, headers: { 'Idempotency-Key': crypto.randomUUID() } });
      toast(t('It is being made.'), 'good');
      location.hash = '#/exports';
    } catch (e) {
      toast(e.errors?.[0] ? `${e.errors[0].pointer} ${e.errors[0].detail}` : e.message, 'bad');
    }
  };
  return h('span', { class: 'exporting', role: 'group', 'aria-label': t('Export what is seen') },
    FORMS.map(form => h('button', { type: 'button', class: 'quiet', 'data-export': form, onclick: () => ask(form) }, form.toUpperCase())));
}

/** What a comparison of channels is made of, for a file: each month of each channel, each in its own currency. */
export const channelsOf = span => span && { from: span.from, to: span.to, currency: span.currency, granularity: 'monthly', by: ['channel'] };
