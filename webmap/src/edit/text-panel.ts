// Pasting or loading GeoJSON or WKT (E10). What is wrong is said with its line.

import { h, region } from '../dom';
import { effect, signal } from '../signal';
import { boundsOfArea } from './area';
import type { Session } from './session';
import { MOST_BYTES, type TakeInError, takeIn } from './take-in';
import { words } from './texts';

export function textPanel(session: Session): { root: HTMLElement; end(): void } {
  const error = signal<Pick<TakeInError, 'code' | 'line'> | null>(null);
  const text = h('textarea', {
    id: 'edit-text',
    rows: 5,
    spellcheck: 'false',
    'aria-describedby': 'edit-text-hint edit-text-error',
  });
  const file = h('input', { id: 'edit-file', type: 'file', accept: '.geojson,.json,.wkt,.txt,application/geo+json' });
  const [textLabel, fileLabel] = [h('label', { for: 'edit-text' }), h('label', { for: 'edit-file' })];
  const hint = h('p', { id: 'edit-text-hint', class: 'edit-note' });
  const fault = h('p', { id: 'edit-text-error', class: 'edit-error', role: 'alert' });
  const buttons = h('div', { class: 'edit-actions' });

  const read = (isReplacing: boolean) => {
    error.set(null);
    try {
      const area = takeIn(text.value);
      if (isReplacing) session.commit(area, words().said.drawn);
      else session.add(area);
      session.options.map.fitBounds(boundsOfArea(area), { maxZoom: 19 });
      text.value = '';
      file.value = '';
    } catch (cause) {
      error.set(cause as TakeInError);
      text.focus();
    }
  };
  file.addEventListener('change', async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    if (chosen.size > MOST_BYTES) {
      error.set({ code: 'too_large', line: null });
      return;
    }
    text.value = await chosen.text();
    error.set(null);
  });
  const stops = [
    effect(() => {
      const t = words();
      textLabel.textContent = t.text;
      fileLabel.textContent = t.file;
      hint.textContent = t.textHint;
    }),
    effect(() => {
      const what = error();
      fault.textContent = what ? words().fault(what.code, what.line) : '';
      fault.hidden = !what;
      text.setAttribute('aria-invalid', String(what !== null));
    }),
    region(buttons, () => {
      const t = words();
      const button = (key: string, label: string, isReplacing: boolean) =>
        h('button', { type: 'button', class: 'button', 'data-key': key, click: () => read(isReplacing) }, label);
      return [button('text-replace', t.replace, true), session.area() && button('text-add', t.addTo, false)];
    }),
  ];
  const root = h('div', { class: 'edit-form' }, textLabel, text, fileLabel, file, hint, fault, buttons);
  return {
    root,
    end() {
      for (const stop of stops) stop();
    },
  };
}
