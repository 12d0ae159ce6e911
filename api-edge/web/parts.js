import { h, fill } from './dom.js';
import { t, word } from './i18n.js';
import { Problem } from './api.js';

/** A part of a page with a heading. */
export const panel = (title, { more, id, wide, size } = {}, ...children) =>
  h('section', { class: ['panel', wide ? 'wide' : null, size].filter(Boolean).join(' '), 'aria-labelledby': id ?? slug(title) },
    h('header', {}, h('h2', { id: id ?? slug(title) }, title), more), ...children);

const slug = title => `h-${[...title].map(c => c.codePointAt(0).toString(36)).join('')}`;

/** A figure that is looked at from afar. */
export function figure(label, hint) {
  const value = h('b', {}, '–');
  const note = h('small', {}, hint ?? '');
  return {
    element: h('div', { class: 'figure' }, h('span', {}, label), value, note),
    set(text, below, tone) {
      if (value.textContent !== text) value.textContent = text;
      if (below !== undefined && note.textContent !== below) note.textContent = below;
      value.className = tone ?? '';
    },
  };
}

const TONES = {
  succeeded: 'good', completed: 'good', done: 'good', approved: 'good', active: 'good', accept: 'good',
  failed: 'bad', rejected: 'bad', reject: 'bad', suspended: 'bad', missed: 'bad',
  review: 'warn', pending: 'warn', processing: 'warn', authorized: 'warn', running: 'warn', flag: 'warn', created: 'warn', open: 'warn',
};

/** A status, by its word and not by its colour alone. */
export const status = value => h('span', { class: `status ${TONES[value] ?? ''}` }, word(value));

/**
 * A table.
 *
 * @param columns [{title, cell: row => node or text, numeric, key}]
 * @param slips whether each row is a slip of its own on a phone, also where its columns are few
 */
export function table(caption, columns, rows, { onRow, total, empty, slips } = {}) {
  if (!rows.length) return h('p', { class: 'empty' }, empty ?? t('Nothing here yet.'));
  return h('div', { class: 'table-wrap', tabindex: '0', role: 'region', 'aria-label': caption },
    h('table', { class: slips || columns.length > 4 ? 'many' : null }, h('caption', { class: 'hidden' }, caption),
      h('thead', {}, h('tr', {}, columns.map(c => h('th', { scope: 'col', class: c.numeric ? 'n' : c.className }, c.title)))),
      h('tbody', {}, rows.map(row => h('tr', onRow ? { class: 'link' } : {},
        columns.map((c, i) => {
          const cell = c.cell(row);
          const inside = i === 0 && onRow ? h('a', { href: onRow(row) }, cell) : cell;
          return h('td', { class: c.numeric ? 'n' : c.className, 'data-title': c.title }, inside);
        })))),
      total ? h('tfoot', {}, h('tr', {}, total.map((cell, i) => h(i === 0 ? 'th' : 'td', { class: i && columns[i].numeric ? 'n' : null }, cell)))) : null));
}

/** A list of names and values. */
export const facts = pairs => h('dl', { class: 'facts' },
  pairs.filter(([, value]) => value !== undefined).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value ?? '–'))));

/** What goes wrong, in words, with what can be done. */
export function trouble(problem, again) {
  const known = problem instanceof Problem;
  const text = known && problem.status === 0 ? t('Kassa cannot be reached.') : problem.message;
  return h('div', { class: 'trouble', role: 'alert' }, h('b', {}, known && problem.status === 503 ? t('Not ready just now.') : t('That did not work.')),
    h('p', {}, text), known && problem.requestId ? h('small', {}, problem.requestId) : null,
    again ? h('button', { type: 'button', onclick: again }, t('Try again')) : null);
}

/**
 * Shows what is loaded: first that it is being loaded, then it, or what went wrong. What was shown stays while it is loaded again.
 *
 * @return loads (again)
 */
export function loading(into, load, show) {
  let turn = 0;
  const run = async () => {
    const mine = ++turn;
    if (!into.childNodes.length) fill(into, h('p', { class: 'loading', role: 'status' }, t('Loading …')));
    into.setAttribute('aria-busy', 'true');
    try {
      const data = await load();
      if (mine === turn && into.isConnected !== null) fill(into, show(data));
    } catch (e) {
      if (mine === turn && e.name !== 'AbortError') fill(into, trouble(e, run));
    } finally {
      if (mine === turn) into.removeAttribute('aria-busy');
    }
  };
  return run;
}

/** A choice among a few. */
export function choice(label, options, value, onChange) {
  const select = h('select', { 'aria-label': label, onchange: e => onChange(e.target.value) },
    options.map(([key, name]) => h('option', { value: key, selected: key === value }, name)));
  return h('label', { class: 'choice' }, h('span', {}, label), select);
}

/** Asks a person in a dialogue; what they wrote, or null where they thought better of it. */
export function ask(title, { text, label, confirm, required, danger }) {
  return new Promise(resolve => {
    const input = label ? h('textarea', { rows: 3, required, 'aria-label': label, maxlength: 200 }) : null;
    const dialog = h('dialog', { 'aria-label': title },
      h('form', { method: 'dialog', onsubmit: e => { e.preventDefault(); dialog.close('ok'); } },
        h('h2', {}, title), text ? h('p', {}, text) : null, input ? h('label', {}, h('span', {}, label), input) : null,
        h('div', { class: 'actions' },
          h('button', { type: 'button', class: 'quiet', onclick: () => dialog.close('') }, t('Cancel')),
          h('button', { type: 'submit', class: danger ? 'danger' : 'primary' }, confirm))));
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'ok' ? input?.value ?? '' : null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Tells what became of something, for a moment. */
export function toast(text, tone = '') {
  const note = h('div', { class: `toast ${tone}`, role: 'status' }, text);
  document.body.append(note);
  setTimeout(() => note.remove(), 5000);
}
