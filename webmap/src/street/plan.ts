// The answer as a plan on paper: ground and buildings, the way or outline that was asked about, fronts by use, works. North is up.

import type { Geometry, Position } from 'geojson';
import { h, s } from '../dom';
import { groupOf, isVacant, statusOf } from '../model';
import type { Found, Row } from './model';
import { boxOf } from './onmap';
import { w } from './texts';

const DEGREE_M = 111_195;
const WIDTH_MM = 390;
const HEIGHT_MM = 235;
const ROOM_M = 12;
const SCALES = [250, 500, 750, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 7500, 10_000];
/** Lengths of the bar below, in metres. */
const BARS = [10, 20, 50, 100, 200, 500];

type Place = (at: Position) => string;

const ringPath = (ring: readonly Position[], at: Place) => `M${ring.map(at).join('L')}`;

function pathOf(geometry: Geometry, at: Place): string {
  switch (geometry.type) {
    case 'LineString':
      return ringPath(geometry.coordinates, at);
    case 'Polygon':
      return geometry.coordinates.map((ring) => `${ringPath(ring, at)}Z`).join('');
    case 'MultiPolygon':
      return geometry.coordinates.flatMap((rings) => rings.map((ring) => `${ringPath(ring, at)}Z`)).join('');
    default:
      return '';
  }
}

const lookOf = (row: Row) => `use-${isVacant(statusOf(row.vacancy_status)) ? 'vacant' : groupOf(row.use_type)}`;

function unit(row: Row, at: Place, mm: (metres: number) => number): SVGElement {
  if (row.geometry.type !== 'Point')
    return s('path', { d: pathOf(row.geometry, at), class: `plan-front ${lookOf(row)}` });
  const [cx, cy] = at(row.geometry.coordinates).split(' ');
  return s('circle', { cx, cy, r: mm(1.6), class: `plan-unit ${lookOf(row)}` });
}

function number(row: Row, at: Place, mm: (metres: number) => number): SVGElement | null {
  const box = boxOf([row.geometry]);
  if (!row.house_number || !box) return null;
  const [x = '', y = ''] = at([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]).split(' ');
  return s('text', { x, y, class: 'plan-number', 'font-size': mm(2.6) }, row.house_number);
}

/** Null where nothing has a place. */
export function plan(found: Found): HTMLElement | null {
  const asked = [
    ...(found.path?.legs ?? []).map(({ geometry }) => geometry),
    ...(found.area ? [found.area.geometry] : []),
  ];
  const of = (kind: Row['kind']) => found.rows.filter((row) => row.kind === kind);
  const units = of('units');
  const box = boxOf([...asked, ...units.map(({ geometry }) => geometry)]);
  if (!box) return null;
  const [west, south, east, north] = box;
  const kx = DEGREE_M * Math.cos((((south + north) / 2) * Math.PI) / 180);
  const wide = (east - west) * kx + 2 * ROOM_M;
  const high = (north - south) * DEGREE_M + 2 * ROOM_M;
  const fits = (scale: number) => (wide * 1000) / scale <= WIDTH_MM && (high * 1000) / scale <= HEIGHT_MM;
  const scale = SCALES.find(fits) ?? Math.ceil((Math.max(wide / WIDTH_MM, high / HEIGHT_MM) * 1000) / 1000) * 1000;
  const at: Place = ([lon = 0, lat = 0]) =>
    `${((lon - west) * kx + ROOM_M).toFixed(2)} ${((north - lat) * DEGREE_M + ROOM_M).toFixed(2)}`;
  const mm = (paper: number) => (paper * scale) / 1000;
  const all = (rows: readonly Row[], look: string) =>
    rows.map(({ geometry }) => s('path', { d: pathOf(geometry, at), class: look, 'fill-rule': 'evenodd' }));
  const bar = BARS.findLast((metres) => (metres * 1000) / scale <= 60) ?? 10;
  const drawing = s(
    'svg',
    {
      class: 'plan',
      role: 'img',
      'aria-label': w().plan.title,
      viewBox: `0 0 ${wide.toFixed(2)} ${high.toFixed(2)}`,
      width: `${((wide * 1000) / scale).toFixed(1)}mm`,
      height: `${((high * 1000) / scale).toFixed(1)}mm`,
    },
    ...all(of('parcels'), 'plan-parcel'),
    ...all(of('buildings'), 'plan-building'),
    ...all(of('sections'), 'plan-works'),
    ...asked.map((geometry) => s('path', { d: pathOf(geometry, at), class: 'plan-asked', 'stroke-width': mm(0.5) })),
    ...units.map((row) => unit(row, at, mm)),
    ...units.map((row) => number(row, at, mm)),
    s('path', { d: `M${mm(4)} ${high - mm(4)}h${bar}`, class: 'plan-bar', 'stroke-width': mm(0.8) }),
    s('text', { x: mm(4), y: high - mm(5.5), class: 'plan-text', 'font-size': mm(3) }, `${bar} m`),
    s('path', {
      d: `M${wide - mm(6)} ${mm(14)}v${-mm(10)}m${-mm(2)} ${mm(3)}l${mm(2)} ${-mm(3)}l${mm(2)} ${mm(3)}`,
      class: 'plan-bar',
      'stroke-width': mm(0.5),
    }),
    s('text', { x: wide - mm(7.2), y: mm(18), class: 'plan-text', 'font-size': mm(3) }, 'N'),
  );
  return h('div', { class: 'street-plan' }, h('h3', {}, w().plan.title), h('p', {}, w().plan.scale(scale)), drawing);
}
