// Which corner, of which ring, in which system of coordinates.

import { h } from '../dom';
import { signal } from '../signal';
import type { CornerAt } from './area';
import { glyph } from './icons';
import type { Session } from './session';
import { words } from './texts';

type System = 'utm' | 'degrees';

export const system = signal<System>('utm');

export function pickers(session: Session, at: CornerAt, count: number, choose: (at: CornerAt) => void): HTMLElement {
  const t = words();
  const rings = (session.area()?.coordinates ?? []).flatMap((polygon, part) =>
    polygon.map((_, ring) => ({ part, ring })),
  );
  const options = rings.map(({ part, ring }) =>
    h(
      'option',
      { value: `${part}.${ring}`, selected: part === at.part && ring === at.ring },
      t.ringName(part + 1, ring),
    ),
  );
  const picked = (event: Event) => {
    const [part = 0, ring = 0] = (event.target as HTMLSelectElement).value.split('.').map(Number);
    choose({ part, ring, index: 0 });
  };
  const step = (by: number, key: string, label: string, icon: 'west' | 'east') =>
    h(
      'button',
      {
        type: 'button',
        class: 'edit-tool',
        'data-key': key,
        'aria-label': label,
        title: label,
        click: () => choose({ ...at, index: (at.index + by + count) % count }),
      },
      glyph(icon),
    );
  const unit = (event: Event) => system.set((event.target as HTMLSelectElement).value as System);
  return h(
    'div',
    { class: 'edit-pickers' },
    rings.length > 1 && h('label', {}, t.ring, h('select', { 'data-key': 'corner-ring', change: picked }, ...options)),
    h(
      'div',
      { class: 'edit-step' },
      step(-1, 'corner-previous', t.previousCorner, 'west'),
      h('span', {}, t.corner(at.index + 1, count)),
      step(1, 'corner-next', t.nextCorner, 'east'),
    ),
    h(
      'label',
      {},
      t.system,
      h(
        'select',
        { 'data-key': 'corner-system', change: unit },
        ...(['utm', 'degrees'] as const).map((each) =>
          h('option', { value: each, selected: each === system() }, t.systems[each]),
        ),
      ),
    ),
  );
}
