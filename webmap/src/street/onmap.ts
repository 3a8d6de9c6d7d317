// The question and its answer on the map: a press asks about the nearest street or a place, a row lies there where it stands.

import type { Geometry, Position } from 'geojson';
import type { LatLng, LeafletMouseEvent } from 'leaflet';
import type { CityMap } from '../map/map';
import { claims } from '../map/pointer';
import type { Box } from '../model';
import { effect, untracked } from '../signal';
import { office } from '../staff/office-api';
import { type Shape, shapes } from '../staff/staff-map';
import { listed } from './list';
import type { Row } from './model';
import { type Answer, answer, ask, change, isDrawing, keyOf, listQuery, marked, question } from './question';
import { MOST_SEGMENTS } from './words';

const NEAR_M = 60;
const DEGREE_M = 111_195;
const NEAR_PX = 14;

const positions = (geometry: Geometry): Position[] => {
  if (geometry.type === 'Point') return [geometry.coordinates];
  if (geometry.type === 'LineString' || geometry.type === 'MultiPoint') return geometry.coordinates;
  if (geometry.type === 'Polygon' || geometry.type === 'MultiLineString') return geometry.coordinates.flat();
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat(2);
  return [];
};

export function boxOf(geometries: readonly Geometry[]): Box | null {
  const all = geometries.flatMap(positions);
  if (all.length === 0) return null;
  const [lons, lats] = [all.map(([lon = 0]) => lon), all.map(([, lat = 0]) => lat)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** How far a place lies from a line, in metres; good enough to tell which of two streets is meant. */
function distance(line: readonly Position[], { lng, lat }: LatLng): number {
  const kx = DEGREE_M * Math.cos((lat * Math.PI) / 180);
  const flat = line.map(([x = 0, y = 0]) => [(x - lng) * kx, (y - lat) * DEGREE_M] as const);
  let least = Number.POSITIVE_INFINITY;
  for (const [i, b] of flat.entries()) {
    const a = flat[i - 1] ?? b;
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const u = Math.min(1, Math.max(0, -(a[0] * dx + a[1] * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(a[0] + u * dx, a[1] + u * dy));
  }
  return least;
}

async function pickSegment(at: LatLng): Promise<void> {
  const lat = NEAR_M / DEGREE_M;
  const lon = lat / Math.cos((at.lat * Math.PI) / 180);
  const near = await office.segmentsIn([at.lng - lon, at.lat - lat, at.lng + lon, at.lat + lat]);
  const byDistance = near
    .map(({ id, geometry }) => ({ id, far: distance(positions(geometry), at) }))
    .sort((a, b) => a.far - b.far);
  const [nearest] = byDistance;
  if (!nearest) return;
  const { way, segments } = untracked(question);
  const chosen = way === 'segments' ? segments : [];
  // A second press takes it out again.
  const next = chosen.includes(nearest.id)
    ? chosen.filter((id) => id !== nearest.id)
    : [...chosen, nearest.id].slice(-MOST_SEGMENTS);
  change({ way: 'segments', segments: next });
  await ask();
}

/** What a press on a place says: the middle of a radius, else the street that lies there. */
export function pick(at: LatLng): void {
  if (untracked(question).way === 'round') {
    change({ place: [at.lng, at.lat] });
    void ask();
  } else void pickSegment(at);
}

function rowAt({ map }: CityMap, at: LatLng): Row | undefined {
  const point = map.latLngToContainerPoint(at);
  return listed(untracked(answer)?.found.rows ?? []).find(
    ({ kind, geometry }) =>
      kind === 'units' &&
      positions(geometry).some(
        ([lon = 0, lat = 0]) => map.latLngToContainerPoint([lat, lon]).distanceTo(point) < NEAR_PX,
      ),
  );
}

function claim(city: CityMap, isShown: () => boolean, { latlng, type }: LeafletMouseEvent): boolean {
  if (!untracked(isShown)) return false;
  if (type !== 'click' || untracked(isDrawing)) return true;
  const row = rowAt(city, latlng);
  if (row) {
    marked.set(keyOf(row));
    document.querySelector<HTMLElement>(`[data-row="${CSS.escape(keyOf(row))}"] button`)?.focus();
  } else pick(latlng);
  return true;
}

/** What lies on the map while the page is open. */
function drawn(): Shape[] {
  const now = answer();
  if (!now || !answersNow(now)) return sketched();
  const { path, area, rows } = now.found;
  const ways: Shape[] = (path?.legs ?? []).map(({ geometry }) => ({ look: 'mine', geometry }));
  if (area) ways.push({ look: 'past', geometry: area.geometry });
  const row = rows.find((each) => keyOf(each) === marked());
  return row ? [...ways, { look: row.geometry.type === 'Point' ? 'spot' : 'clash', geometry: row.geometry }] : ways;
}

/** Whether the answer is one to the place that is asked about now. */
const answersNow = ({ asked }: Answer) => listQuery(asked)?.query === listQuery(question())?.query;

/** What was drawn and is not answered yet. */
function sketched(): Shape[] {
  const { way, line, shape } = question();
  if (way === 'line' && line.length > 1)
    return [{ look: 'mine', geometry: { type: 'LineString', coordinates: [...line] } }];
  const ring = [...shape, ...shape.slice(0, 1)];
  if (way === 'shape' && shape.length > 2)
    return [{ look: 'past', geometry: { type: 'Polygon', coordinates: [ring] } }];
  return [];
}

export function onMap(city: CityMap, isShown: () => boolean): void {
  claims.add((event) => claim(city, isShown, event));
  let wasShown = false;
  effect(() => {
    const now = isShown();
    if (now) shapes.set(drawn());
    else if (wasShown) shapes.set([]);
    wasShown = now;
  });
  effect(() => {
    const now = answer();
    if (!now || !untracked(isShown)) return;
    const box = boxOf([
      ...(now.found.path?.legs ?? []).map(({ geometry }) => geometry),
      ...(now.found.area ? [now.found.area.geometry] : []),
    ]);
    if (box) city.fit(box, 19);
  });
}
