import { h } from '../dom';
import { untracked } from '../signal';
import { openDialog } from '../staff/dialog';
import { allFilled, entry } from '../staff/entry';
import { rt } from './i18n';

const SHORTEST = 8;

/** Asks what personal data are wanted for; the server keeps the answer. Null if nobody says. */
export function askPurpose(title: string, why: string): Promise<string | null> {
  const texts = untracked(rt);
  return new Promise((resolve) => {
    let answer: string | null = null;
    const frame = openDialog(title, () => resolve(answer));
    const field = entry(texts.purpose, { type: 'text', maxlength: 200, autocomplete: 'off' }, texts.purposeHint);
    const form = h(
      'form',
      { class: 'login', novalidate: true },
      h('p', {}, why),
      field.root,
      h('button', { type: 'submit', class: 'button button-strong button-wide' }, texts.show),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!allFilled([field])) return;
      const text = field.input.value.trim();
      if (text.length < SHORTEST) return field.complain(texts.purposeHint);
      answer = text;
      frame.close();
    });
    frame.body.append(form);
    field.input.focus();
  });
}
