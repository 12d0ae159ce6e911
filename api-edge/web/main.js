import { h, fill } from './dom.js';
import { resume, signOut, who, whenSignedOut } from './api.js';
import { speak, choose, languages, locale, t } from './i18n.js';
import { connect, disconnect, liveState, on } from './live.js';
import { learnDates } from './merchants.js';
import { trouble } from './parts.js';
import { signInPage } from './page-sign-in.js';

const mark = new URL('./kassa.svg', import.meta.url).pathname;

const PAGES = {
  overview: { title: 'Overview', load: () => import('./page-overview.js') },
  merchants: { title: 'Merchants', load: () => import('./page-merchants.js') },
  payments: { title: 'Payments', load: () => import('./page-payments.js') },
  settlements: { title: 'Settlements', load: () => import('./page-settlements.js') },
  withdrawals: { title: 'Withdrawals', load: () => import('./page-withdrawals.js') },
  reviews: { title: 'Reviews', load: () => import('./page-reviews.js'), staff: true },
  jobs: { title: 'Jobs', load: () => import('./page-jobs.js'), staff: true },
  ledger: { title: 'Ledger', load: () => import('./page-ledger.js'), staff: true },
  exports: { title: 'Exports', load: () => import('./page-exports.js') },
};

const app = document.getElementById('app');
let leave = () => {};

const visible = () => Object.entries(PAGES).filter(([, page]) => who()?.staff || !page.staff);

function shell() {
  const dot = h('span', { class: 'dot' });
  const state = h('span', { class: 'live', role: 'status' });
  const show = now => {
    state.dataset.state = now;
    fill(state, dot, { live: t('Live'), connecting: t('Connecting …'), stale: t('Reconnecting …') }[now] ?? '');
  };
  on('state', show);
  show(liveState());
  const language = h('select', { 'aria-label': t('Language'), onchange: async e => { await choose(e.target.value); start(); } },
    languages().map(([key, name]) => h('option', { value: key, selected: key === locale() }, name)));
  fill(app,
    h('header', { class: 'top' },
      h('a', { class: 'brand', href: '#/overview' }, h('img', { src: mark, alt: '', width: 26, height: 26 }), 'Kassa'),
      state,
      h('div', { class: 'me' }, language,
        h('span', { class: 'actor', title: who().actor }, who().merchant_id ?? (who().operator ? t('Operator') : t('Platform'))),
        h('button', { type: 'button', class: 'quiet', onclick: async () => { await signOut(); start(); } }, t('Sign out')))),
    h('nav', { 'aria-label': t('Pages') }, visible().map(([key, page]) => h('a', { href: `#/${key}`, 'data-page': key }, t(page.title)))),
    h('main', { id: 'main', tabindex: '-1' }));
}

async function route() {
  if (!who()) return;
  const [path, search] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, ...rest] = path.split('/').map(decodeURIComponent);
  const key = visible().some(([each]) => each === name) ? name : 'overview';
  for (const link of document.querySelectorAll('nav a')) {
    if (link.dataset.page === key) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.querySelector('nav a[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  leave();
  leave = () => {};
  document.title = `${t(PAGES[key].title)} · Kassa`;
  const main = document.getElementById('main');
  const here = location.hash;
  try {
    const [page] = await Promise.all([PAGES[key].load(), learnDates()]);
    if (here !== location.hash || !who()) return;
    const cleanups = [];
    fill(main, page.show({ rest, parameters: new URLSearchParams(search), onLeave: then => cleanups.push(then) }));
    main.dataset.route = here;
    leave = () => cleanups.forEach(each => each());
    if (document.activeElement === document.body) main.focus({ preventScroll: true });
    scrollTo(0, 0);
  } catch (e) {
    fill(main, trouble(e, route));
  }
}

async function start() {
  document.querySelector('.skip').textContent = t('Skip to content');
  leave();
  leave = () => {};
  if (!who()) {
    disconnect();
    document.title = `${t('Sign in')} · Kassa`;
    fill(app, signInPage(start));
    return;
  }
  shell();
  if (liveState() === 'off') connect();
  await route();
}

whenSignedOut(start);
addEventListener('hashchange', route);
await speak();
try {
  await resume();
  await start();
} catch (e) {
  fill(app, h('main', { id: 'main', class: 'alone' }, trouble(e, () => location.reload())));
}
