import {
  type Coords,
  type DoneCallback,
  GridLayer,
  type GridLayerOptions,
  type LatLng,
  type LeafletEventHandlerFn,
} from 'leaflet';
import { ApiError, type TileSource, tile } from '../api';
import { type Placed, paint } from './mvt-style';
import { decode, EXTENT, hitShape, type Shape } from './mvt-tile';
import { pixelRatio } from './overlay';
import type { Theme } from './theme';

const BACKOFF_S = [1, 4, 16];

interface Loaded {
  shapes: readonly Shape[];
  ready: Promise<void>;
  control: AbortController;
  users: Set<string>;
  failed: boolean;
}

interface Drawn {
  canvas: HTMLCanvasElement;
  coords: Coords;
  parent: string;
}

interface Events {
  failed(error: unknown): void;
  changed(): void;
}

const keyOf = (z: number, x: number, y: number) => `${z}/${x}/${y}`;

/** How many seconds to wait before the next attempt, null to give up. */
function pauseAfter(error: unknown, attempt: number): number | null {
  const pause = BACKOFF_S[attempt] ?? null;
  if (!(error instanceof ApiError)) return pause;
  if (error.status >= 400 && error.status < 500 && error.status !== 429) return null;
  return pause === null ? null : (error.retryAfter ?? pause);
}

function wait(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The base map: vector tiles drawn on canvases, sharp above the last zoom the server has. */
export class MvtLayer extends GridLayer {
  private readonly sources = new Map<string, Loaded>();
  private readonly drawn = new Map<string, Drawn>();
  private readonly stale = new Set<string>();
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

  override getEvents(): Record<string, LeafletEventHandlerFn> {
    return { ...super.getEvents?.(), zoomend: () => this.events.changed() };
  }

  override createTile(coords: Coords, done: DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'presentation');
    const ratio = pixelRatio();
    canvas.width = canvas.height = 256 * ratio;
    const key = keyOf(coords.z, coords.x, coords.y);
    const { z, x, y } = this.parentOf(coords);
    const parent = keyOf(z, x, y);
    const loaded = this.acquire(parent, z, x, y, key);
    this.drawn.set(key, { canvas, coords, parent });
    loaded.ready.then(() => {
      if (loaded.control.signal.aborted) return;
      this.drawTile(key);
      this.markNeighbours(z, x, y);
      done(undefined, canvas);
      this.events.changed();
    });
    return canvas;
  }

  /** A request nobody waits for any more is given up. */
  private leave(coords: Coords): void {
    const own = keyOf(coords.z, coords.x, coords.y);
    const parent = this.drawn.get(own)?.parent;
    this.drawn.delete(own);
    const loaded = parent ? this.sources.get(parent) : undefined;
    loaded?.users.delete(own);
    if (!parent || !loaded || loaded.users.size > 0) return;
    loaded.control.abort();
    this.sources.delete(parent);
  }

  restyle(theme: Theme): void {
    this.theme = theme;
    for (const key of this.drawn.keys()) this.stale.add(key);
    this.schedule();
  }

  /** Tries again what could not be loaded. */
  retry(): void {
    for (const [key, loaded] of this.sources) {
      if (!loaded.failed) continue;
      loaded.failed = false;
      const [z = 0, x = 0, y = 0] = key.split('/').map(Number);
      loaded.ready = this.fetchInto(loaded, z, x, y);
      loaded.ready.then(() => {
        for (const user of loaded.users) this.stale.add(user);
        this.schedule();
        this.events.changed();
      });
    }
  }

  /** Everything now loaded at the present zoom, once per source tile, with its place in world pixels of `zoom`. */
  placed(zoom: number): Placed[] {
    const out: Placed[] = [];
    for (const [key, loaded] of this.sources) {
      const [z = 0, x = 0, y = 0] = key.split('/').map(Number);
      if (z !== Math.min(Math.round(zoom), this.source.maxzoom)) continue;
      const size = 256 * 2 ** (zoom - z);
      out.push({ shapes: loaded.shapes, scale: size / EXTENT, dx: x * size, dy: y * size });
    }
    return out;
  }

  hit(latlng: LatLng, layer: string, tolerancePx = 6): Shape | null {
    const zoom = this._map.getZoom();
    const z = Math.min(Math.round(zoom), this.source.maxzoom);
    const world = this._map.project(latlng, z).divideBy(256);
    const loaded = this.sources.get(keyOf(z, Math.floor(world.x), Math.floor(world.y)));
    if (!loaded) return null;
    const tolerance = (tolerancePx * EXTENT) / (256 * 2 ** (zoom - z));
    return hitShape(loaded.shapes, layer, (world.x % 1) * EXTENT, (world.y % 1) * EXTENT, tolerance);
  }

  private parentOf({ z, x, y }: { z: number; x: number; y: number }): { z: number; x: number; y: number } {
    const up = Math.max(0, z - this.source.maxzoom);
    return { z: z - up, x: x >> up, y: y >> up };
  }

  private acquire(key: string, z: number, x: number, y: number, user: string): Loaded {
    let loaded = this.sources.get(key);
    if (!loaded) {
      loaded = {
        shapes: [],
        ready: Promise.resolve(),
        control: new AbortController(),
        users: new Set(),
        failed: false,
      };
      this.sources.set(key, loaded);
      loaded.ready = this.fetchInto(loaded, z, x, y);
    }
    loaded.users.add(user);
    return loaded;
  }

  private address(z: number, x: number, y: number): string {
    return this.source.template.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`);
  }

  /** Loads a tile, with pauses between attempts where waiting may help; an abort is silent. */
  private async fetchInto(loaded: Loaded, z: number, x: number, y: number): Promise<void> {
    const { signal } = loaded.control;
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        const bytes = await tile(this.address(z, x, y), signal);
        loaded.shapes = bytes ? decode(bytes) : [];
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (attempt === 0) this.events.failed(error);
        const pause = pauseAfter(error, attempt);
        loaded.failed = pause === null;
        if (pause === null) return;
        await wait(pause, signal);
      }
    }
  }

  private markNeighbours(z: number, x: number, y: number): void {
    if (z < 15) return;
    for (const [key, { coords }] of this.drawn) {
      const other = this.parentOf(coords);
      const near = other.z === z && Math.abs(other.x - x) <= 1 && Math.abs(other.y - y) <= 1;
      if (near && (other.x !== x || other.y !== y)) this.stale.add(key);
    }
    this.schedule();
  }

  private schedule(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const keys = [...this.stale];
      this.stale.clear();
      for (const key of keys) this.drawTile(key);
    });
  }

  private place(coords: Coords, z: number, x: number, y: number): Placed | null {
    const loaded = this.sources.get(keyOf(z, x, y));
    if (!loaded) return null;
    const size = 256 * 2 ** (coords.z - z);
    return {
      shapes: loaded.shapes,
      scale: size / EXTENT,
      dx: x * size - coords.x * 256,
      dy: y * size - coords.y * 256,
    };
  }

  private drawTile(key: string): void {
    const drawn = this.drawn.get(key);
    const ctx = drawn?.canvas.getContext('2d');
    if (!drawn || !ctx) return;
    const { z, x, y } = this.parentOf(drawn.coords);
    const own = this.place(drawn.coords, z, x, y);
    if (!own) return;
    const around: Placed[] = [];
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        const next = dx === 0 && dy === 0 ? null : this.place(drawn.coords, z, x + dx, y + dy);
        if (next) around.push(next);
      }
    }
    const ratio = drawn.canvas.width / 256;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, 256, 256);
    paint(ctx, own, drawn.coords.z >= 15 ? around : [], drawn.coords.z, this.theme);
  }
}
