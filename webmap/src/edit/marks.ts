// Pictures on the map that nobody edits: clashes, previews, a draft beside the stored state.

import type { Geometry, Position } from 'geojson';
import { type Map as LeafletMap, type Path, Polygon, Polyline } from 'leaflet';
import { LAYER_PANE } from './geoman';
import { latLngs } from './layers';

function look(className: string) {
  return { className, interactive: false, pmIgnore: true, snapIgnore: true, pane: LAYER_PANE };
}

function layersOf(geometry: Geometry, className: string): Path[] {
  if (geometry.type === 'Polygon') return [new Polygon(latLngs(geometry.coordinates), look(className))];
  if (geometry.type === 'MultiPolygon')
    return geometry.coordinates.map((rings) => new Polygon(latLngs(rings), look(className)));
  if (geometry.type === 'LineString') return [new Polyline(latLngs([geometry.coordinates]), look(className))];
  return [];
}

export class Marks {
  private layers: Path[] = [];

  constructor(private readonly map: LeafletMap) {}

  /** Replaces all of the former picture. */
  show(...pictures: (readonly [geometry: Geometry | null | undefined, className: string])[]): void {
    this.clear();
    this.layers = pictures.flatMap(([geometry, className]) => (geometry ? layersOf(geometry, className) : []));
    for (const layer of this.layers) layer.addTo(this.map);
  }

  clear(): void {
    for (const layer of this.layers) layer.remove();
    this.layers = [];
  }
}

/** A small square round a place, so that a point can be seen. */
export function spot([lon = 0, lat = 0]: Position, metres = 1.5): Geometry {
  const [dx, dy] = [metres / (111_320 * Math.cos((lat * Math.PI) / 180)), metres / 111_320];
  const ring = [
    [lon - dx, lat - dy],
    [lon + dx, lat - dy],
    [lon + dx, lat + dy],
    [lon - dx, lat + dy],
    [lon - dx, lat - dy],
  ];
  return { type: 'Polygon', coordinates: [ring] };
}
