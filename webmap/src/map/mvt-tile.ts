import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

export const EXTENT = 4096;

export interface Shape {
  layer: string;
  id: number;
  type: 1 | 2 | 3;
  props: Record<string, string | number | boolean>;
  /** Rings, lines or points as flat x, y lists in tile units. */
  parts: readonly Float64Array[];
  box: readonly [number, number, number, number];
}

function flat(points: readonly { x: number; y: number }[], factor: number): Float64Array {
  const out = new Float64Array(points.length * 2);
  points.forEach((point, i) => {
    out[2 * i] = point.x * factor;
    out[2 * i + 1] = point.y * factor;
  });
  return out;
}

export function boxOf(parts: readonly Float64Array[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 2) {
      const [x, y] = [part[i] as number, part[i + 1] as number];
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    }
  }
  return box;
}

/** The features of a tile, each with its geometry in 4,096 units a side. */
export function decode(bytes: ArrayBuffer | Uint8Array): Shape[] {
  const tile = new VectorTile(new PbfReader(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)));
  const shapes: Shape[] = [];
  for (const layer of Object.values(tile.layers)) {
    const factor = EXTENT / layer.extent;
    for (let i = 0; i < layer.length; i++) {
      const feature = layer.feature(i);
      if (feature.type === 0) continue;
      const parts = feature.loadGeometry().map((points) => flat(points, factor));
      const { id = 0, type, properties: props } = feature;
      shapes.push({ layer: layer.name, id, type, props, parts, box: boxOf(parts) });
    }
  }
  return shapes;
}

/** How often the rings run round the point: not 0 is inside, the same rule the fill uses. */
export function winding(parts: readonly Float64Array[], x: number, y: number): number {
  let turns = 0;
  for (const ring of parts) {
    const n = ring.length;
    for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
      const [x1, y1, x2, y2] = [ring[j], ring[j + 1], ring[i], ring[i + 1]] as [number, number, number, number];
      if (y1 <= y === y2 <= y) continue;
      const side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1);
      if (y2 > y1 && side > 0) turns++;
      if (y2 < y1 && side < 0) turns--;
    }
  }
  return turns;
}

function segmentDistance(px: number, py: number, x1: number, y1: number, x2: number, y2: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const at = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - x1) * dx + (py - y1) * dy) / length));
  return Math.hypot(px - x1 - at * dx, py - y1 - at * dy);
}

function lineDistance(parts: readonly Float64Array[], x: number, y: number): number {
  let best = Infinity;
  for (const line of parts) {
    if (line.length === 2) best = Math.min(best, Math.hypot((line[0] as number) - x, (line[1] as number) - y));
    for (let i = 2; i < line.length; i += 2) {
      const [x1, y1, x2, y2] = [line[i - 2], line[i - 1], line[i], line[i + 1]] as [number, number, number, number];
      best = Math.min(best, segmentDistance(x, y, x1, y1, x2, y2));
    }
  }
  return best;
}

/** The topmost feature of a layer at a place: areas by their fill, lines and points within the tolerance. */
export function hitShape(
  shapes: readonly Shape[],
  layer: string,
  x: number,
  y: number,
  tolerance: number,
): Shape | null {
  let best: Shape | null = null;
  let near = tolerance;
  for (const shape of shapes) {
    if (shape.layer !== layer) continue;
    const reach = shape.type === 3 ? 0 : tolerance;
    const [w, n, e, s] = shape.box;
    if (x < w - reach || x > e + reach || y < n - reach || y > s + reach) continue;
    if (shape.type === 3) {
      if (winding(shape.parts, x, y) !== 0) best = shape;
      continue;
    }
    const distance = lineDistance(shape.parts, x, y);
    if (distance <= near) [best, near] = [shape, distance];
  }
  return best;
}
