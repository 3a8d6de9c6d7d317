import { h } from '../dom';
import { say } from '../panels/notices';
import { effect, signal, untracked } from '../signal';
import { st } from './i18n';

const UNDO_MS = 10_000;

interface Offer {
  text: string;
  undo: () => void;
}

const offer = signal<Offer | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells in passing that something was done. */
export const toast = (text: string) => say(text);

/** The same with a way back for ten seconds; hovering or focusing it holds the time. */
export function undoable(text: string, undo: () => void): void {
  offer.set({ text, undo });
  hold(UNDO_MS);
}

function hold(ms: number | null): void {
  clearTimeout(timer);
  if (ms !== null) timer = setTimeout(() => offer.set(null), ms);
}

export function undoBar(): HTMLElement {
  const text = h('span', { role: 'status' });
  const button = h('button', { type: 'button', class: 'button', 'data-key': 'undo' });
  const root = h('div', { class: 'toast undo', hidden: true }, text, button);
  button.addEventListener('click', () => {
    const now = untracked(offer);
    hold(null);
    offer.set(null);
    now?.undo();
  });
  for (const on of ['pointerenter', 'focusin']) root.addEventListener(on, () => hold(null));
  for (const off of ['pointerleave', 'focusout']) root.addEventListener(off, () => hold(UNDO_MS));
  effect(() => {
    const now = offer();
    root.hidden = now === null;
    text.textContent = now?.text ?? '';
    button.textContent = st().undo;
  });
  return root;
}
