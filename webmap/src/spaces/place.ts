// Where the units of a request lie, and where people look.

import type { Polygon } from 'geojson';
import { LatLng } from 'leaflet';
import type { CityMap } from '../map/map';
import { boxOfArea, centreOn } from '../map/view';
import type { MultiPolygonOf } from '../model';
import { findUnit } from '../register/data';
import { signal, untracked } from '../signal';
import { uncoverMap } from '../staff/in-sight';
import { atEnd, watch } from '../staff/scope';
import { type Shape, shapes } from '../staff/staff-map';
import type { HeldSpace, Space } from './model';
import { fitting } from './state';

/** The unit under the pointer or the focus in the list. */
export const pointed = signal<number | null>(null);

export const isPlaced = (unit: number) => findUnit(unit) !== undefined;

export function showUnit(unit: number, city: CityMap): void {
  const [lon = 0, lat = 0] = untracked(() => findUnit(unit))?.geometry.coordinates ?? [];
  pointed.set(unit);
  uncoverMap();
  centreOn(city.map, new LatLng(lat, lon), Math.max(city.map.getZoom(), 18));
}

const asMulti = (area: Polygon | MultiPolygonOf): MultiPolygonOf =>
  area.type === 'MultiPolygon' ? area : ({ type: 'MultiPolygon', coordinates: [area.coordinates] } as MultiPolygonOf);

export function showArea({ area }: Space, city: CityMap): void {
  if (!area) return;
  uncoverMap();
  city.fit(boxOfArea(asMulti(area as Polygon | MultiPolygonOf)), 18);
}

/** Draws where people look and what fits there, and takes it away with the request. */
export function placesOnMap(now: () => HeldSpace): void {
  watch(() => {
    const { area } = now().space;
    const rings = (fitting() ?? []).flatMap(({ unit_id }): Shape[] => {
      const geometry = findUnit(unit_id)?.geometry;
      return geometry ? [{ look: unit_id === pointed() ? 'ring' : 'loop', geometry }] : [];
    });
    shapes.set([...(area ? [{ look: 'public', geometry: area } as const] : []), ...rings]);
  });
  atEnd(() => {
    shapes.set([]);
    pointed.set(null);
  });
}
