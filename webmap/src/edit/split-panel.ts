// One section into phases: by façade sides along a street, or by a line that is drawn.

import { h, region } from '../dom';
import { effect, signal, untracked } from '../signal';
import { axesOf, nearestAxis } from './axes';
import type { SnapGuides } from './guides';
import type { Marks } from './marks';
import { areaM2 } from './plane';
import type { Session } from './session';
import { splitBySides } from './split';
import { axisPicker } from './street-panel';
import { areaText, readNumber, words } from './texts';
import type { Piece } from './types';

const USUAL_MIDDLE_M = 3;

export function splitPanel(session: Session, guides: SnapGuides, marks: Marks): { root: HTMLElement; end(): void } {
  const root = h('div', { class: 'edit-form', tabindex: -1 });
  const chosen = signal('');
  const axis = () => axes().find(({ key }) => key === chosen()) ?? nearestAxis(axes(), session);
  const middle = signal(String(USUAL_MIDDLE_M));
  const isBad = signal(false);
  const axes = () => axesOf(guides.features());

  const bySides = () => {
    const [area, along] = [untracked(session.area), untracked(axis)];
    const sides = area && along && splitBySides(area, along.line, readNumber(untracked(middle)) || 0);
    isBad.set(!sides);
    if (!sides) return;
    const strips = [
      ['side_left', sides.left],
      ['middle', sides.middle],
      ['side_right', sides.right],
    ] as const;
    const pieces = strips.flatMap(([strip, geometry]): Piece[] => (geometry ? [{ geometry, strip }] : []));
    session.pieces.set(pieces);
    session.say(words().splitPreview(pieces.length));
  };

  const preview = () => {
    const t = words();
    const pieces = session.pieces();
    if (pieces.length === 0) return null;
    const items = pieces.map(({ geometry, strip }, i) =>
      h(
        'li',
        {},
        h('span', { class: `edit-swatch edit-swatch-${i % 3}`, 'aria-hidden': 'true' }, String(i + 1)),
        h('span', {}, strip ? t.strips[strip] : t.part(i + 1)),
        h('span', { class: 'edit-figure' }, areaText(areaM2(geometry))),
      ),
    );
    const take = () => {
      const list = [...untracked(session.pieces)];
      session.pieces.set([]);
      session.options.onSplit?.(list);
    };
    return h(
      'div',
      {},
      h('p', { class: 'edit-title' }, t.splitPreview(pieces.length)),
      h('ul', { class: 'edit-list' }, ...items),
      h(
        'div',
        { class: 'edit-actions' },
        h('button', { type: 'button', class: 'button', 'data-key': 'split-take', click: take }, t.splitTake),
        h(
          'button',
          { type: 'button', class: 'button', 'data-key': 'split-drop', click: () => session.pieces.set([]) },
          t.cancel,
        ),
      ),
    );
  };

  const stops = [
    region(root, () => {
      const t = words();
      const list = axes();
      const width = h('input', {
        id: 'split-middle',
        type: 'text',
        inputmode: 'decimal',
        autocomplete: 'off',
        'data-key': 'split-middle',
        'aria-describedby': 'split-note',
        value: untracked(middle),
        input: (event: Event) => middle.set((event.target as HTMLInputElement).value),
      });
      return [
        list.length === 0 && h('p', { class: 'edit-note' }, t.noStreets),
        list.length > 0 && h('label', { for: 'split-axis' }, t.splitAxis),
        list.length > 0 && axisPicker('split-axis', list, untracked(axis)?.key ?? '', (key) => chosen.set(key)),
        h('label', { for: 'split-middle' }, t.splitMiddle),
        width,
        h('p', { class: 'edit-note', id: 'split-note' }, t.splitMiddleNote),
        isBad() && h('p', { class: 'edit-error', role: 'alert' }, t.splitNone),
        h(
          'div',
          { class: 'edit-actions' },
          list.length > 0 &&
            h('button', { type: 'button', class: 'button', 'data-key': 'split-sides', click: bySides }, t.splitSides),
          h(
            'button',
            { type: 'button', class: 'button', 'data-key': 'split-line', click: () => session.tool.set('split') },
            t.splitLine,
          ),
        ),
        preview(),
      ];
    }),
    effect(() => {
      const pieces = session.pieces();
      if (pieces.length === 0 || session.isDrawing) marks.clear();
      else marks.show(...pieces.map(({ geometry }, i) => [geometry, `edit-piece edit-piece-${i % 3}`] as const));
    }),
  ];
  return {
    root,
    end() {
      for (const stop of stops) stop();
    },
  };
}
