// Where street names may stand: straight stretches of the streets, longest first.

export interface Anchor {
  x: number;
  y: number;
  angle: number;
  room: number;
}

type Line = readonly number[];

const near = (ax: number, ay: number, bx: number, by: number) => Math.abs(ax - bx) < 0.6 && Math.abs(ay - by) < 0.6;

function reversed(line: Line): number[] {
  const out: number[] = [];
  for (let i = line.length - 2; i >= 0; i -= 2) out.push(line[i] as number, line[i + 1] as number);
  return out;
}

function joined(a: Line, b: Line): number[] | null {
  const [ax, ay, az, aw] = [a[0], a[1], a.at(-2), a.at(-1)] as number[];
  const [bx, by, bz, bw] = [b[0], b[1], b.at(-2), b.at(-1)] as number[];
  if (near(az as number, aw as number, bx as number, by as number)) return [...a, ...b.slice(2)];
  if (near(az as number, aw as number, bz as number, bw as number)) return [...a, ...reversed(b).slice(2)];
  if (near(ax as number, ay as number, bz as number, bw as number)) return [...b, ...a.slice(2)];
  if (near(ax as number, ay as number, bx as number, by as number)) return [...reversed(a), ...b.slice(2)];
  return null;
}

/** Puts the pieces of one street together where their ends meet. */
export function chain(pieces: readonly Line[]): number[][] {
  const chains: number[][] = [];
  const rest = pieces.map((piece) => [...piece]);
  while (rest.length > 0) {
    let line = rest.pop() as number[];
    for (let i = 0; i < rest.length; i++) {
      const longer = joined(line, rest[i] as number[]);
      if (!longer) continue;
      line = longer;
      rest.splice(i, 1);
      i = -1;
    }
    chains.push(line);
  }
  return chains;
}

interface Walk {
  at: number[];
  line: Line;
}

function walk(line: Line): Walk {
  const at = [0];
  for (let i = 2; i < line.length; i += 2) {
    const step = Math.hypot(
      (line[i] as number) - (line[i - 2] as number),
      (line[i + 1] as number) - (line[i - 1] as number),
    );
    at.push((at.at(-1) as number) + step);
  }
  return { at, line };
}

function pointAt({ at, line }: Walk, distance: number): [number, number] {
  let i = at.findIndex((d) => d >= distance);
  if (i < 1) i = i < 0 ? at.length - 1 : 1;
  const [from, to] = [at[i - 1] as number, at[i] as number];
  const f = to > from ? (distance - from) / (to - from) : 0;
  const [x1, y1, x2, y2] = [line[2 * i - 2], line[2 * i - 1], line[2 * i], line[2 * i + 1]] as [
    number,
    number,
    number,
    number,
  ];
  return [x1 + (x2 - x1) * f, y1 + (y2 - y1) * f];
}

function straightness(path: Walk, from: number, to: number): { bend: number; anchor: Anchor } {
  const [x1, y1] = pointAt(path, from);
  const [x2, y2] = pointAt(path, to);
  const chord = Math.hypot(x2 - x1, y2 - y1) || 1;
  let bend = 0;
  for (let i = 1; i < 8; i++) {
    const [x, y] = pointAt(path, from + ((to - from) * i) / 8);
    bend = Math.max(bend, Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / chord);
  }
  let angle = Math.atan2(y2 - y1, x2 - x1);
  if (angle > Math.PI / 2) angle -= Math.PI;
  if (angle <= -Math.PI / 2) angle += Math.PI;
  const [mx, my] = pointAt(path, (from + to) / 2);
  return { bend, anchor: { x: (x1 + x2 + 2 * mx) / 4, y: (y1 + y2 + 2 * my) / 4, angle, room: to - from } };
}

/** Places for a text of this width along a line, straightest first, at most one per `every` pixels. */
export function anchors(line: Line, width: number, maxBend: number): Anchor[] {
  const path = walk(line);
  const total = path.at.at(-1) as number;
  if (total < width) return [];
  const found: { bend: number; anchor: Anchor; off: number }[] = [];
  const steps = 2 * Math.max(1, Math.min(12, Math.floor((total - width) / 32)));
  for (let i = 0; i <= steps; i++) {
    const from = ((total - width) * i) / steps;
    const place = straightness(path, from, from + width);
    if (place.bend <= maxBend) found.push({ ...place, off: Math.abs(from + width / 2 - total / 2) });
  }
  found.sort((a, b) => Math.round(a.bend) - Math.round(b.bend) || a.off - b.off);
  return found.map(({ anchor }) => anchor);
}
