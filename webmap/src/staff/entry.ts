import { h } from '../dom';
import { st } from './i18n';

let serial = 0;

export interface Entry {
  root: HTMLElement;
  input: HTMLInputElement;
  /** Says what is wrong under the field; an empty text takes it back. */
  complain(text: string): void;
  rename(label: string, hint?: string): void;
}

type Settings = Record<string, string | number | boolean | null>;

/** A labelled text field of a dialog, with its hint and its fault below it. */
export function entry(label: string, settings: Settings, hint = ''): Entry {
  const id = `entry-${++serial}`;
  const note = h('p', { class: 'field-hint', id: `${id}-hint`, hidden: hint === '' }, hint);
  const fault = h('p', { class: 'field-fault', id: `${id}-fault`, hidden: true });
  const input = h('input', {
    id,
    class: 'field',
    autocapitalize: 'none',
    spellcheck: 'false',
    'aria-describedby': `${id}-hint ${id}-fault`,
    ...settings,
  });
  const name = h('label', { for: id }, label);
  const root = h('div', { class: 'entry' }, name, input, note, fault);
  const complain = (text: string) => {
    fault.textContent = text;
    fault.hidden = text === '';
    if (text) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  };
  input.addEventListener('input', () => complain(''));
  const rename = (text: string, about = hint) => {
    name.textContent = text;
    note.textContent = about;
    note.hidden = about === '';
  };
  return { root, input, complain, rename };
}

/** Lets people see what they type; the field stays the one that the password manager knows. */
export function reveal(...inputs: HTMLInputElement[]): HTMLElement {
  const box = h('input', { type: 'checkbox' });
  box.addEventListener('change', () => {
    for (const input of inputs) input.type = box.checked ? 'text' : 'password';
  });
  return h('label', { class: 'tick' }, box, st().showPassword);
}

/** Points out every empty field; true if there is none. */
export function allFilled(entries: readonly Entry[]): boolean {
  const empty = entries.filter(({ input }) => input.value.trim() === '');
  for (const each of empty) each.complain(st().required);
  empty[0]?.input.focus();
  return empty.length === 0;
}
