// Before anything is shown, somebody says what for; the server writes it down with the name and the time.

import { h, icon } from '../dom';
import { signal, untracked } from '../signal';
import { entry } from '../staff/entry';
import { watch } from '../staff/scope';
import { w } from './i18n';

const SHORTEST = 8;

/** `isWide` offers also what is done for the person itself. */
export function purposeForm(intro: () => string, say: (purpose: string) => void, isWide: boolean): HTMLElement {
  const lead = h('p', { class: 'purpose-lead' }, icon('info'), h('span'));
  const chips = h('div', { class: 'chips', role: 'group' });
  const field = entry('', { type: 'text', maxlength: 200, autocomplete: 'off', 'data-key': 'purpose' }, ' ');
  const go = h('button', { type: 'submit', class: 'button button-strong', 'data-key': 'purpose-go' });
  const form = h('form', { class: 'purpose-form', novalidate: true }, lead, chips, field.root, go);
  const typed = signal('');
  field.input.addEventListener('input', () => typed.set(field.input.value));
  const take = (text: string) => {
    field.input.value = text;
    typed.set(text);
    field.complain('');
    go.focus();
  };
  watch(() => {
    (lead.lastChild as HTMLElement).textContent = intro();
    field.rename(w().purpose);
    chips.setAttribute('aria-label', w().usual);
    go.textContent = w().show;
    const hint = field.root.querySelector('.field-hint');
    if (hint) hint.textContent = w().purposeHint;
  });
  watch(() => {
    const offered = isWide ? [...w().purposes, ...w().ownPurposes] : w().purposes;
    chips.replaceChildren(
      ...offered.map((text) =>
        h(
          'button',
          {
            type: 'button',
            class: 'chip chip-toggle',
            'aria-pressed': `${typed() === text}`,
            'data-key': `purpose-${text}`,
            click: () => take(text),
          },
          text,
        ),
      ),
    );
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.input.value.trim();
    if (text.length >= SHORTEST) return say(text);
    field.complain(untracked(w).tooShort);
    field.input.focus();
  });
  return form;
}

/** What is open was opened for this; one press closes it. */
export function openedFor(purpose: string, close: () => void): HTMLElement {
  return h(
    'div',
    { class: 'opened-for' },
    icon('info'),
    h('p', {}, w().openedFor(purpose)),
    h('button', { type: 'button', class: 'button button-small', 'data-key': 'owners-close', click: close }, w().close),
  );
}
