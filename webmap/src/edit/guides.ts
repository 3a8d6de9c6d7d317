// What a corner can snap to: the borders of parcels and buildings, the axes of streets and the areas beside, with all
// their decimals. Only edges near the pointer become a layer, so that thousands of guides cost nothing while drawing.

import type { Geometry, Position } from 'geojson';
import { type LatLng, type Map as LeafletMap, Polyline } from 'leaflet';
import type { Box } from '../model';
import { signal } from '../signal';
import { LAYER_PANE } from './geoman';
import { distance, nearest } from './plane';
import type { EditorOptions, GuideFeature } from './types';
import { type Metres, toDegrees, toMetres } from './utm';

const LEAST_ZOOM = 17;
const CELL_M = 20;
const NEAR_PX = 70;
const SNAP_PX = 14;
/** Geoman wants a stretch to measure to, even where there is none. */
const NOWHERE: Position[][] = [
  [
    [0, 0],
    [0, 0.00001],
  ],
];

interface Edge {
  a: Position;
  b: Position;
  am: Metres;
  bm: Metres;
}

export interface Snapped {
  place: Position;
  on: 'corner' | 'edge' | null;
}

function linesOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates];
  if (geometry.type === 'Polygon') return geometry.coordinates;
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat();
  return [];
}

/** Edges by squares of the plane. */
export class EdgeIndex {
  private readonly cells = new Map<string, Edge[]>();

  add(geometry: Geometry): void {
    for (const line of linesOf(geometry)) {
      for (let i = 0; i + 1 < line.length; i++) {
        const [a, b] = [line[i] as Position, line[i + 1] as Position];
        this.put({ a, b, am: toMetres(a), bm: toMetres(b) });
      }
    }
  }

  private put(edge: Edge): void {
    const { am, bm } = edge;
    this.eachCell(
      Math.min(am[0], bm[0]),
      Math.min(am[1], bm[1]),
      Math.max(am[0], bm[0]),
      Math.max(am[1], bm[1]),
      (key) => {
        const cell = this.cells.get(key);
        if (cell) cell.push(edge);
        else this.cells.set(key, [edge]);
      },
    );
  }

  private eachCell(w: number, s: number, e: number, n: number, visit: (key: string) => void): void {
    for (let x = Math.floor(w / CELL_M); x <= Math.floor(e / CELL_M); x++)
      for (let y = Math.floor(s / CELL_M); y <= Math.floor(n / CELL_M); y++) visit(`${x}:${y}`);
  }

  near([x, y]: Metres, reachM: number): Edge[] {
    const found = new Set<Edge>();
    this.eachCell(x - reachM, y - reachM, x + reachM, y + reachM, (key) => {
      for (const edge of this.cells.get(key) ?? [])
        if (distance([x, y], nearest([x, y], edge.am, edge.bm)) <= reachM) found.add(edge);
    });
    return [...found];
  }

  /** The nearest corner within reach, else the nearest place on an edge, else the place itself. */
  snap(place: Position, reachM: number): Snapped {
    const here = toMetres(place);
    const edges = this.near(here, reachM);
    const corners = edges.flatMap(({ a, b, am, bm }): [Position, Metres][] => [
      [a, am],
      [b, bm],
    ]);
    const closest = <T>(all: readonly T[], at: (each: T) => Metres) =>
      all.reduce<T | null>(
        (best, each) => (!best || distance(here, at(each)) < distance(here, at(best)) ? each : best),
        null,
      );
    const corner = closest(corners, ([, metres]) => metres);
    if (corner && distance(here, corner[1]) <= reachM) return { place: corner[0], on: 'corner' };
    const onEdge = closest(
      edges.map(({ am, bm }) => nearest(here, am, bm)),
      (metres) => metres,
    );
    return onEdge ? { place: toDegrees(onEdge), on: 'edge' } : { place, on: null };
  }
}

type State = 'loading' | 'far' | 'ready' | 'part' | 'failed';

export class SnapGuides {
  readonly state = signal<State>('loading');
  readonly features = signal<readonly GuideFeature[]>([]);
  private index = new EdgeIndex();
  private readonly layer: Polyline;
  private control: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isOn = true;
  private readonly follow = (event: PointerEvent) => this.focus(this.map.mouseEventToLatLng(event));
  private readonly moved = () => {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), 150);
  };

  constructor(
    private readonly map: LeafletMap,
    private readonly options: Pick<EditorOptions, 'guides' | 'neighbours' | 'within'>,
  ) {
    const look = { className: 'edit-guide', interactive: false, pmIgnore: true, snapIgnore: false, pane: LAYER_PANE };
    this.layer = new Polyline(asLatLngs(NOWHERE), look).addTo(map);
    // Before Leaflet and Geoman hear of the pointer: they listen to what comes after it.
    for (const type of ['pointerdown', 'pointermove'] as const) document.addEventListener(type, this.follow, true);
    map.on('moveend', this.moved);
    this.load();
  }

  get metresPerPixel(): number {
    const { lat } = this.map.getCenter();
    return (40_075_016.686 * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** this.map.getZoom());
  }

  snap(place: Position): Snapped {
    return this.isOn ? this.index.snap(place, SNAP_PX * this.metresPerPixel) : { place, on: null };
  }

  turn(isOn: boolean): void {
    this.isOn = isOn;
    if (!isOn) this.layer.setLatLngs(asLatLngs(NOWHERE));
  }

  /** The areas beside have changed. */
  refresh(): void {
    this.index = new EdgeIndex();
    for (const { geometry } of this.features()) this.index.add(geometry);
    for (const { geometry } of this.options.neighbours?.() ?? []) this.index.add(geometry);
    const within = this.options.within?.();
    if (within) this.index.add(within);
  }

  /** Puts the edges near a place within Geoman's reach. */
  focus({ lat, lng }: LatLng): void {
    if (!this.isOn) return;
    const edges = this.index.near(toMetres([lng, lat]), NEAR_PX * this.metresPerPixel);
    this.layer.setLatLngs(asLatLngs(edges.length > 0 ? edges.map(({ a, b }) => [a, b]) : NOWHERE));
  }

  private async load(): Promise<void> {
    this.control?.abort();
    if (this.map.getZoom() < LEAST_ZOOM) {
      this.features.set([]);
      this.refresh();
      this.state.set('far');
      return;
    }
    const control = new AbortController();
    this.control = control;
    const view = this.map.getBounds().pad(0.1);
    const box: Box = [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()];
    try {
      const { features, truncated } = await this.options.guides(box, control.signal);
      if (control.signal.aborted) return;
      this.features.set(features);
      this.refresh();
      this.state.set(truncated ? 'part' : 'ready');
    } catch {
      if (!control.signal.aborted) this.state.set('failed');
    }
  }

  end(): void {
    this.control?.abort();
    clearTimeout(this.timer);
    for (const type of ['pointerdown', 'pointermove'] as const) document.removeEventListener(type, this.follow, true);
    this.map.off('moveend', this.moved);
    this.layer.remove();
  }
}

const asLatLngs = (lines: readonly Position[][]) =>
  lines.map((line) => line.map(([lon = 0, lat = 0]): [number, number] => [lat, lon]));
