// Areas as the editor keeps them: always a MultiPolygon of lon/lat, every ring closed.

import type { Geometry, MultiPolygon, Position } from 'geojson';

export type Area = MultiPolygon;
export type Ring = Position[];

/** Where a corner stands: part, ring within it (0 is the outer one), number within the ring. */
export interface CornerAt {
  part: number;
  ring: number;
  index: number;
}

export function asArea(geometry: Geometry | null | undefined): Area | null {
  if (geometry?.type === 'MultiPolygon') return geometry.coordinates.length > 0 ? geometry : null;
  if (geometry?.type === 'Polygon')
    return geometry.coordinates.length > 0 ? { type: 'MultiPolygon', coordinates: [geometry.coordinates] } : null;
  return null;
}

export function areaOf(coordinates: Position[][][]): Area | null {
  return coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : null;
}

export const samePlace = (a: Position | undefined, b: Position | undefined) =>
  !!a && !!b && a[0] === b[0] && a[1] === b[1];

/** The ring with its first corner repeated at the end. */
export function closed(ring: Ring): Ring {
  const [first] = ring;
  return !first || (ring.length > 1 && samePlace(first, ring.at(-1))) ? ring : [...ring, first];
}

/** The corners of a ring, each once. */
export function corners(ring: Ring): Ring {
  return ring.length > 1 && samePlace(ring[0], ring.at(-1)) ? ring.slice(0, -1) : ring;
}

export function sameArea(a: Area | null, b: Area | null): boolean {
  return a === b || JSON.stringify(a?.coordinates ?? null) === JSON.stringify(b?.coordinates ?? null);
}

export function cornerCount(area: Area | null): number {
  return (area?.coordinates ?? []).flat().reduce((sum, ring) => sum + corners(ring).length, 0);
}

/** The area with one ring replaced; a ring of fewer than three corners goes, and with an outer one its whole part. */
export function withRing(area: Area, part: number, ring: number, next: Ring): Area | null {
  const gone = corners(next).length < 3;
  const polygons = area.coordinates.flatMap((polygon, p) => {
    if (p !== part) return [polygon];
    if (gone && ring === 0) return [];
    if (gone) return [polygon.filter((_, r) => r !== ring)];
    return [polygon.map((old, r) => (r === ring ? closed(corners(next)) : old))];
  });
  return areaOf(polygons);
}

export function cornerOf(area: Area | null, at: CornerAt | null): Position | null {
  const ring = at && area?.coordinates[at.part]?.[at.ring];
  return (ring && corners(ring)[at.index]) ?? null;
}

function changed(area: Area, at: CornerAt, change: (ring: Ring) => Ring): Area | null {
  const ring = area.coordinates[at.part]?.[at.ring];
  return ring ? withRing(area, at.part, at.ring, change([...corners(ring)])) : area;
}

export function moveCorner(area: Area, at: CornerAt, to: Position): Area | null {
  return changed(area, at, (ring) => ring.with(at.index, to));
}

export function removeCorner(area: Area, at: CornerAt): Area | null {
  return changed(area, at, (ring) => ring.toSpliced(at.index, 1));
}

export function insertAfter(area: Area, at: CornerAt, place: Position): Area | null {
  return changed(area, at, (ring) => ring.toSpliced(at.index + 1, 0, place));
}

export function removePart(area: Area, part: number): Area | null {
  return areaOf(area.coordinates.toSpliced(part, 1));
}

/** South-west and north-east corner as Leaflet wants them. */
export function boundsOfArea(area: Area): [[number, number], [number, number]] {
  const places = area.coordinates.flat(2);
  const [xs, ys] = [places.map(([x = 0]) => x), places.map(([, y = 0]) => y)];
  return [
    [Math.min(...ys), Math.min(...xs)],
    [Math.max(...ys), Math.max(...xs)],
  ];
}
