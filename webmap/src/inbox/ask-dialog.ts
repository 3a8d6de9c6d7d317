// A form in a dialog for one step; what the server refuses stands at its field or over the form.

import { h } from '../dom';
import { untracked } from '../signal';
import { openDialog } from '../staff/dialog';
import { keepDialog } from '../staff/keeper';
import { busy, inWords } from '../staff/login';
import { OfficeError } from '../staff/request';
import { w } from './i18n';

interface Field {
  root: HTMLElement;
  control: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
  complain(text: string): void;
}

let serial = 0;

/** A labelled control of any kind, with hint and fault. */
export function labelled(control: Field['control'], label: string, hint = ''): Field {
  const id = `ask-${++serial}`;
  const note = h('p', { class: 'field-hint', id: `${id}-hint`, hidden: hint === '' }, hint);
  const fault = h('p', { class: 'field-fault', id: `${id}-fault`, hidden: true });
  control.id = id;
  control.setAttribute('aria-describedby', `${id}-hint ${id}-fault`);
  const complain = (text: string) => {
    fault.textContent = text;
    fault.hidden = text === '';
    if (text) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  };
  control.addEventListener('input', () => complain(''));
  return {
    root: h('div', { class: 'entry' }, h('label', { for: id }, label), control, note, fault),
    control,
    complain,
  };
}

export const textArea = (rows: number, name: string) =>
  h('textarea', { class: 'field field-area', rows, maxlength: 5000, 'data-key': name });

export function choiceOf(
  options: readonly (readonly [value: string, name: string])[],
  name: string,
): HTMLSelectElement {
  return h(
    'select',
    { class: 'field', 'data-key': name },
    ...options.map(([value, text]) => h('option', { value }, text)),
  );
}

interface Asked {
  title: string;
  intro: string;
  /** By the name that the server gives to what is wrong with them. */
  fields: Record<string, Field>;
  /** Beside the fields, such as a set of radio buttons. */
  extra?: HTMLElement[];
  required: readonly string[];
  submit: string;
  wide?: boolean;
  send: () => Promise<void>;
}

function refuse(cause: unknown, fields: Record<string, Field>, say: (text: string) => void): void {
  const named = cause instanceof OfficeError ? cause.fields : [];
  const placed = named.flatMap(({ path, message }) => {
    const field = fields[path.replace(/^\//, '')];
    field?.complain(message);
    return field ? [field] : [];
  });
  placed[0]?.control.focus();
  if (placed.length === 0) say(inWords(cause));
}

export function askFor({ title, intro, fields, extra = [], required, submit: text, wide = false, send }: Asked): void {
  const frame = openDialog(title);
  keepDialog(frame);
  frame.root.classList.toggle('dialog-wide', wide);
  const fault = h('p', { class: 'form-fault', role: 'alert', hidden: true });
  const say = (words: string) => {
    fault.textContent = words;
    fault.hidden = words === '';
  };
  const submit = h('button', { type: 'submit', class: 'button button-strong', 'data-key': 'dialog-do' }, text);
  const all = Object.values(fields).map(({ root }) => root);
  const form = h('form', { class: 'login', novalidate: true }, fault, ...extra, ...all, submit);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (submit.getAttribute('aria-disabled')) return;
    const empty = required.flatMap((name) => (fields[name]?.control.value.trim() === '' ? [fields[name]] : []));
    for (const each of empty) each.complain(untracked(w).empty);
    if (empty[0]) return empty[0].control.focus();
    say('');
    const attempt = async () => {
      try {
        await send();
        frame.close();
      } catch (cause) {
        refuse(cause, fields, say);
      }
    };
    void busy(submit, untracked(w).loading, attempt);
  });
  frame.body.append(h('p', {}, intro), form);
  (extra[0]?.querySelector<HTMLElement>('input') ?? Object.values(fields)[0]?.control)?.focus();
}
