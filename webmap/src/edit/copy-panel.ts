// The area of another phase or section as a beginning.

import { h, region } from '../dom';
import { signal, untracked } from '../signal';
import type { Session } from './session';
import { words } from './texts';

export function copyPanel(session: Session): { root: HTMLElement; end(): void } {
  const root = h('div', { class: 'edit-form' });
  const chosen = signal('');
  const stop = region(root, () => {
    const t = words();
    session.steps();
    const all = session.options.neighbours?.() ?? [];
    const options = all.map(({ id, label }) =>
      h('option', { value: String(id), selected: String(id) === untracked(chosen) }, label),
    );
    const select = h(
      'select',
      {
        id: 'edit-copy',
        'data-key': 'copy-from',
        change: (event: Event) => chosen.set((event.target as HTMLSelectElement).value),
      },
      ...options,
    );
    const take = (isReplacing: boolean) => () => {
      const found = all.find(({ id }) => String(id) === select.value);
      if (!found) return;
      if (isReplacing) session.commit(found.geometry, t.said.drawn);
      else session.add(found.geometry);
    };
    const button = (key: string, label: string, isReplacing: boolean) =>
      h('button', { type: 'button', class: 'button', 'data-key': key, click: take(isReplacing) }, label);
    return [
      h('label', { for: 'edit-copy' }, t.copyFrom),
      select,
      h(
        'div',
        { class: 'edit-actions' },
        button('copy-replace', t.replace, true),
        session.area() && button('copy-add', t.addTo, false),
      ),
    ];
  });
  return { root, end: stop };
}
