import { h } from '../dom';
import { untracked } from '../signal';
import { lang } from '../store';
import { openDialog } from './dialog';
import { allFilled, entry, reveal } from './entry';
import { st } from './i18n';
import { busy, inWords } from './login';
import { office } from './office-api';
import { OfficeError } from './request';
import { dialogue, welcome } from './session';
import { toast } from './toast';

export const SHORTEST = 12;

/** What of a field a refusal needs. */
export interface Complained {
  input: HTMLElement;
  complain(text: string): void;
}

/** A refusal goes to the fields that it names, and what names none to the form. */
export function complainAt(cause: unknown, entries: Record<string, Complained>, say: (text: string) => void): void {
  const fields = cause instanceof OfficeError ? cause.fields : [];
  const at = fields.map((field) => ({ entry: entries[field.path.replace(/^\//, '')], text: field.message }));
  const placed = at.filter((each) => each.entry);
  for (const { entry, text } of placed) entry?.complain(text);
  if (placed.length === 0) say(inWords(cause));
  else placed[0]?.entry?.input.focus();
}

/** The first administrator makes an account with the link that the server printed. */
export function openSetup(token: string): void {
  const texts = untracked(st);
  const frame = openDialog(texts.setupTitle, () => dialogue.set(null));
  const name = entry(texts.name, { name: 'name', autocomplete: 'name', autocapitalize: 'words' });
  const email = entry(texts.email, { type: 'email', name: 'email', autocomplete: 'username' });
  const password = entry(
    texts.password,
    { type: 'password', name: 'password', autocomplete: 'new-password', minlength: SHORTEST },
    texts.newPasswordHint,
  );
  const fault = h('p', { class: 'form-fault', role: 'alert', hidden: true });
  const submit = h('button', { type: 'submit', class: 'button button-strong button-wide' }, texts.createAccount);
  const say = (text: string) => {
    fault.textContent = text;
    fault.hidden = text === '';
  };
  const form = h(
    'form',
    { class: 'login', novalidate: true },
    h('p', {}, texts.setupIntro),
    fault,
    h('div', { class: 'entries' }, name.root, email.root, password.root, reveal(password.input)),
    submit,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!allFilled([name, email, password]) || submit.getAttribute('aria-disabled')) return;
    if (password.input.value.length < SHORTEST) {
      password.complain(texts.tooShort);
      return password.input.focus();
    }
    say('');
    const [nameText, emailText] = [name.input.value.trim(), email.input.value.trim()];
    busy(submit, texts.signingIn, async () => {
      try {
        const next = await office.setUp({
          token,
          name: nameText,
          email: emailText,
          password: password.input.value,
          locale: untracked(lang),
        });
        frame.close();
        toast(texts.accountCreated);
        welcome(next);
      } catch (cause) {
        complainAt(cause, { name, email, password }, say);
      }
    });
  });
  frame.body.append(form);
  name.input.focus();
}
