import { h, type Icon, icon, s } from '../dom';
import { t } from '../i18n';
import * as format from '../i18n/format';
import { p } from '../i18n/plan';
import type { Signal } from '../signal';
import { day, go, lang, serverToday } from '../store';
import { boundaries, type Day, isDay, stepTo } from '../time/period';
import { actual } from './bars';
import type { Desk } from './desk';
import { ZOOMS } from './scale';

const BACK = 'M9 6 4.5 10.5 9 15M5 10.5h8.5a5.5 5.5 0 0 1 0 11H11';
const ON = 'M15 6l4.5 4.5L15 15M19 10.5h-8.5a5.5 5.5 0 0 0 0 11H13';
const glyph = (d: string) => s('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, s('path', { d }));

function tool(name: Icon | SVGElement, key: string, label: string, click: () => void, isOff = false): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'tool',
      'data-key': key,
      title: label,
      'aria-label': label,
      'aria-disabled': isOff ? 'true' : null,
      click: () => isOff || click(),
    },
    typeof name === 'string' ? icon(name) : name,
  );
}

export function turn(label: string, key: string, isOn: Signal<boolean>): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'chip',
      'data-key': key,
      'aria-pressed': `${isOn()}`,
      click: () => isOn.set(!isOn()),
    },
    label,
  );
}

const goTo = (next: Day) => go({ at: next === serverToday() ? null : next });

/** The day of the map, by typing and from change to change; the marker in the chart is the same day. */
export function dayTools(desk: Desk, show: (day: Day) => void): HTMLElement {
  const ticks = boundaries(
    desk.placed().flatMap((bar) => [bar.planned, ...[actual(bar, serverToday())].filter((each) => each !== null)]),
  );
  const input = h('input', {
    type: 'date',
    class: 'field field-date',
    'data-key': 'plan-day',
    'aria-label': p().dayMarker,
    min: '1900-01-01',
    max: '2199-12-31',
  });
  input.value = day();
  const jump = (next: Day | null) => {
    if (!next) return;
    goTo(next);
    show(next);
  };
  input.addEventListener('change', () => isDay(input.value) && jump(input.value));
  const stepTool = (by: 1 | -1) => {
    const next = stepTo(ticks, day(), by);
    const name = by === 1 ? t().nextChange : t().previousChange;
    const label = next ? `${name}: ${format.date(next, lang())}` : name;
    return tool(by === 1 ? 'next' : 'previous', `plan-step${by}`, label, () => jump(next), !next);
  };
  return h(
    'div',
    { class: 'plan-tools', role: 'group', 'aria-label': p().dayMarker },
    stepTool(-1),
    input,
    stepTool(1),
  );
}

export function zoomTools(px: Signal<number>, whole: () => void, toDay: () => void): HTMLElement {
  const by = (n: 1 | -1) => {
    const at = ZOOMS.findIndex((each) => each >= px());
    const next = ZOOMS[(at < 0 ? ZOOMS.length - 1 : at) + n];
    if (next) px.set(next);
  };
  return h(
    'div',
    { class: 'plan-tools' },
    tool('minus', 'plan-out', p().zoomOut, () => by(-1), px() <= (ZOOMS[0] as number)),
    tool('plus', 'plan-in', p().zoomIn, () => by(1), px() >= (ZOOMS.at(-1) as number)),
    tool('fit', 'plan-whole', p().whole, whole),
    tool('clock', 'plan-to-day', p().toDay, toDay),
  );
}

export function undoTools(desk: Desk): HTMLElement {
  const { past, future } = desk.steps();
  return h(
    'div',
    { class: 'plan-tools' },
    tool(glyph(BACK), 'plan-undo', p().undo, desk.undo, past.length === 0),
    tool(glyph(ON), 'plan-redo', p().redo, desk.redo, future.length === 0),
  );
}
