import { type LatLng, LatLngBounds, type Map as LeafletMap, Point } from 'leaflet';
import type { Box, MultiPolygonOf } from '../model';
import { untracked } from '../signal';
import { sel } from '../store';
import type { Marked } from './select';

export function boxOfArea(area: MultiPolygonOf): Box {
  const box: Box = [180, 90, -180, -90];
  for (const [x = 0, y = 0] of area.coordinates.flat(2)) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

interface Padding {
  paddingTopLeft: [number, number];
  paddingBottomRight: [number, number];
}

/** The part of the map that neither a card nor the sheet covers. */
export function free(): Padding {
  const edge = (id: string) => document.getElementById(id)?.getBoundingClientRect();
  const legend = edge('legend');
  const below = Math.max(...['time', 'plan'].map((id) => (edge(id)?.height || -16) + 40));
  if (innerWidth < 900) {
    const sheet = untracked(sel) ? innerHeight * 0.52 - 60 : 0;
    return { paddingTopLeft: [12, 150], paddingBottomRight: [64, Math.max(below, sheet)] };
  }
  return { paddingTopLeft: [24, 24], paddingBottomRight: [legend?.width ? innerWidth - legend.left + 12 : 80, below] };
}

/** The first view: the zoom at which the town fits best, where fitting it wholly would leave half the window empty. */
export function openOn(map: LeafletMap, box: Box): void {
  const {
    paddingTopLeft: [left, top],
    paddingBottomRight: [right, bottom],
  } = free();
  const size = map.getSize();
  const bounds = boundsOf(box);
  const extent = map.project(bounds.getSouthEast(), 16).subtract(map.project(bounds.getNorthWest(), 16));
  const ratio = Math.min((size.x - left - right) / extent.x, (size.y - top - bottom) / extent.y);
  const zoom = Math.max(10, Math.min(18, Math.round(16.2 + Math.log2(Math.max(ratio, 0.01)))));
  centreOn(map, bounds.getCenter(), zoom);
}

/** Puts a place into the middle of what no card covers. */
export function centreOn(map: LeafletMap, place: LatLng, zoom: number): void {
  const {
    paddingTopLeft: [left, top],
    paddingBottomRight: [right, bottom],
  } = free();
  const shift = new Point((right - left) / 2, (bottom - top) / 2);
  map.setView(map.unproject(map.project(place, zoom).add(shift), zoom), zoom);
}

/** Brings what was chosen in the list or the search into sight, without changing the scale. */
export function reveal(map: LeafletMap, { unit, area }: Marked): void {
  const [lon, lat] = unit?.geometry.coordinates ?? [];
  if (lon !== undefined && lat !== undefined) map.panInside([lat, lon], free());
  if (area) map.panInside(boundsOf(boxOfArea(area)).getCenter(), free());
}

export const boundsOf = ([w, s, e, n]: Box) => new LatLngBounds([s, w], [n, e]);
