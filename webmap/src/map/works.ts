import type { MultiPolygon } from 'geojson';
import type { Level, Section, WorksState } from '../model';
import { periodOf } from '../sieve';
import { contains, type Day, stateOn } from '../time/period';
import { CanvasOverlay, type Frame, pixelRatio } from './overlay';
import type { Theme } from './theme';

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
export const CHEVRONS: Record<Level, number> = { minor: 1, moderate: 2, major: 3 };
const SHORT = 4;
/** Further out, badges would hide the town. */
const BADGE_ZOOM = 15;

/** Real registers name sections by file numbers ("2019V3783"); only a short label has room in a sign. */
export function isShort(label: string): boolean {
  return label.length <= SHORT;
}

export function pathOf(geometry: MultiPolygon, at: Frame['at']): Path2D {
  const path = new Path2D();
  for (const polygon of geometry.coordinates) {
    for (const ring of polygon) {
      ring.forEach(([lon = 0, lat = 0], i) => {
        const [x, y] = at(lat, lon);
        if (i === 0) path.moveTo(x, y);
        else path.lineTo(x, y);
      });
      path.closePath();
    }
  }
  return path;
}

function crossings(ring: readonly [number, number][], y: number): number[] {
  const xs: number[] = [];
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = ring[i] as [number, number];
    const [x2, y2] = ring[j] as [number, number];
    if (y1 > y !== y2 > y) xs.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
  }
  return xs.sort((a, b) => a - b);
}

/** A place well inside the largest part: the widest inner stretch on one of nine heights. */
export function labelPoint(geometry: Section['geometry'], at: Frame['at']): [number, number] | null {
  let best: [number, number] | null = null;
  let widest = 0;
  for (const [outer] of geometry.coordinates) {
    const ring = (outer ?? []).map(([lon = 0, lat = 0]) => at(lat, lon));
    const ys = ring.map(([, y]) => y);
    const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
    for (let i = 1; i <= 9; i++) {
      const y = top + ((bottom - top) * i) / 10;
      const xs = crossings(ring, y);
      for (let k = 0; k + 1 < xs.length; k += 2) {
        const [w, e] = [xs[k] as number, xs[k + 1] as number];
        const score = e - w - Math.abs(i - 5) * 1.5;
        if (score > widest) [widest, best] = [score, [(w + e) / 2, y]];
      }
    }
  }
  return best;
}

function hatch(ctx: CanvasRenderingContext2D, colour: string, [ox, oy]: [number, number]): CanvasPattern | null {
  const ratio = pixelRatio();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 8 * ratio;
  const brush = canvas.getContext('2d');
  if (!brush) return null;
  brush.scale(ratio, ratio);
  brush.strokeStyle = colour;
  brush.lineWidth = 1.1;
  for (const shift of [-8, 0, 8]) {
    brush.moveTo(shift - 1, 9);
    brush.lineTo(shift + 9, -1);
  }
  brush.stroke();
  const pattern = ctx.createPattern(canvas, 'repeat');
  pattern?.setTransform(new DOMMatrix().translate(ox % 8, oy % 8).scale(1 / ratio));
  return pattern;
}

/** Sections of works: past hatched, current solid, future outlined and dashed; a badge names them and shows how much they disturb. */
export class WorksLayer extends CanvasOverlay {
  private sections: readonly Section[] = [];
  private day: Day = '';

  constructor(
    pane: string,
    private theme: Theme,
  ) {
    super(pane);
  }

  show(sections: readonly Section[], day: Day): void {
    this.sections = sections;
    this.day = day;
    this.redraw();
  }

  restyle(theme: Theme): void {
    this.theme = theme;
    this.redraw();
  }

  protected override isEmpty(): boolean {
    return this.sections.length === 0;
  }

  protected draw(frame: Frame): void {
    const order: WorksState[] = ['past', 'future', 'current'];
    const states = this.sections.map((section) => ({ section, state: stateOn(periodOf(section), this.day) }));
    states.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
    for (const { section, state } of states) this.area(frame, section, state);
  }

  private strips(ctx: CanvasRenderingContext2D, within: Path2D, paths: readonly Path2D[]): void {
    ctx.save();
    ctx.clip(within);
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1;
    ctx.strokeStyle = this.theme.outline;
    for (const path of paths) {
      ctx.fill(path);
      ctx.stroke(path);
    }
    ctx.restore();
  }

  private area({ ctx, at, origin, zoom }: Frame, section: Section, state: WorksState): void {
    const path = pathOf(section.geometry, at);
    ctx.lineJoin = 'round';
    ctx.fillStyle = this.theme.works;
    const strips = state === 'current' ? stripsOn(section, this.day) : [];
    ctx.globalAlpha = state === 'current' ? (strips.length > 0 ? 0.5 : 0.9) : state === 'future' ? 0.22 : 0.3;
    ctx.fill(path);
    if (strips.length > 0)
      this.strips(
        ctx,
        path,
        strips.map((strip) => pathOf(strip, at)),
      );
    ctx.globalAlpha = state === 'past' ? 0.55 : 1;
    if (state === 'past') {
      ctx.fillStyle = hatch(ctx, this.theme.outline, origin) ?? this.theme.works;
      ctx.fill(path);
    }
    ctx.strokeStyle = this.theme.outline;
    ctx.lineWidth = zoom < 16 ? 1 : 1.5;
    if (state === 'future') ctx.setLineDash([6, 4]);
    ctx.stroke(path);
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }
}

/** Where within a section people work on that day, as far as its phases say so. */
function stripsOn({ properties }: Section, day: Day): MultiPolygon[] {
  return properties.phases.flatMap(({ geometry, status, valid_from: from, valid_to: to }) =>
    geometry && status !== 'cancelled' && contains({ from, to }, day) ? [geometry] : [],
  );
}

/** The badges stand above street names. */
export class BadgeLayer extends CanvasOverlay {
  private sections: readonly Section[] = [];

  constructor(
    pane: string,
    private theme: Theme,
  ) {
    super(pane);
  }

  show(sections: readonly Section[]): void {
    this.sections = sections;
    this.redraw();
  }

  restyle(theme: Theme): void {
    this.theme = theme;
    this.redraw();
  }

  /** The boxes of the badges in canvas pixels, so that labels keep clear of them. */
  boxes(frame: Frame): number[][] {
    if (this.isEmpty(frame.zoom)) return [];
    return this.sections.flatMap((section) => {
      const place = labelPoint(section.geometry, frame.at);
      if (!place) return [];
      const half = this.width(frame.ctx, section) / 2 + 2;
      return [[place[0] - half, place[1] - 12, place[0] + half, place[1] + 12]];
    });
  }

  protected override isEmpty(zoom: number): boolean {
    return zoom < BADGE_ZOOM || this.sections.length === 0;
  }

  protected draw(frame: Frame): void {
    for (const section of this.sections) {
      const place = labelPoint(section.geometry, frame.at);
      if (place) this.badge(frame.ctx, section, Math.round(place[0]), Math.round(place[1]));
    }
  }

  private width(ctx: CanvasRenderingContext2D, section: Section): number {
    ctx.font = `700 12px ${FONT}`;
    const chevrons = CHEVRONS[section.properties.noise_level ?? 'minor'] ?? 1;
    const { label } = section.properties;
    return isShort(label) ? ctx.measureText(label).width + 17 + chevrons * 5 : 9.5 + chevrons * 5;
  }

  private badge(ctx: CanvasRenderingContext2D, section: Section, x: number, y: number): void {
    const width = this.width(ctx, section);
    const chevrons = CHEVRONS[section.properties.noise_level ?? 'minor'] ?? 1;
    ctx.beginPath();
    ctx.roundRect(x - width / 2, y - 10, width, 20, 5);
    ctx.fillStyle = this.theme.works;
    ctx.fill();
    ctx.strokeStyle = this.theme.worksInk;
    ctx.lineWidth = 1.25;
    ctx.stroke();
    ctx.fillStyle = this.theme.worksInk;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    const { label } = section.properties;
    if (isShort(label)) ctx.fillText(label, x - width / 2 + 7, y + 0.5);
    ctx.lineWidth = 1.75;
    ctx.lineCap = 'round';
    ctx.lineJoin = 'round';
    for (let i = 0; i < chevrons; i++) {
      const cx = x + width / 2 - 7 - (chevrons - 1 - i) * 5;
      ctx.beginPath();
      ctx.moveTo(cx - 2, y - 4);
      ctx.lineTo(cx + 1.5, y);
      ctx.lineTo(cx - 2, y + 4);
      ctx.stroke();
    }
  }
}
