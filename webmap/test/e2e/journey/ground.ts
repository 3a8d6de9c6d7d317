// The piece of street that the journeys draw on, where it lies on the screen, and what PostGIS says of what was saved.

import type { Position } from 'geojson';
import type { Page } from 'playwright-core';
import { distance } from '../../../src/edit/plane';
import { toMetres } from '../../../src/edit/utm';
import { base } from '../browser';
import type { OwnServer } from '../own';

/** A shopping street with parcels on both sides. */
const MIDDLE = [6.96583, 51.66003] as const;
/** About where the section has its corners; it takes the corners of parcels that are nearest. */
const WISHES: Position[] = [
  [6.96566, 51.66012],
  [6.96586, 51.66008],
  [6.96602, 51.66004],
  [6.96601, 51.65994],
  [6.9658, 51.65999],
  [6.96566, 51.66002],
];
/** A square of some 4 m beside the axis of the street. */
export const HOLE: Position[] = [
  [6.96586, 51.66004],
  [6.96592, 51.66004],
  [6.96592, 51.66],
  [6.96586, 51.66],
];

export const hashAt = (zoom: number) => `#${zoom}/${MIDDLE[1]}/${MIDDLE[0]}`;

interface Parcels {
  features: { geometry: { coordinates: Position[][][] } }[];
}

/** The corners of parcels that the section is drawn on, as the server gives them. */
export async function corners(): Promise<Position[]> {
  const answer = await fetch(`${base()}api/v1/parcels?bbox=6.9652,51.6596,6.9664,51.6605&limit=500`);
  const { features } = (await answer.json()) as Parcels;
  const all = features.flatMap(({ geometry }) => geometry.coordinates.flat(2));
  const nearest = (wish: Position) =>
    all.reduce((best, each) =>
      distance(toMetres(wish), toMetres(each)) < distance(toMetres(wish), toMetres(best)) ? each : best,
    );
  return WISHES.map(nearest);
}

/** Brings the street to the middle of the map while the office stays open, as Back and Forward do. */
export async function lookAt(page: Page, zoom: number): Promise<void> {
  await page.evaluate((hash) => {
    history.replaceState(history.state, '', hash);
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
  }, hashAt(zoom));
  await page.waitForFunction((want) => location.hash.startsWith(want), hashAt(zoom));
  // Guides are asked for a moment after the map has come to rest.
  await page.waitForFunction(
    () => !document.querySelector('.edit-note:not([hidden])[role]') && document.querySelector('.edit-bar'),
  );
}

function world([lon = 0, lat = 0]: readonly number[], zoom: number): [number, number] {
  const rad = (lat * Math.PI) / 180;
  const size = 256 * 2 ** zoom;
  return [((lon + 180) / 360) * size, ((1 - Math.asinh(Math.tan(rad)) / Math.PI) / 2) * size];
}

/** Pixels of the page for a place, once the map looks at the street. */
export async function pixelOf(page: Page, place: Position, zoom: number): Promise<[number, number]> {
  const box = await page.locator('#map').boundingBox();
  if (!box) throw new Error('there is no map');
  const [[x, y], [cx, cy]] = [world(place, zoom), world(MIDDLE, zoom)];
  return [box.x + box.width / 2 + x - cx, box.y + box.height / 2 + y - cy];
}

export interface Snapped {
  corners: number;
  /** The greatest distance of a corner to the nearest border of a parcel. */
  far_mm: number;
  holes: number;
  centreline_m: number;
}

/** Asks PostGIS for the outline of a section: how far its corners lie from the parcels that they were drawn on. */
export async function snapped(server: OwnServer, section: number): Promise<Snapped> {
  const [row = ''] = await server.rows(`
    SELECT json_build_object('corners', count(*), 'far_mm', max(m) * 1000, 'holes', max(holes), 'centreline_m', max(line_m))
    FROM (SELECT min(ST_Distance(v.geom, ST_Boundary(p.geom))) AS m, max(ST_NumInteriorRings(ST_GeometryN(s.geom, 1))) AS holes,
                 max(ST_Length(s.centreline)) AS line_m
          FROM construction_section s, ST_DumpPoints(s.geom) v, parcel p
          WHERE s.id = ${section} AND v.path[2] = 1
          GROUP BY v.path) AS each_corner`);
  return JSON.parse(row) as Snapped;
}
