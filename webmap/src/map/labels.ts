import { CollisionGrid, textBoxes } from './collision';
import { type Anchor, anchors, chain } from './label-place';
import type { MvtLayer } from './mvt';
import { type Placed, perMetre } from './mvt-style';
import type { Shape } from './mvt-tile';
import { CanvasOverlay, type Frame } from './overlay';
import type { Theme } from './theme';

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
const REPEAT_PX = 420;
const LEAST_ZOOM = 14;

interface Street {
  name: string;
  rank: number;
  pieces: number[][];
}

const RANK: Record<string, number> = { pedestrian: 0, main: 1, street: 2, service: 3, path: 4, steps: 5 };

function streetOf(streets: Map<string, Street>, shape: Shape): Street | null {
  const name = shape.layer === 'segments' ? String(shape.props.street_name ?? '') : '';
  if (!name) return null;
  const street = streets.get(name) ?? { name, rank: 9, pieces: [] };
  street.rank = Math.min(street.rank, RANK[String(shape.props.kind)] ?? 2);
  streets.set(name, street);
  return street;
}

function streetsOf(placed: readonly Placed[], [ox, oy]: [number, number]): Street[] {
  const byName = new Map<string, Street>();
  const seen = new Set<string>();
  for (const { shapes, scale, dx, dy } of placed) {
    for (const shape of shapes) {
      const street = streetOf(byName, shape);
      for (const part of street ? shape.parts : []) {
        const piece = Array.from(part, (v, i) => v * scale + (i % 2 === 0 ? dx + ox : dy + oy));
        const key = `${shape.id}:${piece.map(Math.round).join()}`;
        if (!seen.has(key)) street?.pieces.push(piece);
        seen.add(key);
      }
    }
  }
  return [...byName.values()].sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name));
}

function ringArea(ring: Float64Array): number {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    sum += (ring[j] as number) * (ring[i + 1] as number) - (ring[i] as number) * (ring[j + 1] as number);
  }
  return Math.abs(sum / 2);
}

/** A building cut by tiles is numbered once, on its largest piece. */
function numbersOf(placed: readonly Placed[], [ox, oy]: [number, number]): { text: string; x: number; y: number }[] {
  const best = new Map<number, { text: string; x: number; y: number; area: number }>();
  for (const { shapes, scale, dx, dy } of placed) {
    for (const shape of shapes) {
      const text = shape.layer === 'buildings' ? String(shape.props.house_number ?? '') : '';
      const ring = shape.parts[0];
      if (!text || !ring) continue;
      const area = ringArea(ring);
      if (area <= (best.get(shape.id)?.area ?? 0)) continue;
      const [x, y] = middle(shape);
      best.set(shape.id, { text, area, x: x * scale + dx + ox, y: y * scale + dy + oy });
    }
  }
  return [...best.values()];
}

function middle(shape: Shape): [number, number] {
  const [w, n, e, s] = shape.box;
  return [(w + e) / 2, (n + s) / 2];
}

/** Street names along their streets and house numbers, over all tiles at once so that no name is cut. */
export class LabelLayer extends CanvasOverlay {
  /** Boxes in canvas pixels that labels keep clear of. */
  obstacles: (frame: Frame) => number[][] = () => [];

  constructor(
    pane: string,
    private readonly tiles: MvtLayer,
    private theme: Theme,
  ) {
    super(pane);
  }

  restyle(theme: Theme): void {
    this.theme = theme;
    this.redraw();
  }

  protected override isEmpty(zoom: number): boolean {
    return zoom < LEAST_ZOOM;
  }

  protected draw(frame: Frame): void {
    const { ctx, zoom } = frame;
    const placed = this.tiles.placed(zoom);
    const grid = new CollisionGrid();
    for (const box of this.obstacles(frame)) grid.add(box);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    for (const street of streetsOf(placed, frame.origin)) this.street(frame, street, grid);
    if (zoom >= 18) this.numbers(frame, placed, grid);
  }

  private street({ ctx, zoom, width: w, height: h }: Frame, street: Street, grid: CollisionGrid): void {
    if (street.rank > 2 && zoom < 17) return;
    const size = zoom < 16 ? 10.5 : zoom < 17 ? 11.5 : zoom < 18 ? 12.5 : 14;
    ctx.font = `${street.rank <= 1 ? 600 : 500} ${size}px ${FONT}`;
    const width = ctx.measureText(street.name).width + 10;
    const bend = Math.max(2.5, 2.2 * perMetre(zoom));
    const set: Anchor[] = [];
    const isFree = ({ x, y, angle }: Anchor) =>
      x >= 0 &&
      y >= 0 &&
      x <= w &&
      y <= h &&
      !set.some((other) => Math.hypot(other.x - x, other.y - y) < REPEAT_PX) &&
      grid.take(textBoxes(x, y, angle, width, size + 2));
    for (const line of chain(street.pieces).sort((a, b) => b.length - a.length)) {
      for (const anchor of anchors(line, width, bend)) {
        if (!isFree(anchor)) continue;
        set.push(anchor);
        this.text(ctx, street.name, anchor.x, anchor.y, anchor.angle, this.theme.label);
      }
    }
  }

  private numbers({ ctx, zoom, width, height, origin }: Frame, placed: readonly Placed[], grid: CollisionGrid): void {
    const size = zoom < 19 ? 10 : 11.5;
    ctx.font = `500 ${size}px ${FONT}`;
    for (const { text, x, y } of numbersOf(placed, origin)) {
      if (x < 0 || y < 0 || x > width || y > height) continue;
      const half = ctx.measureText(text).width / 2 + 2;
      if (grid.take([[x - half, y - size / 2, x + half, y + size / 2]]))
        this.text(ctx, text, x, y, 0, this.theme.labelQuiet);
    }
  }

  private text(ctx: CanvasRenderingContext2D, text: string, x: number, y: number, angle: number, colour: string): void {
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(angle);
    ctx.strokeStyle = this.theme.halo;
    ctx.lineWidth = 3.5;
    ctx.strokeText(text, 0, 0);
    ctx.fillStyle = colour;
    ctx.fillText(text, 0, 0);
    ctx.restore();
  }
}
