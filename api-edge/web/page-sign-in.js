import { h, fill } from './dom.js';
import { signIn } from './api.js';
import { choose, languages, locale, t } from './i18n.js';

const mark = new URL('./kassa.svg', import.meta.url).pathname;

export function signInPage(then) {
  const problem = h('p', { class: 'field-error', role: 'alert', id: 'key-problem' });
  const key = h('input', { id: 'key', type: 'password', autocomplete: 'current-password', required: true, spellcheck: 'false', 'aria-describedby': 'key-problem key-hint' });
  const button = h('button', { type: 'submit', class: 'primary' }, t('Sign in'));
  const submit = async event => {
    event.preventDefault();
    fill(problem);
    button.disabled = true;
    try {
      await signIn(key.value.trim());
      key.value = '';
      await then();
    } catch (e) {
      fill(problem, e.status === 401 ? t('This key is not known here.') : e.status === 0 ? t('Kassa cannot be reached.') : e.message);
      key.focus();
      key.select();
    } finally {
      button.disabled = false;
    }
  };
  setTimeout(() => key.focus());
  return h('main', { id: 'main', class: 'alone' },
    h('form', { class: 'sign-in', onsubmit: submit },
      h('img', { src: mark, alt: '', width: 52, height: 52 }),
      h('h1', {}, 'Kassa'),
      h('p', {}, t('Sign in with the operator’s key, or with a key of a merchant.')),
      h('label', { for: 'key' }, t('Key')), key, problem, button,
      h('p', { class: 'hint', id: 'key-hint' }, t('The operator’s key is in the file operator.key of the data folder. It is shown once; a cookie stands for it then, for 8 hours.')),
      h('label', { class: 'choice' }, h('span', {}, t('Language')),
        h('select', { 'aria-label': t('Language'), onchange: async e => { await choose(e.target.value); then(); } },
          languages().map(([id, name]) => h('option', { value: id, selected: id === locale() }, name))))));
}
