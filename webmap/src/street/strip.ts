// The street unrolled: both sides as a strip to scale, with house numbers, use, what is vacant and for how long, and works.

import { h, s } from '../dom';
import { either, t } from '../i18n';
import * as format from '../i18n/format';
import { groupOf, isVacant, statusOf, USE_GROUPS } from '../model';
import { lang } from '../store';
import { type Day, dayNumber } from '../time/period';
import type { Found, Row } from './model';
import { keyOf, marked } from './question';
import { byKeys, follow, toRow } from './strip-keys';
import { w } from './texts';

/** Units of the drawing are metres along the street, times this. */
const PX_PER_M = 4;
const FRONT_PX = 34;
const AXIS_PX = 28;
const TEXT_PX = 30;
const HEIGHT = 2 * (FRONT_PX + TEXT_PX) + AXIS_PX;
const LEAST_M = 2;
const MONTH_DAYS = 30.44;
/** On paper: 1:400 on A3 landscape, 150 m to a strip. */
const SCALE = 400;
const PAPER_M = 150;

const x = (m: number) => m * PX_PER_M;

function vacantMonths(row: Row, at: Day): number {
  if (!row.vacant_since || !isVacant(statusOf(row.vacancy_status))) return 0;
  return Math.max(1, Math.floor((dayNumber(at) - dayNumber(row.vacant_since)) / MONTH_DAYS));
}

function about(row: Row, at: Day): string {
  const months = vacantMonths(row, at);
  return [row.label || row.ref, row.business_name, months > 0 ? w().emptyFor(months) : ''].filter(Boolean).join(', ');
}

/** The same for who does not see it: where it stands comes first. */
const spoken = (row: Row, at: Day) =>
  [row.side && w().sides[row.side], format.metres(row.chainage_m, lang(), 0), about(row, at)]
    .filter(Boolean)
    .join(', ');

const isUnit = ({ kind, side }: Row) => kind === 'units' && (side === 'left' || side === 'right');

/** A front is a rectangle as long as it is; a unit whose front is not known is a diamond where it stands. */
function mark(row: Row, at: Day, id: string, i: number, isNumbered: boolean): SVGElement {
  const isLeft = row.side === 'left';
  const top = isLeft ? TEXT_PX : TEXT_PX + FRONT_PX + AXIS_PX;
  const from = row.chainage_from_m ?? 0;
  const to = row.chainage_to_m ?? from;
  const isEmpty = isVacant(statusOf(row.vacancy_status));
  const look = `strip-unit use-${isEmpty ? 'vacant' : groupOf(row.use_type)}`;
  const key = keyOf(row);
  const middle = x((from + to) / 2);
  const shape =
    row.frontage_m === null
      ? s('path', { d: `M${middle} ${top + 7}l10 10-10 10-10-10z`, class: look })
      : s('rect', { x: x(from), y: top, width: x(Math.max(to - from, LEAST_M)), height: FRONT_PX, class: look });
  const hatch = isEmpty
    ? row.frontage_m === null
      ? null
      : s('rect', {
          x: x(from),
          y: top,
          width: x(Math.max(to - from, LEAST_M)),
          height: FRONT_PX,
          class: 'strip-empty',
          fill: 'url(#strip-hatch)',
        })
    : null;
  const months = vacantMonths(row, at);
  const text = s(
    'text',
    { x: middle, y: isLeft ? TEXT_PX - 16 : top + FRONT_PX + 12, class: 'strip-number' },
    isNumbered ? (row.house_number ?? '–') : '',
  );
  const since =
    months > 0 &&
    s('text', { x: middle, y: isLeft ? TEXT_PX - 4 : top + FRONT_PX + 24, class: 'strip-since' }, `${months} M`);
  const group = s(
    'g',
    {
      class: 'strip-mark',
      'data-mark': key,
      ...(id === ''
        ? {}
        : { id: `${id}-${i}`, role: 'option', 'aria-selected': 'false', 'aria-label': spoken(row, at) }),
    },
    s('title', {}, about(row, at)),
    shape,
    hatch,
    text,
    since,
  );
  group.addEventListener('pointerenter', () => marked.set(key));
  group.addEventListener('click', () => toRow(key));
  return group;
}

function works(row: Row): SVGElement {
  const from = row.chainage_from_m ?? 0;
  const width = x((row.chainage_to_m ?? from) - from);
  const top = TEXT_PX + FRONT_PX;
  return s(
    'g',
    {},
    s('title', {}, `${w().works} ${row.ref} ${either(row.title_de, row.title_en)}`),
    s('rect', { x: x(from), y: top + 4, width, height: AXIS_PX - 8, class: 'strip-works' }),
    s('text', { x: x(from) + 4, y: top + AXIS_PX / 2 + 4, class: 'strip-works-name' }, row.label ?? ''),
  );
}

/** Once for all drawings, where it is neither hidden on the screen nor on paper. */
function pattern(): SVGElement {
  return s(
    'svg',
    { class: 'strip-defs', 'aria-hidden': 'true' },
    s(
      'pattern',
      { id: 'strip-hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
      s('line', { x1: 0, y1: 0, x2: 0, y2: 6, class: 'strip-line' }),
    ),
  );
}

/** A unit upstairs has the number of the shop below it, which is written once. */
const doorOf = ({ side, label }: Row) => `${side} ${label}`;

/** A piece of the street from one chainage to another. */
function drawing(found: Found, from: number, to: number, size: Record<string, string | number>, id = ''): SVGElement {
  const length = found.path?.length_m ?? 0;
  const inside = found.rows.filter(
    (row) => (row.chainage_to_m ?? 0) >= from && (row.chainage_from_m ?? 0) <= to && row.side !== undefined,
  );
  const units = inside.filter(isUnit);
  const told = new Set(units.filter(({ frontage_m }) => frontage_m !== null).map(doorOf));
  const ticks: SVGElement[] = [];
  for (let m = Math.ceil(from / 10) * 10; m <= Math.min(to, length); m += 10) {
    const top = TEXT_PX + FRONT_PX;
    ticks.push(s('line', { x1: x(m), x2: x(m), y1: top, y2: top + (m % 50 === 0 ? AXIS_PX : 6), class: 'strip-tick' }));
    if (m % 50 === 0) ticks.push(s('text', { x: x(m) + 3, y: top + AXIS_PX - 4, class: 'strip-metre' }, `${m} m`));
  }
  const label = w().stripText(units.length, format.metres(length, lang(), 0));
  return s(
    'svg',
    {
      class: 'strip',
      role: id ? 'presentation' : 'img',
      'aria-label': id ? null : label,
      viewBox: `${x(from)} 0 ${x(to - from)} ${HEIGHT}`,
      ...size,
    },
    s('rect', { x: x(0), y: TEXT_PX + FRONT_PX, width: x(length), height: AXIS_PX, class: 'strip-axis' }),
    ...inside.filter(({ kind }) => kind === 'sections').map(works),
    ...ticks,
    ...units.map((row, i) => mark(row, found.at, id, i, row.frontage_m !== null || !told.has(doorOf(row)))),
  );
}

function legend(units: readonly Row[]): HTMLElement {
  const groups = USE_GROUPS.filter((group) =>
    units.some((row) => !isVacant(statusOf(row.vacancy_status)) && groupOf(row.use_type) === group),
  );
  const entry = (look: string, name: string) =>
    h('li', {}, s('svg', { viewBox: '0 0 14 14', 'aria-hidden': 'true' }, swatch(look)), name);
  return h(
    'ul',
    { class: 'strip-legend' },
    ...groups.map((group) => entry(`use-${group}`, t().group[group])),
    entry('use-vacant', w().empty),
  );
}

const swatch = (look: string) =>
  s(
    'g',
    {},
    s('rect', { x: 1, y: 1, width: 12, height: 12, class: `strip-unit ${look}` }),
    look === 'use-vacant' &&
      s('rect', { x: 1, y: 1, width: 12, height: 12, class: 'strip-empty', fill: 'url(#strip-hatch)' }),
  );

let serial = 0;

/** On the screen in one piece that scrolls, on paper in strips to scale below one another. */
export function strip(found: Found): HTMLElement {
  const length = found.path?.length_m ?? 0;
  const margin = LEAST_M;
  const units = found.rows.filter(isUnit);
  const id = `strip-${++serial}`;
  const keys = h('p', { class: 'visually-hidden', id: `${id}-keys` }, w().stripKeys);
  const long = h(
    'div',
    {
      class: 'strip-scroll',
      'data-key': 'street-strip',
      tabindex: 0,
      role: units.length > 0 ? 'listbox' : 'region',
      'aria-label': w().stripText(units.length, format.metres(length, lang(), 0)),
      'aria-describedby': keys.id,
    },
    drawing(found, -margin, length + margin, { width: x(length + 2 * margin), height: HEIGHT }, id),
  );
  const pieces: SVGElement[] = [];
  for (let from = 0; from < length; from += PAPER_M) {
    const to = Math.min(from + PAPER_M, length + margin);
    const mm = ((to - from) * 1000) / SCALE;
    pieces.push(drawing(found, from, to, { width: `${mm}mm`, height: `${(HEIGHT / PX_PER_M / SCALE) * 1000}mm` }));
  }
  const root = h(
    'section',
    { class: 'street-strip' },
    pattern(),
    h('h3', {}, w().strip),
    h('p', { class: 'quiet' }, w().stripNote(w().stripSides)),
    long,
    keys,
    legend(units),
    h('div', { class: 'strip-paper', 'aria-hidden': 'true' }, h('p', {}, w().scale(SCALE)), ...pieces),
  );
  byKeys(long, units);
  follow(root, long);
  return root;
}
