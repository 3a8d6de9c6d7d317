// Lines beside a line, in metres. They are what strips and cuts along a street are made of.

import { crossing, distance } from './plane';
import type { Metres } from './utm';

/** A corner whose tip would lie further out than so many times the distance gets two points instead. */
const LONGEST_TIP = 3;
/** A loop longer than so many times the distance is no narrow bend but a line that meets itself. */
const LONGEST_LOOP = 12;
const SAME_M = 0.0005;

function direction(a: Metres, b: Metres): Metres {
  const length = distance(a, b);
  return [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
}

/** The line without points that repeat the one before. */
export function lean(line: readonly Metres[]): Metres[] {
  return line.filter((point, i) => i === 0 || distance(point, line[i - 1] as Metres) > SAME_M);
}

/** A point at a place on the line's left, d metres away; right if d is negative. */
const beside = ([x, y]: Metres, [dx, dy]: Metres, d: number): Metres => [x - dy * d, y + dx * d];

function corner(point: Metres, before: Metres, after: Metres, d: number): Metres[] {
  const cos = before[0] * after[0] + before[1] * after[1];
  const tip = 2 / (1 + cos);
  if (1 + cos < 1e-6 || tip > LONGEST_TIP ** 2) return [beside(point, before, d), beside(point, after, d)];
  const middle: Metres = [(before[0] + after[0]) / 2, (before[1] + after[1]) / 2];
  return [beside(point, middle, d * tip)];
}

const lengthOf = (line: readonly Metres[]) =>
  line.slice(1).reduce((sum, point, i) => sum + distance(line[i] as Metres, point), 0);

/** Takes out the loops that an inner bend makes where it is narrower than the distance. */
function dropLoops(line: readonly Metres[], d: number): Metres[] {
  const out = [...line];
  for (let i = 0; i + 1 < out.length; i++) {
    for (let k = i + 2; k + 1 < out.length; k++) {
      const at = crossing(out[i] as Metres, out[i + 1] as Metres, out[k] as Metres, out[k + 1] as Metres);
      if (!at || lengthOf(out.slice(i, k + 2)) > LONGEST_LOOP * Math.abs(d) + 2) continue;
      out.splice(i + 1, k - i, at);
      k = i + 1;
    }
  }
  return out;
}

/** The line d metres to the left, or to the right if d is negative; its ends lie square to the first and last stretch. */
export function offsetLine(line: readonly Metres[], d: number): Metres[] {
  const points = lean(line);
  if (points.length < 2 || d === 0) return points;
  const ways = points.slice(1).map((point, i) => direction(points[i] as Metres, point));
  const moved = points.flatMap((point, i) => {
    const [before, after] = [ways[i - 1], ways[i]];
    if (before && after) return corner(point, before, after, d);
    return [beside(point, (before ?? after) as Metres, d)];
  });
  return lean(dropLoops(moved, d));
}

/** The stretch of a line between two distances from its beginning. */
export function stretch(line: readonly Metres[], fromM: number, toM: number): Metres[] {
  const out: Metres[] = [];
  let done = 0;
  for (let i = 0; i + 1 < line.length; i++) {
    const [a, b] = [line[i] as Metres, line[i + 1] as Metres];
    const length = distance(a, b);
    const at = (m: number): Metres => {
      const share = (m - done) / length;
      return share <= 0 ? a : share >= 1 ? b : [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
    };
    if (length > 0 && done + length > fromM && done < toM) {
      if (out.length === 0) out.push(at(fromM));
      out.push(at(toM));
    }
    done += length;
  }
  return lean(out);
}
