// Pointer and keys on the chart.

import { untracked } from '../signal';
import { day, drift, go, serverToday } from '../store';
import { addDays, type Day } from '../time/period';
import type { Key } from './bars';
import type { View } from './gantt';
import type { Scale } from './scale';
import type { Edge } from './shift';

/** Less than this is a click that trembled. */
const STILL_PX = 4;

interface Hold {
  key: Key;
  edge: Edge;
  x: number;
  moved: boolean;
  pointer: number;
}

function setDay(next: Day, pushed: boolean): void {
  const at = next === untracked(serverToday) ? null : next;
  if (pushed) go({ at });
  else drift({ at });
}

/** Where the head of the chart is touched, there goes the day of the map. */
export function listenToDay(head: HTMLElement, root: HTMLElement, to: () => Scale): void {
  let held = false;
  const move = (event: PointerEvent) => {
    const x = event.clientX - head.getBoundingClientRect().left;
    setDay(untracked(to).dayAt(x), false);
  };
  head.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    held = true;
    head.setPointerCapture?.(event.pointerId);
    move(event);
  });
  head.addEventListener('pointermove', (event) => held && move(event));
  for (const end of ['pointerup', 'pointercancel'] as const) head.addEventListener(end, () => (held = false));
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'PageDown' && event.key !== 'PageUp') return;
    event.preventDefault();
    setDay(addDays(untracked(day), (event.shiftKey ? 7 : 1) * (event.key === 'PageDown' ? 1 : -1)), false);
  });
}

const barOf = (event: Event) => (event.target as Element).closest<SVGElement>('[data-bar]');

function take(event: PointerEvent, view: View): Hold | null {
  const bar = barOf(event);
  const key = bar?.getAttribute('data-bar');
  if (!key || event.button !== 0) return null;
  const edge = (event.target as Element).closest('[data-edge]')?.getAttribute('data-edge') as Edge | undefined;
  const wasChosen = untracked(view.desk.chosen) === key;
  const hold = { key, edge: edge ?? 'shift', x: event.clientX, moved: false, pointer: event.pointerId } as Hold;
  // A finger scrolls the chart; only what it has chosen before does it drag.
  return event.pointerType !== 'touch' || wasChosen ? hold : null;
}

export function listenToBars(body: HTMLElement, view: View, to: () => Scale): void {
  let hold: Hold | null = null;
  const daysOf = (event: PointerEvent) => Math.round((event.clientX - (hold?.x ?? 0)) / untracked(to).px);
  const end = (isGood: boolean) => {
    const { moved, key } = hold ?? {};
    hold = null;
    if (!moved) return;
    if (isGood) view.desk.drop();
    else view.desk.letGo();
    body.querySelector<SVGElement>(`[data-bar="${CSS.escape(key ?? '')}"]`)?.focus({ preventScroll: true });
  };
  body.addEventListener('pointerdown', (event) => {
    hold = untracked(view.mayEdit) ? take(event, view) : null;
    if (hold) body.setPointerCapture?.(event.pointerId);
  });
  body.addEventListener('pointermove', (event) => {
    if (!hold || event.pointerId !== hold.pointer) return;
    hold.moved ||= Math.abs(event.clientX - hold.x) > STILL_PX;
    if (!hold.moved) return;
    view.desk.chosen.set(hold.key);
    view.desk.drag(hold.key, hold.edge, daysOf(event));
  });
  body.addEventListener('pointerup', () => end(true));
  body.addEventListener('pointercancel', () => end(false));
  body.addEventListener('click', (event) => {
    const key = document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.closest('[data-bar]'));
    const bar = untracked(view.desk.placed).find(
      (each) => each.key === (barOf(event) ?? key?.closest('[data-bar]'))?.getAttribute('data-bar'),
    );
    if (bar) view.choose(bar);
  });
  body.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && hold?.moved) {
      event.stopPropagation();
      end(false);
    } else if (untracked(view.mayEdit)) onKey(event, view);
  });
}

/** Another bar by its place in the list. */
function walk(event: KeyboardEvent, key: Key, view: View): void {
  const bars = [...(event.currentTarget as Element).querySelectorAll<SVGElement>('[role="slider"]')];
  const at = bars.findIndex((each) => each.getAttribute('data-bar') === key);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: bars.length - 1 }[event.key] ?? at;
  const target = bars[Math.min(Math.max(next, 0), bars.length - 1)];
  if (!target) return;
  target.focus();
  view.desk.chosen.set(target.getAttribute('data-bar'));
}

function onKey(event: KeyboardEvent, view: View): void {
  const key = barOf(event)?.getAttribute('data-bar');
  if (!key || event.ctrlKey || event.metaKey) return;
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    // With Alt the browser would leave the page.
    event.preventDefault();
    const days = (event.shiftKey ? 7 : 1) * (event.key === 'ArrowRight' ? 1 : -1);
    view.desk.chosen.set(key);
    view.desk.nudge(key, event.altKey ? 'tail' : 'shift', days);
  } else if (['ArrowUp', 'ArrowDown', 'Home', 'End'].includes(event.key)) {
    event.preventDefault();
    walk(event, key, view);
  } else if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    const bar = untracked(view.desk.placed).find((each) => each.key === key);
    if (!bar) return;
    view.choose(bar);
    queueMicrotask(() => document.querySelector<HTMLElement>('.plan-form input')?.focus());
  }
}
