import uPlot from './uplot.js';
import { h, fill, svg } from './dom.js';
import { t } from './i18n.js';

const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * A chart of lines over time, with the same figures as a table for who would rather read.
 *
 * @param series [{label, color: '--accent', fill, dash, bars}]
 * @param whole whether its figures are whole numbers, so that the axis has no halves
 * @param format {x: seconds => text, y: value => text, axis: value => text}
 */
export function chart({ label, height = 220, series, format, onPick, live = false, whole = false }) {
  let ordinal = false;
  const canvas = h('div', { class: 'chart-canvas' });
  const table = h('div', { class: 'chart-table', hidden: true, tabindex: '0', role: 'region', 'aria-label': label });
  const readout = h('p', { class: 'chart-readout', 'aria-live': 'off' });
  const toggle = h('button', {
    class: 'quiet', type: 'button', 'aria-pressed': 'false',
    onclick: () => {
      table.hidden = !table.hidden;
      canvas.hidden = !table.hidden;
      toggle.setAttribute('aria-pressed', String(!table.hidden));
      toggle.textContent = table.hidden ? t('As table') : t('As chart');
    },
  }, t('As table'));
  const element = h('figure', { class: 'chart' }, h('div', { class: 'chart-bar' }, readout, toggle), canvas, table);
  let plot = null;
  let data = null;

  const options = width => ({
    width, height, padding: [10, 34, 0, 0],
    legend: { show: false },
    cursor: { points: { size: 7 }, drag: { x: false, y: false }, y: false },
    scales: { x: { time: true, distr: ordinal ? 2 : 1 }, y: { range: (_, low, high) => [Math.min(0, low ?? 0), high > 0 ? high * 1.08 : 1] } },
    axes: [
      { stroke: color('--muted'), grid: { show: false }, ticks: { stroke: color('--line'), size: 4 }, font: '12px system-ui', size: 32, space: 84,
        values: (_, splits) => splits.map(x => format.x(x)) },
      { stroke: color('--muted'), grid: { stroke: color('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui', size: 58, ...(whole ? { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] } : {}),
        values: (_, splits) => splits.map(y => (format.axis ?? format.y)(y)) },
    ],
    series: [{}, ...series.map(each => ({
      label: each.label, stroke: color(each.color), width: each.dash ? 1.25 : 1.75, dash: each.dash ? [4, 4] : undefined,
      fill: each.fill ? `${color(each.color)}22` : undefined, points: { show: false },
      paths: each.bars ? uPlot.paths.bars({ size: [0.72, 28], radius: 0.15 }) : undefined,
    }))],
    hooks: { setCursor: [at => read(at.cursor.idx)] },
  });

  function read(index) {
    if (!data || index === null || index === undefined) {
      fill(readout, series.map(each => legend(each)));
      return;
    }
    fill(readout, h('b', {}, format.x(data[0][index], true)),
      series.map((each, i) => legend(each, data[i + 1][index])));
  }

  const legend = (each, value) => h('span', { class: 'legend' },
    h('i', { class: each.dash ? 'swatch dash' : 'swatch', style: { background: color(each.color) } }), each.label,
    value === undefined ? null : h('b', {}, value === null ? '–' : format.y(value)));

  function tabulate() {
    fill(table, h('table', {}, h('caption', { class: 'hidden' }, label),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('Period')), series.map(each => h('th', { scope: 'col', class: 'n' }, each.label)))),
      h('tbody', {}, data[0].map((x, row) => h('tr', {}, h('th', { scope: 'row' }, format.x(x, true)),
        series.map((_, i) => h('td', { class: 'n' }, data[i + 1][row] === null ? '–' : format.y(data[i + 1][row]))))).reverse())));
  }

  function draw() {
    const width = Math.floor(canvas.clientWidth || element.clientWidth);
    if (!data || width < 40) return;
    if (!plot) {
      plot = new uPlot(options(width), data, canvas);
      if (onPick) {
        plot.over.style.cursor = 'pointer';
        plot.over.addEventListener('click', () => {
          const index = plot.cursor.idx;
          if (index !== null && index !== undefined) onPick(data[0][index], index);
        });
      }
    } else {
      if (plot.width !== width) plot.setSize({ width, height });
      plot.setData(data);
    }
  }

  const sized = new ResizeObserver(draw);
  sized.observe(canvas);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const repaint = () => { plot?.destroy(); plot = null; draw(); };
  dark.addEventListener('change', repaint);

  return {
    element,
    /** @param even whether the steps are drawn evenly, however far they are apart */
    set(next, even = false) {
      data = next;
      if (even !== ordinal) {
        ordinal = even;
        plot?.destroy();
        plot = null;
      }
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', label);
      if (!live || !table.hidden) tabulate();
      draw();
      if (plot?.cursor.idx === null || plot?.cursor.idx === undefined) read(null);
    },
    close() {
      sized.disconnect();
      dark.removeEventListener('change', repaint);
      plot?.destroy();
    },
  };
}

/** How large a part is, as a bar in a table. */
export function bar(part, whole) {
  const width = whole > 0 ? Math.max(0.5, Math.min(100, part / whole * 100)) : 0;
  return svg('svg', { class: 'bar', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { width: 100, height: 6, class: 'bar-whole' }), svg('rect', { width, height: 6, class: 'bar-part' }));
}
