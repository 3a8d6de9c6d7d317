import {
  DomUtil,
  type LatLng,
  Layer,
  type LeafletEventHandlerFn,
  type Map as LeafletMap,
  Point,
  type ZoomAnimEvent,
} from 'leaflet';

const MARGIN = 0.25;

export function pixelRatio(): number {
  const memory = (navigator as { deviceMemory?: number }).deviceMemory ?? 8;
  return memory <= 1 ? 1 : Math.min(devicePixelRatio || 1, 2);
}

/** Leaflet refuses every question about places before the first setView. */
export function hasView(map: LeafletMap): boolean {
  return (map as unknown as { _loaded?: boolean })._loaded === true;
}

/** Where to draw: pixels of the canvas for a place on earth. */
export interface Frame {
  ctx: CanvasRenderingContext2D;
  zoom: number;
  width: number;
  height: number;
  at(lat: number, lon: number): [number, number];
  /** Canvas pixel of world pixel 0, so that patterns stay on the ground. */
  origin: [number, number];
}

/** An empty canvas of that size; one that has it already keeps its memory. */
function sized(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  ratio: number,
): CanvasRenderingContext2D | null {
  const ctx = canvas.getContext('2d');
  const [wide, high] = [Math.floor(width * ratio), Math.floor(height * ratio)];
  // Safari learnt to reset in version 17.
  if (canvas.width === wide && canvas.height === high && ctx && 'reset' in ctx) {
    ctx.reset();
    return ctx;
  }
  canvas.width = wide;
  canvas.height = high;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  return ctx;
}

/** One canvas over the whole window and a margin, redrawn when the map has come to rest and scaled while it zooms. */
export abstract class CanvasOverlay extends Layer {
  private canvas: HTMLCanvasElement | undefined;
  private corner = new Point(0, 0);
  private center: LatLng | undefined;
  private zoom = 0;
  private pending = 0;
  private isBlank = false;

  constructor(private readonly pane: string) {
    super();
  }

  protected abstract draw(frame: Frame): void;

  /** Whether there is nothing to draw: a canvas that was empty is then left alone. */
  protected isEmpty(_zoom: number): boolean {
    return false;
  }

  override onAdd(map: LeafletMap): this {
    const canvas = DomUtil.create('canvas', 'overlay leaflet-zoom-animated');
    canvas.setAttribute('role', 'presentation');
    canvas.setAttribute('aria-hidden', 'true');
    map.getPane(this.pane)?.append(canvas);
    this.canvas = canvas;
    this.paint();
    return this;
  }

  override onRemove(): this {
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    this.canvas?.remove();
    this.canvas = undefined;
    return this;
  }

  override getEvents(): Record<string, LeafletEventHandlerFn> {
    return {
      moveend: () => this.paint(),
      viewreset: () => this.paint(),
      zoom: () => this.follow(this._map.getCenter(), this._map.getZoom()),
      zoomanim: (event) => this.follow((event as ZoomAnimEvent).center, (event as ZoomAnimEvent).zoom),
    };
  }

  redraw(): void {
    if (!this.canvas || this.pending) return;
    this.pending = requestAnimationFrame(() => this.paint());
  }

  private follow(center: LatLng, zoom: number): void {
    const map = this._map;
    if (!this.canvas || !this.center || !map) return;
    const scale = map.getZoomScale(zoom, this.zoom);
    const size = map.getSize();
    const pane = map.getPane('mapPane');
    const shift = pane ? DomUtil.getPosition(pane) : new Point(0, 0);
    const origin = map.project(center, zoom).subtract(size.divideBy(2)).add(shift).round();
    const half = size.multiplyBy(0.5 + MARGIN);
    const corner = half.multiplyBy(-scale).add(map.project(this.center, zoom)).subtract(origin);
    DomUtil.setTransform(this.canvas, corner, scale);
  }

  private paint(): void {
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    const { canvas, _map: map } = this;
    if (!canvas || !map || !hasView(map)) return;
    const size = map.getSize();
    this.corner = map.containerPointToLayerPoint(size.multiplyBy(-MARGIN)).round();
    this.center = map.getCenter();
    this.zoom = map.getZoom();
    const ratio = pixelRatio();
    const [width, height] = [Math.round(size.x * (1 + 2 * MARGIN)), Math.round(size.y * (1 + 2 * MARGIN))];
    DomUtil.setPosition(canvas, this.corner);
    const isEmpty = this.isEmpty(this.zoom);
    const ctx = isEmpty && this.isBlank ? null : sized(canvas, width, height, ratio);
    this.isBlank = isEmpty;
    if (!ctx || isEmpty || width === 0 || height === 0) return;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.draw({ ctx, zoom: this.zoom, width, height, at: this.projector(), origin: this.worldOrigin() });
  }

  private worldOrigin(): [number, number] {
    const origin = this._map.getPixelOrigin().add(this.corner);
    return [-origin.x, -origin.y];
  }

  private projector(): Frame['at'] {
    const scale = 256 * 2 ** this.zoom;
    const [dx, dy] = this.worldOrigin();
    return (lat, lon) => {
      const sin = Math.sin((lat * Math.PI) / 180);
      const y = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
      return [(lon / 360 + 0.5) * scale + dx, y * scale + dy];
    };
  }
}
