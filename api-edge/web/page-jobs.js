import { h } from './dom.js';
import { get, post, query, who } from './api.js';
import { t, word } from './i18n.js';
import { milliseconds, number, soon, time } from './format.js';
import { ask, loading, panel, status, table, toast } from './parts.js';
import { on } from './live.js';

export function show({ rest, onLeave }) {
  const jobs = h('div', {});
  const notices = h('div', {});
  const history = h('div', {});
  const act = async (name, what, title) => {
    const reason = await ask(title, { text: word(name), label: t('Reason'), required: true, confirm: title });
    if (reason === null) return;
    try {
      await post(`/v1/jobs/${encodeURIComponent(name)}/${what}`, { reason });
      toast(t('Done.'), 'good');
    } catch (e) {
      toast(e.message, 'bad');
    }
    run();
  };
  const run = loading(jobs, () => get('/v1/jobs'), ({ data }) => table(t('Jobs'), [
    { title: t('Job'), cell: j => word(j.name) },
    { title: t('Does'), className: 'prose', cell: j => h('span', { class: 'muted' }, t(j.description)) },
    { title: t('When'), cell: j => h('code', {}, `${j.cron} ${j.timezone ?? t('each merchant’s own')}`) },
    { title: t('Next'), cell: j => j.paused ? t('paused') : soon(j.next_run_at) },
    { title: t('Last run'), cell: j => j.last_run ? status(j.last_run.status) : '–' },
    ...(who().operator ? [{ title: t('Do'), cell: j => h('div', { class: 'actions' },
      h('button', { type: 'button', onclick: () => act(j.name, 'run', t('Run now')) }, t('Run now')),
      h('button', { type: 'button', class: 'quiet', onclick: () => act(j.name, j.paused ? 'resume' : 'pause', j.paused ? t('Resume') : t('Pause')) }, j.paused ? t('Resume') : t('Pause'))) }] : []),
  ], data, { onRow: j => `#/jobs/${j.name}` }));
  const tell = loading(notices, () => get('/v1/notices'), ({ data }) => table(t('Notices'), [
    { title: t('Since'), cell: n => time(n.created_at ?? n.raised_at ?? n.updated_at) },
    { title: t('Kind'), cell: n => word(n.kind) },
    { title: t('What'), cell: n => n.text ?? n.message ?? '' },
    { title: t('Status'), cell: n => status(n.status) },
  ], data, { empty: t('Nobody needs to know anything.') }));
  const runs = rest[0] ? loading(history, () => get(query(`/v1/jobs/${encodeURIComponent(rest[0])}/runs`, { limit: 30 })), ({ data }) => table(t('Runs'), [
    { title: t('For'), cell: r => time(r.slot_at) },
    { title: t('Status'), cell: r => status(r.status) },
    { title: t('By'), cell: r => `${word(r.trigger)} ${r.actor}` },
    { title: t('Took'), numeric: true, cell: r => milliseconds(r.duration_ms) },
    { title: t('Did'), cell: r => r.message || Object.entries(r.counts).map(([k, v]) => `${word(k)} ${number(v)}`).join(', ') },
  ], data, { empty: t('It has not run yet.') })) : null;
  run();
  tell();
  runs?.();
  onLeave(on('changed', ({ what }) => { if (what.includes('jobs')) { run(); tell(); runs?.(); } }));
  return [h('h1', {}, rest[0] ? h('a', { class: 'crumb', href: '#/jobs' }, t('Jobs')) : null, rest[0] ? word(rest[0]) : t('Jobs')),
    runs ? panel(t('Runs'), { wide: true }, history) : null,
    panel(t('Schedule'), { wide: true }, jobs), panel(t('Notices'), { wide: true }, notices)];
}
