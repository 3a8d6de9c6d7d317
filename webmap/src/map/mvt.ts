import {
  type Coords,
  type DoneCallback,
  GridLayer,
  type GridLayerOptions,
  type LatLng,
  type Map as LeafletMap,
} from 'leaflet';
import type { TileSource } from '../api';
import { concerns, type News, type Place } from '../changes';
import { SourceTile } from './mvt-source';
import { type Placed, paint } from './mvt-style';
import { EXTENT, hitShape, type Shape } from './mvt-tile';
import { pixelRatio } from './overlay';
import type { Theme } from './theme';

interface Drawn {
  canvas: HTMLCanvasElement;
  coords: Coords;
  parent: string;
}

interface Events {
  /** What is drawn is different. */
  changed(): void;
  /** A tile came into trouble or out of it, or went with it. */
  troubled(): void;
}

const keyOf = ({ z, x, y }: Place) => `${z}/${x}/${y}`;

/** The base map: vector tiles drawn on canvases, sharp above the last zoom the server has. */
export class MvtLayer extends GridLayer {
  private readonly sources = new Map<string, SourceTile>();
  private readonly drawn = new Map<string, Drawn>();
  private readonly due = new Set<string>();
  private version = '';
  private frame = 0;

  constructor(
    private readonly source: TileSource,
    private theme: Theme,
    private readonly events: Events,
    options: GridLayerOptions = {},
  ) {
    super({ minZoom: source.minzoom, maxZoom: 21, keepBuffer: 2, className: 'mvt', ...options });
    this.on('tileunload', (event) => this.leave((event as unknown as { coords: Coords }).coords));
  }

  override onAdd(map: LeafletMap): this {
    map.on('zoomend', () => this.events.changed());
    map.on('move moveend', () => this.renewShown());
    return super.onAdd(map);
  }

  override createTile(coords: Coords, done: DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'presentation');
    canvas.width = canvas.height = 256 * pixelRatio();
    const key = keyOf(coords);
    const place = this.parentOf(coords);
    const tile = this.acquire(place, key);
    this.drawn.set(key, { canvas, coords, parent: keyOf(place) });
    tile.ready.then(() => {
      if (tile.abandoned) return;
      this.drawTile(key);
      this.markNeighbours(place);
      done(undefined, canvas);
      this.events.changed();
    });
    return canvas;
  }

  private leave(coords: Coords): void {
    const own = keyOf(coords);
    const parent = this.drawn.get(own)?.parent;
    this.drawn.delete(own);
    const tile = parent ? this.sources.get(parent) : undefined;
    tile?.users.delete(own);
    if (!parent || !tile || tile.users.size > 0) return;
    tile.drop();
    this.sources.delete(parent);
    if (tile.trouble) this.events.troubled();
  }

  restyle(theme: Theme): void {
    this.theme = theme;
    for (const key of this.drawn.keys()) this.due.add(key);
    this.schedule();
  }

  /** Asks again for what edits have touched: at once where it can be seen, else when it comes into sight. */
  refresh(news: News): void {
    this.version = news.v;
    for (const tile of this.sources.values()) {
      tile.stale ||=
        news.all || news.changes.some((change) => concerns(change, tile.place, tile.shapes, this.source.layers));
    }
    this.renewShown();
  }

  /** Tries again what could not be loaded. */
  retry(): void {
    for (const tile of this.sources.values()) if (tile.trouble) tile.renew();
  }

  private renewShown(): void {
    for (const tile of this.sources.values()) if (tile.stale && this.shows(tile.place)) tile.renew();
  }

  private shows({ z, x, y }: Place): boolean {
    const map = this._map;
    if (!map || z !== this.zoomOf(map.getZoom())) return false;
    const { min, max } = map.getPixelBounds();
    const size = 256 * 2 ** (map.getZoom() - z);
    return (
      !!min && !!max && (x + 1) * size >= min.x && x * size <= max.x && (y + 1) * size >= min.y && y * size <= max.y
    );
  }

  /** Whether a tile on show could not be loaded. */
  get trouble(): boolean {
    return [...this.sources.values()].some((tile) => tile.trouble);
  }

  /** How many features the server left out of what is on show. */
  get dropped(): number {
    let sum = 0;
    for (const tile of this.sources.values()) if (this.shows(tile.place)) sum += tile.dropped;
    return sum;
  }

  /** Everything now loaded at the present zoom, once per source tile, with its place in world pixels of `zoom`. */
  placed(zoom: number): Placed[] {
    const out: Placed[] = [];
    for (const { place, shapes } of this.sources.values()) {
      if (place.z !== this.zoomOf(zoom)) continue;
      const size = 256 * 2 ** (zoom - place.z);
      out.push({ shapes, scale: size / EXTENT, dx: place.x * size, dy: place.y * size });
    }
    return out;
  }

  hit(latlng: LatLng, layer: string, tolerancePx = 6): Shape | null {
    const zoom = this._map.getZoom();
    const z = this.zoomOf(zoom);
    const world = this._map.project(latlng, z).divideBy(256);
    const tile = this.sources.get(keyOf({ z, x: Math.floor(world.x), y: Math.floor(world.y) }));
    if (!tile) return null;
    const tolerance = (tolerancePx * EXTENT) / (256 * 2 ** (zoom - z));
    return hitShape(tile.shapes, layer, (world.x % 1) * EXTENT, (world.y % 1) * EXTENT, tolerance);
  }

  private zoomOf(zoom: number): number {
    return Math.min(Math.round(zoom), this.source.maxzoom);
  }

  private parentOf({ z, x, y }: Place): Place {
    const up = Math.max(0, z - this.source.maxzoom);
    return { z: z - up, x: x >> up, y: y >> up };
  }

  private acquire(place: Place, user: string): SourceTile {
    let tile = this.sources.get(keyOf(place));
    if (!tile) {
      tile = new SourceTile(place, {
        address: ({ z, x, y }) =>
          this.source.template.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`),
        version: () => this.version,
        renewed: (renewed) => this.renewed(renewed),
        troubled: () => this.events.troubled(),
      });
      this.sources.set(keyOf(place), tile);
    }
    tile.users.add(user);
    return tile;
  }

  /** The old picture gives way to the new one within a frame. */
  private renewed(tile: SourceTile): void {
    for (const user of tile.users) this.due.add(user);
    this.markNeighbours(tile.place);
    this.schedule();
    this.events.changed();
  }

  private markNeighbours({ z, x, y }: Place): void {
    if (z < 15) return;
    for (const [key, { coords }] of this.drawn) {
      const other = this.parentOf(coords);
      const near = other.z === z && Math.abs(other.x - x) <= 1 && Math.abs(other.y - y) <= 1;
      if (near && (other.x !== x || other.y !== y)) this.due.add(key);
    }
    this.schedule();
  }

  private schedule(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const keys = [...this.due];
      this.due.clear();
      for (const key of keys) this.drawTile(key);
    });
  }

  private place(coords: Coords, place: Place): Placed | null {
    const tile = this.sources.get(keyOf(place));
    if (!tile) return null;
    const size = 256 * 2 ** (coords.z - place.z);
    return {
      shapes: tile.shapes,
      scale: size / EXTENT,
      dx: place.x * size - coords.x * 256,
      dy: place.y * size - coords.y * 256,
    };
  }

  private drawTile(key: string): void {
    const drawn = this.drawn.get(key);
    const ctx = drawn?.canvas.getContext('2d');
    if (!drawn || !ctx) return;
    const { z, x, y } = this.parentOf(drawn.coords);
    const own = this.place(drawn.coords, { z, x, y });
    if (!own) return;
    const around: Placed[] = [];
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        const next = dx === 0 && dy === 0 ? null : this.place(drawn.coords, { z, x: x + dx, y: y + dy });
        if (next) around.push(next);
      }
    }
    const ratio = drawn.canvas.width / 256;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, 256, 256);
    paint(ctx, own, drawn.coords.z >= 15 ? around : [], drawn.coords.z, this.theme);
  }
}
