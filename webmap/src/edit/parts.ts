// The parts of the area as a list: what each measures, and a button that takes it away.

import { h, region } from '../dom';
import { type Area, removePart, withRing } from './area';
import { glyph } from './icons';
import type { Marks } from './marks';
import { polygonM2 } from './plane';
import type { Session } from './session';
import { areaText, words } from './texts';

function remover(key: string, name: string, click: () => void, look: (isOn: boolean) => void): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'edit-tool',
      'data-key': key,
      'aria-label': name,
      title: name,
      click,
      focus: () => look(true),
      blur: () => look(false),
      pointerenter: () => look(true),
      pointerleave: () => look(false),
    },
    glyph('trash'),
  );
}

export function partList(session: Session, marks: Marks): { root: HTMLElement; end(): void } {
  const root = h('div', { class: 'edit-parts', tabindex: -1 });
  const row = (name: string, m2: number, button: HTMLElement, isHole: boolean) =>
    h(
      'li',
      { class: isHole ? 'edit-hole' : null },
      h('span', {}, name),
      h('span', { class: 'edit-figure' }, areaText(m2)),
      button,
    );
  const look = (coordinates: Area['coordinates'][number]) => (isOn: boolean) =>
    isOn ? marks.show([{ type: 'Polygon', coordinates }, 'edit-aim']) : marks.clear();
  const stop = region(root, () => {
    const t = words();
    const area = session.area();
    marks.clear();
    if (!area) return [];
    const items = area.coordinates.flatMap((polygon, p) => {
      const drop = () => session.commit(removePart(area, p), () => t.said.partGone);
      const part = row(
        t.part(p + 1),
        polygonM2(polygon),
        remover(`part-${p}`, t.removePart(p + 1), drop, look(polygon)),
        false,
      );
      const holes = polygon.slice(1).map((ring, i) => {
        const close = () => session.commit(withRing(area, p, i + 1, []), () => t.said.holeGone);
        const button = remover(`hole-${p}-${i}`, t.removeHole(i + 1, p + 1), close, look([ring]));
        return row(t.hole(i + 1), polygonM2([ring]), button, true);
      });
      return [part, ...holes];
    });
    return [h('p', { class: 'edit-title' }, t.parts), h('ul', { class: 'edit-list' }, ...items)];
  });
  return { root, end: stop };
}
