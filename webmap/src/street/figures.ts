// Figures of the answer, beside those of the day that is compared with, how they are counted, and the months before as a curve.

import { h, s } from '../dom';
import { t } from '../i18n';
import * as format from '../i18n/format';
import { lang } from '../store';
import { more } from './beside';
import type { Figures, Kpis, Totals } from './model';
import { type Answer, SERIES_MONTHS } from './question';
import { w } from './texts';

const percent = (rate: number | null | undefined) =>
  rate === null || rate === undefined ? format.unknown(lang()) : `${format.number(rate * 100, lang(), 1)}\u00a0%`;

type Line = [name: string, of: (figures: Figures, totals: Totals) => string];

/** Units by use, the most first. */
function mix(uses: Record<string, number>): string {
  const names: Record<string, string> = t().use;
  return Object.entries(uses)
    .toSorted(([, a], [, b]) => b - a)
    .map(([use, n]) => `${names[use] ?? use}\u00a0${format.number(n, lang())}`)
    .join(', ');
}

function duration(k: Figures): string {
  if (k.vacancy_duration_days_median === null) return format.unknown(lang());
  const least = k.vacancy_duration_lower_bounds;
  return w().days(k.vacancy_duration_days_median) + (least > 0 ? ` (${w().atLeast(least)})` : '');
}

/** Rates are those of the figures: the list has a corner unit on each of its streets, and it counts on one. */
function lines(): Line[] {
  const f = w().figure;
  const count = (n: number) => format.number(n, lang());
  const known = (n: number, of: number) => (of === 0 ? '' : ` (${w().known(n, of)})`);
  return [
    [f.units, (k) => count(k.stock)],
    [f.vacant, (k) => count(k.vacant)],
    [f.byUnits, (k) => percent(k.vacancy_rate_units)],
    [f.byArea, (k) => percent(k.vacancy_rate_area) + known(k.sales_area_known, k.stock)],
    [f.byFront, (k) => percent(k.vacancy_rate_frontage) + known(k.frontage_known, k.stock)],
    [f.frontage, (k) => format.metres(k.frontage_m, lang())],
    [f.vacantFrontage, (k) => format.metres(k.vacant_frontage_m, lang())],
    [f.sales, (k) => format.area(k.sales_area_m2, lang())],
    [f.vacantSales, (k) => format.area(k.vacant_sales_area_m2, lang())],
    [f.structural, (k) => count(k.structural)],
    [f.persistent, (k) => count(k.persistent)],
    [f.duration, duration],
    [f.interim, (k) => count(k.interim_use)],
    [f.warning, (k) => count(k.early_warning)],
    [f.mix, (k) => mix(k.use_mix) || format.unknown(lang())],
    [f.fresh, (k) => percent(k.survey_freshness) + (k.stock === 0 ? '' : ` (${w().partOf(k.surveyed, k.stock)})`)],
    [f.parcels, (_, l) => count(l.parcels)],
    [f.sections, (_, l) => count(l.sections)],
  ];
}

/** What the list has more than the figures count. */
function elsewhere({ found, kpis }: Answer): HTMLElement | null {
  const n = found.totals.stock - kpis.figures.stock;
  return n > 0 ? h('p', { class: 'quiet street-elsewhere' }, w().elsewhere(n)) : null;
}

function how(isOpen: boolean): HTMLElement {
  return h(
    'details',
    { class: 'street-how', open: isOpen },
    h('summary', {}, w().how.title),
    h('dl', {}, ...w().how.of.flatMap(([name, text]) => [h('dt', {}, name), h('dd', {}, text)])),
  );
}

/** Who came and went in the months before. */
function flow({ kpis: { flow: f } }: Answer): HTMLElement | null {
  if (!f) return null;
  const rate = f.turnover === null ? null : percent(f.turnover);
  return h(
    'p',
    { class: 'street-flow' },
    w().flow(SERIES_MONTHS, f.entries, f.exits, rate, f.let, f.reletting_days_median),
  );
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
          h('td', {}, of(kpis.figures, found.totals)),
          then && h('td', {}, of(then.figures, then.totals)),
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

/** On paper nothing is folded up. */
export const figures = (answer: Answer, isPaper: boolean): (HTMLElement | null)[] => [
  totals(answer),
  elsewhere(answer),
  how(isPaper),
  series(answer.kpis),
  flow(answer),
  ...more(answer),
];
