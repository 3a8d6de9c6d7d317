// What of the chart is seen.

import { effect, untracked } from '../signal';
import { AXIS_PX } from './axis';
import type { Desk } from './desk';
import type { Scale } from './scale';

/** How far from the edge the chosen bar stays. */
const MARGIN_PX = 40;

interface Edges {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** How far to scroll so that a stretch is within another one; its beginning counts more than its end. */
function into(from: number, to: number, least: number, most: number): number {
  if (from < least) return from - least;
  return to > most ? Math.min(to - most, from - least) : 0;
}

function scrollTo(root: HTMLElement, bar: Edges, covered: number): void {
  const seen = root.getBoundingClientRect();
  if (seen.width === 0) return;
  root.scrollLeft += into(bar.left, bar.right, seen.left + covered + MARGIN_PX, seen.right - MARGIN_PX);
  root.scrollTop += into(bar.top, bar.bottom, seen.top + AXIS_PX, seen.bottom - MARGIN_PX);
}

/** The chosen bar is in sight, also after it was moved; while it is being dragged the ground stays. */
export function followChosen(root: HTMLElement, body: HTMLElement, desk: Desk, covered: () => number): () => void {
  return effect(() => {
    const key = desk.chosen();
    desk.steps();
    if (!key) return;
    requestAnimationFrame(() => {
      const bar = body.querySelector(`[data-bar="${CSS.escape(key)}"]`)?.getBoundingClientRect();
      if (bar) scrollTo(root, bar, covered());
    });
  });
}

/** When the axis is stretched, the day in the middle stays in the middle. */
export function keepPlace(root: HTMLElement, to: () => Scale): () => void {
  let before = untracked(to);
  return effect(() => {
    const now = to();
    if (now === before) return;
    const middle = before.dayAt(root.scrollLeft + root.clientWidth / 2);
    const offset = before.x(middle) - root.scrollLeft;
    before = now;
    queueMicrotask(() => {
      root.scrollLeft = now.x(middle) - offset;
    });
  });
}
