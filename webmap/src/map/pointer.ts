import type { LatLng, Map as LeafletMap, LeafletMouseEvent } from 'leaflet';
import { shownSections, windowBox } from '../data';
import { signal, untracked } from '../signal';
import { go, hover, moved, sel } from '../store';
import type { MapButtons } from './buttons';
import type { MvtLayer } from './mvt';
import { type HighlightLayer, sectionAt } from './select';
import { radiusAt, type UnitLayer } from './units';
import type { BadgeLayer, WorksLayer } from './works';

/** A place somebody searched for, lon and lat. */
export const pin = signal<[number, number] | null>(null);

export interface Layers {
  units: UnitLayer;
  works: WorksLayer;
  badges: BadgeLayer;
  highlight: HighlightLayer;
  buttons: MapButtons;
}

/** Who is asked before the map takes a click or a movement of the pointer for itself. */
export const claims = new Set<(event: LeafletMouseEvent) => boolean>();
const isTaken = (event: LeafletMouseEvent) => [...claims].some((claim) => claim(event));

/** The unit whose sign lies under the pointer; fingers are less exact than mice. */
export function unitAt(map: LeafletMap, layer: UnitLayer, latlng: LatLng, coarse: boolean): string | null {
  const zoom = map.getZoom();
  const point = map.latLngToContainerPoint(latlng);
  let near = radiusAt(zoom) + (coarse ? 12 : 4);
  let found: string | null = null;
  for (const unit of layer.singles(zoom)) {
    const [lon = 0, lat = 0] = unit.geometry.coordinates;
    const distance = map.latLngToContainerPoint([lat, lon]).distanceTo(point);
    if (distance <= near) [near, found] = [distance, unit.properties.public_ref];
  }
  return found;
}

function keyAt(map: LeafletMap, layers: Layers, tiles: MvtLayer | null, event: LeafletMouseEvent): string | null {
  const coarse = (event.originalEvent as PointerEvent).pointerType === 'touch';
  const unit = unitAt(map, layers.units, event.latlng, coarse);
  if (unit) return unit;
  const section = sectionAt(untracked(shownSections), event.latlng.lng, event.latlng.lat);
  if (section) return `s:${section.id}`;
  const parcel = map.getZoom() >= 16 ? tiles?.hit(event.latlng, 'parcels') : null;
  return parcel ? `p:${parcel.id}` : null;
}

/** Turns clicks, the pointer and the movements of the map into state. */
export function listen(map: LeafletMap, layers: Layers, tiles: () => MvtLayer | null): void {
  map.on('click', (event) => {
    if (isTaken(event)) return;
    const key = keyAt(map, layers, tiles(), event);
    pin.set(null);
    if (key) go({ sel: key, list: key.startsWith('s:') ? 'works' : 'units' });
    else if (untracked(sel)) go({ sel: null });
  });
  map.on('mousemove', (event) => {
    if (isTaken(event)) return hover.set(null);
    const unit = unitAt(map, layers.units, event.latlng, false);
    const section = unit ? undefined : sectionAt(untracked(shownSections), event.latlng.lng, event.latlng.lat);
    hover.set(unit ?? (section ? `s:${section.id}` : null));
    map.getContainer().classList.toggle('pointing', !!(unit || section));
  });
  map.on('mouseout', () => hover.set(null));
  map.on('moveend', () => {
    const { lat, lng } = map.getCenter();
    moved({ zoom: map.getZoom(), lat: Number(lat.toFixed(5)), lon: Number(lng.toFixed(5)) });
    const box = map.getBounds();
    windowBox.set([box.getWest(), box.getSouth(), box.getEast(), box.getNorth()]);
  });
}
