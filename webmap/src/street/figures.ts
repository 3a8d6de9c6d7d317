// Totals and figures of the answer, beside those of the day that is compared with, and the months before as a curve.

import { h, s } from '../dom';
import * as format from '../i18n/format';
import { lang } from '../store';
import { more } from './beside';
import type { Figures, Kpis, Totals } from './model';
import type { Answer } from './question';
import { w } from './texts';

const percent = (rate: number | null | undefined) =>
  rate === null || rate === undefined ? format.unknown(lang()) : `${format.number(rate * 100, lang(), 1)}\u00a0%`;

type Line = [name: string, of: (totals: Totals, figures: Figures) => string];

function lines(): Line[] {
  const f = w().figure;
  const known = (n: number, of: number) => (of === 0 ? '' : ` (${w().known(n, of)})`);
  return [
    [f.units, (t) => format.number(t.stock, lang())],
    [f.vacant, (t) => format.number(t.vacant, lang())],
    [f.byUnits, (t) => percent(t.vacancy_rate_units)],
    [f.byArea, (t) => percent(t.vacancy_rate_area) + known(t.sales_area_known, t.stock)],
    [f.byFront, (t) => percent(t.vacancy_rate_frontage) + known(t.frontage_known, t.stock)],
    [f.frontage, (t) => format.metres(t.frontage_m, lang())],
    [f.vacantFrontage, (t) => format.metres(t.vacant_frontage_m, lang())],
    [f.sales, (t) => format.area(t.sales_area_m2, lang())],
    [f.vacantSales, (t) => format.area(t.vacant_sales_area_m2, lang())],
    [f.structural, (_, k) => format.number(k.structural, lang())],
    [f.persistent, (_, k) => format.number(k.persistent, lang())],
    [
      f.duration,
      (_, k) =>
        k.vacancy_duration_days_median === null ? format.unknown(lang()) : w().days(k.vacancy_duration_days_median),
    ],
    [f.fresh, (_, k) => percent(k.survey_freshness)],
    [f.parcels, (t) => format.number(t.parcels, lang())],
    [f.sections, (t) => format.number(t.sections, lang())],
  ];
}

function totals({ found, before, kpis }: Answer): HTMLElement {
  const then = before && kpis.compared ? { totals: before.totals, figures: kpis.compared, at: before.at } : null;
  const day = (at: string) => h('th', { scope: 'col' }, format.date(at, lang()));
  return h(
    'table',
    { class: 'street-totals' },
    h('caption', {}, w().totals),
    h('thead', {}, h('tr', {}, h('td', {}), day(found.at), then && day(then.at))),
    h(
      'tbody',
      {},
      ...lines().map(([name, of]) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, name),
          h('td', {}, of(found.totals, kpis.figures)),
          then && h('td', {}, of(then.totals, then.figures)),
        ),
      ),
    ),
  );
}

const WIDTH = 340;
const HEIGHT = 120;
const LEFT = 38;
const BOTTOM = 20;

function curve(series: readonly Figures[]): SVGElement {
  const rates = series.map((each) => each.vacancy_rate_units ?? 0);
  const most = Math.max(0.1, Math.ceil(Math.max(...rates) * 10) / 10);
  const at = (rate: number, i: number): string => {
    const px = LEFT + (i / Math.max(1, series.length - 1)) * (WIDTH - LEFT - 4);
    return `${px.toFixed(1)} ${(4 + (1 - rate / most) * (HEIGHT - BOTTOM - 4)).toFixed(1)}`;
  };
  const [first, last] = [series[0], series.at(-1)];
  return s(
    'svg',
    { class: 'street-curve', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': w().series },
    s('path', { d: `M${LEFT} 4V${HEIGHT - BOTTOM}H${WIDTH}`, class: 'curve-axis' }),
    s('text', { x: 2, y: 12, class: 'curve-text' }, percent(most)),
    s('text', { x: 2, y: HEIGHT - BOTTOM, class: 'curve-text' }, percent(0)),
    first && s('text', { x: LEFT, y: HEIGHT - 4, class: 'curve-text' }, format.month(first.at, lang())),
    last && s('text', { x: WIDTH - 4, y: HEIGHT - 4, class: 'curve-text curve-end' }, format.month(last.at, lang())),
    s('path', { d: `M${rates.map(at).join('L')}`, class: 'curve-line' }),
  );
}

function series({ series: all }: Kpis): HTMLElement | null {
  if (all.length < 2) return null;
  const table = h(
    'table',
    {},
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, w().month), h('th', { scope: 'col' }, w().rate))),
    h(
      'tbody',
      {},
      ...all.map((each) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, format.date(each.at, lang())),
          h('td', {}, percent(each.vacancy_rate_units)),
        ),
      ),
    ),
  );
  return h(
    'section',
    { class: 'street-series' },
    h('h3', {}, w().series),
    curve(all),
    h('details', {}, h('summary', {}, w().seriesTable), table),
  );
}

export const figures = (answer: Answer): (HTMLElement | null)[] => [
  totals(answer),
  series(answer.kpis),
  ...more(answer),
];
