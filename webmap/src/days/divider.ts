// The line between the two days: a native slider over the map, so that it goes by pointer and by keys alike.

import { h, s } from '../dom';
import { d } from '../i18n/days';
import * as format from '../i18n/format';
import type { CityMap } from '../map/map';
import { computed, effect, flush, signal, untracked } from '../signal';
import { day, lang } from '../store';
import { otherDay } from './other';

/** The width of a sheet of A4 within its margins. */
const SHEET_PX = 680;
/** The handle is this wide, and the line goes through its middle. */
const HANDLE_PX = 48;

const percent = signal(50);
const width = signal(0);
/** Where the line is, in pixels from the map's left edge. */
export const cutPx = computed(() => Math.round(HANDLE_PX / 2 + (percent() / 100) * (width() - HANDLE_PX)));

export function divider({ map }: CityMap): HTMLElement {
  const range = h('input', { type: 'range', class: 'divider-range', min: 0, max: 100, step: 1 });
  range.value = '50';
  range.addEventListener('input', () => percent.set(Number(range.value)));
  const names = [h('span', { class: 'divider-day' }), h('span', { class: 'divider-day' })] as const;
  const line = h('div', { class: 'divider-line', 'aria-hidden': 'true' }, ...names);
  const arrows = s('path', { d: 'M9 6l-6 6 6 6M15 6l6 6-6 6' });
  const grip = s('svg', { class: 'icon divider-grip', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, arrows);
  const root = h('div', { class: 'divider' }, line, range, grip);
  const box = map.getContainer();
  const measure = () => width.set(box.clientWidth);
  new ResizeObserver(measure).observe(box);
  measure();
  // On paper the map is as wide as the sheet; nothing is drawn any more once the print has begun.
  const fitTo = (wide: string) => {
    if (untracked(otherDay) === null) return;
    box.style.width = wide;
    map.invalidateSize({ animate: false });
    measure();
    flush();
  };
  addEventListener('beforeprint', () => fitTo(`${SHEET_PX}px`));
  addEventListener('afterprint', () => fitTo(''));
  effect(() => {
    root.style.setProperty('--cut', `${cutPx()}px`);
  });
  effect(() => {
    const other = otherDay();
    root.hidden = other === null;
    if (!other) return;
    const [left, right] = [other, day()].map((each) => format.date(each, lang())) as [string, string];
    [names[0].textContent, names[1].textContent] = [left, right];
    range.setAttribute('aria-label', d().line);
    range.setAttribute('aria-valuetext', d().lineAt(percent(), left, right));
  });
  return root;
}
