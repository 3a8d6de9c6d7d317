// The axes of streets that the guides in view hold: each piece by itself, and pieces that follow each other as one.

import type { LineString, Position } from 'geojson';
import { untracked } from '../signal';
import { boundsOfArea, samePlace } from './area';
import { distance, nearest } from './plane';
import type { Session } from './session';
import { axisM } from './strip';
import type { GuideFeature } from './types';
import { type Metres, toMetres } from './utm';

export interface Axis {
  key: string;
  name: string | null;
  from: string;
  to: string;
  isWhole: boolean;
  line: LineString;
  length_m: number;
  width_m: number | null;
}

const asLine = (coordinates: Position[]): LineString => ({ type: 'LineString', coordinates });

function single({ id, geometry, properties: p }: GuideFeature): Axis[] {
  if (geometry.type !== 'LineString') return [];
  return [
    {
      key: String(id),
      name: p.street_name ?? null,
      from: p.from_label ?? '',
      to: p.to_label ?? '',
      isWhole: false,
      line: geometry,
      length_m: axisM(geometry),
      width_m: p.width_m ?? null,
    },
  ];
}

/** Pieces of one chain in their order, as long as each begins where the last one ended. */
function chains(segments: readonly GuideFeature[]): Axis[] {
  const byChain = new Map<string, GuideFeature[]>();
  for (const each of segments) {
    const { street_name: name, chain_no: chain } = each.properties;
    const key = `${name} ${chain ?? 0}`;
    if (name) byChain.set(key, [...(byChain.get(key) ?? []), each]);
  }
  return [...byChain].flatMap(([key, pieces]) => {
    pieces.sort((a, b) => (a.properties.seq ?? 0) - (b.properties.seq ?? 0));
    const [first] = pieces.flatMap(single);
    const places = [...(first?.line.coordinates ?? [])];
    let last = first;
    let count = 1;
    for (const next of pieces.slice(1).flatMap(single)) {
      if (!samePlace(places.at(-1), next.line.coordinates[0])) break;
      places.push(...next.line.coordinates.slice(1));
      last = next;
      count++;
    }
    if (!first || !last || count < 2) return [];
    const line = asLine(places);
    return [{ ...first, key: `chain-${key}`, to: last.to, isWhole: true, line, length_m: axisM(line) }];
  });
}

/** The axes, those of one street together and by name. */
export function axesOf(features: readonly GuideFeature[]): Axis[] {
  const segments = features.filter(({ properties }) => properties.layer === 'segments');
  const collator = new Intl.Collator('de', { numeric: true });
  return [...segments.flatMap(single), ...chains(segments)].sort(
    (a, b) => collator.compare(a.name ?? '\uffff', b.name ?? '\uffff') || Number(a.isWhole) - Number(b.isWhole),
  );
}

/** The axis that passes the area most closely, or the middle of the map where there is none. */
export function nearestAxis(axes: readonly Axis[], session: Session): Axis | undefined {
  const area = untracked(session.area);
  const { lat, lng } = session.options.map.getCenter();
  const [[s, w], [n, e]] = area
    ? boundsOfArea(area)
    : [
        [lat, lng],
        [lat, lng],
      ];
  const here = toMetres([(w + e) / 2, (s + n) / 2]);
  const away = ({ line }: Axis) => {
    const points = line.coordinates.map(toMetres);
    return Math.min(...points.slice(1).map((b, i) => distance(here, nearest(here, points[i] as Metres, b))));
  };
  return axes
    .filter(({ isWhole }) => !isWhole)
    .map((axis) => ({ axis, m: away(axis) }))
    .sort((a, b) => a.m - b.m)[0]?.axis;
}

/** An arrow head at the end of an axis, so that left and right can be told. */
export function arrow({ coordinates }: LineString): LineString {
  const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [coordinates.at(-2) ?? [], coordinates.at(-1) ?? []];
  const squeeze = Math.cos((by * Math.PI) / 180);
  const angle = Math.atan2(by - ay, (bx - ax) * squeeze);
  const wing = (turn: number): Position => [
    bx + (Math.cos(angle + turn) * 0.00004) / squeeze,
    by + Math.sin(angle + turn) * 0.00004,
  ];
  return asLine([wing(2.6), [bx, by], wing(-2.6)]);
}
