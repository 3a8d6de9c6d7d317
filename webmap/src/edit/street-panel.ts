// The area as a strip of a street: which piece, from where to where, which side, how wide.

import { h, region } from '../dom';
import { effect, signal, untracked } from '../signal';
import { type Axis, arrow, axesOf, nearestAxis } from './axes';
import type { SnapGuides } from './guides';
import type { Marks } from './marks';
import type { Session } from './session';
import { type Side, stripArea } from './strip';
import { metres, plainNumber, readNumber, words } from './texts';

const SIDES: readonly Side[] = ['full', 'left', 'middle', 'right'];
const USUAL_WIDTH_M = 8;
const SHARE: Record<Side, number> = { full: 1, left: 0.5, right: 0.5, middle: 1 / 3 };

function axisName({ name, from, to, isWhole, length_m: length }: Axis): string {
  const t = words();
  const street = name ?? t.unnamed;
  const what = isWhole ? t.wholeStreet(street) : from || to ? t.pieceOf(street, from, to) : street;
  return `${what} (${metres(length, 0)})`;
}

export function axisPicker(
  id: string,
  axes: readonly Axis[],
  chosen: string,
  choose: (key: string) => void,
): HTMLSelectElement {
  const options = axes.map((axis) => h('option', { value: axis.key, selected: axis.key === chosen }, axisName(axis)));
  const change = (event: Event) => choose((event.target as HTMLSelectElement).value);
  return h('select', { id, 'data-key': id, change }, ...options);
}

export interface StreetPanel {
  root: HTMLElement;
  /** Whether the panel is unfolded; only then does it draw on the map. */
  opened(now: boolean): void;
  end(): void;
}

export function streetPanel(session: Session, guides: SnapGuides, marks: Marks): StreetPanel {
  const chosen = signal('');
  const side = signal<Side>('full');
  const numbers = signal({ width_m: 0, from_m: 0, to_m: 0 });
  const isOpen = signal(false);
  const isBad = signal(false);
  const axes = () => axesOf(guides.features());
  const axis = () => axes().find(({ key }) => key === chosen()) ?? nearestAxis(axes(), session);

  const fill = () => {
    const here = untracked(axis);
    if (!here) return;
    const width = Math.round((here.width_m ?? USUAL_WIDTH_M) * SHARE[untracked(side)] * 10) / 10;
    numbers.set({ width_m: width, from_m: 0, to_m: Math.round(here.length_m * 10) / 10 });
  };
  const made = () => {
    const here = axis();
    return here && stripArea(here.line, { side: side(), ...numbers() });
  };
  const number = (name: 'width_m' | 'from_m' | 'to_m', label: string) => {
    const input = (event: Event) =>
      numbers.set({
        ...untracked(numbers),
        [name]: readNumber((event.target as HTMLInputElement).value) || 0,
      });
    const value = plainNumber(untracked(numbers)[name], 1);
    return h(
      'label',
      {},
      label,
      h('input', {
        type: 'text',
        inputmode: 'decimal',
        autocomplete: 'off',
        'data-key': `street-${name}`,
        value,
        input,
      }),
    );
  };
  const take = () => {
    const area = untracked(made);
    isBad.set(!area);
    if (area) session.add(area);
  };

  const fields = h('div', { class: 'edit-form' });
  const stops = [
    effect(() => {
      [chosen(), side(), guides.features()];
      fill();
    }),
    region(fields, () => {
      const t = words();
      if (axes().length === 0) return [h('p', { class: 'edit-note' }, t.noStreets)];
      const radios = SIDES.map((each) =>
        h(
          'label',
          { class: 'edit-radio' },
          h('input', {
            type: 'radio',
            name: 'edit-side',
            value: each,
            checked: side() === each,
            'data-key': `street-${each}`,
            change: () => side.set(each),
          }),
          t.sides[each],
        ),
      );
      chosen();
      return [
        h('label', { for: 'street-axis' }, t.street),
        axisPicker('street-axis', axes(), untracked(axis)?.key ?? '', (key) => chosen.set(key)),
        h('fieldset', { class: 'edit-radios' }, h('legend', {}, t.side), ...radios),
        h('p', { class: 'edit-note' }, t.sideNote),
        h('div', { class: 'edit-row' }, number('width_m', t.width), number('from_m', t.from), number('to_m', t.to)),
        isBad() && h('p', { class: 'edit-error', role: 'alert' }, t.noStrip),
        h(
          'div',
          { class: 'edit-actions' },
          h('button', { type: 'button', class: 'button', 'data-key': 'street-take', click: take }, t.take),
        ),
      ];
    }),
    effect(() => {
      const here = axis();
      if (!isOpen() || !here || session.isDrawing) marks.clear();
      else marks.show([made(), 'edit-preview'], [here.line, 'edit-axis'], [arrow(here.line), 'edit-axis']);
    }),
  ];
  return {
    root: fields,
    opened: (now) => isOpen.set(now),
    end() {
      for (const stop of stops) stop();
    },
  };
}
