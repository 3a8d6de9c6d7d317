import { h } from '../dom';
import { untracked } from '../signal';
import { openDialog } from './dialog';
import { allFilled, type Entry, entry, reveal } from './entry';
import { st } from './i18n';
import { OfficeError } from './request';
import { dialogue, expired, logIn, me } from './session';
import { giveUp } from './session-state';

/** What went wrong, in words that help. */
export function inWords(cause: unknown): string {
  if (!(cause instanceof OfficeError)) return String(cause);
  if (cause.status === 0) return st().unreachable;
  if (cause.status === 429) return st().tooMany(cause.retryAfter ?? 60);
  if (cause.code === 'login') return st().wrongLogin;
  return cause.fields[0]?.message ?? cause.message;
}

const needsCode = (cause: unknown) => cause instanceof OfficeError && cause.code === 'code_needed';

interface Steps {
  email: Entry;
  password: Entry;
  code: Entry;
  intro: HTMLElement;
  first: HTMLElement;
  second: HTMLElement;
  /** Shows the first or the second step, the latter for a code of the app or of the paper. */
  show(two: boolean, recovery?: boolean): void;
}

/** Both steps lie in one form, so that a password manager sees it whole. */
function steps(known: string, opening: string): Steps {
  const texts = untracked(st);
  const intro = h('p', {});
  const email = entry(texts.email, { type: 'email', name: 'email', autocomplete: 'username', value: known });
  const password = entry(texts.password, { type: 'password', name: 'password', autocomplete: 'current-password' });
  const first = h('div', { class: 'entries' }, email.root, password.root, reveal(password.input));
  const code = entry(texts.code, { name: 'code', autocomplete: 'one-time-code', inputmode: 'numeric' });
  const other = h('button', { type: 'button', class: 'link' });
  const back = h('button', { type: 'button', class: 'link' }, texts.otherAccount);
  const second = h('div', { class: 'entries' }, code.root, h('p', { class: 'links' }, other, back));
  let isRecovery = false;
  const showCode = () => {
    intro.textContent = isRecovery ? texts.recoveryIntro : texts.codeIntro;
    other.textContent = isRecovery ? texts.useCode : texts.useRecovery;
    code.rename(isRecovery ? texts.recovery : texts.code);
    code.input.inputMode = isRecovery ? 'text' : 'numeric';
    code.input.autocomplete = isRecovery ? 'off' : 'one-time-code';
    code.input.value = '';
    code.input.focus();
  };
  const show = (two: boolean, recovery = false) => {
    [first.hidden, second.hidden, isRecovery] = [two, !two, recovery];
    if (two) return showCode();
    intro.textContent = opening;
    code.input.value = '';
    (email.input.value ? password : email).input.focus();
  };
  other.addEventListener('click', () => show(true, !isRecovery));
  back.addEventListener('click', () => show(false));
  return { email, password, code, intro, first, second, show };
}

/** E-mail and password, then the code where the account has one. */
export function openLogin(): void {
  const texts = untracked(st);
  const again = untracked(expired);
  let entered = false;
  const frame = openDialog(again ? texts.expiredTitle : texts.loginTitle, () => {
    if (entered) return;
    if (again) giveUp();
    dialogue.set(null);
  });
  const opening = again ? texts.expiredIntro : texts.loginIntro;
  const { email, password, code, intro, first, second, show } = steps((again && untracked(me)?.email) || '', opening);
  const fault = h('p', { class: 'form-fault', role: 'alert', hidden: true });
  const submit = h('button', { type: 'submit', class: 'button button-strong button-wide' }, texts.signIn);
  const form = h('form', { class: 'login', novalidate: true }, intro, fault, first, second, submit);
  const say = (text: string) => {
    fault.textContent = text;
    fault.hidden = text === '';
  };
  const enter = async () => {
    const isSecond = !second.hidden;
    try {
      await logIn(email.input.value.trim(), password.input.value, code.input.value.replaceAll(/\s/g, ''));
      entered = true;
      frame.close();
    } catch (cause) {
      if (needsCode(cause) && !isSecond) return show(true);
      say(isSecond && wasRefused(cause) ? texts.wrongCode : inWords(cause));
      (isSecond ? code : password).input.select();
    }
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const asked = second.hidden ? [email, password] : [email, password, code];
    if (!allFilled(asked) || submit.getAttribute('aria-disabled')) return;
    say('');
    void busy(submit, texts.signingIn, enter);
  });
  frame.body.append(form);
  show(false);
}

const wasRefused = (cause: unknown) => cause instanceof OfficeError && cause.status === 401;

/** While the work is on its way its button says so and takes no second press, but keeps the focus. */
export async function busy(button: HTMLElement, text: string, work: () => Promise<void>): Promise<void> {
  const before = button.textContent;
  button.setAttribute('aria-disabled', 'true');
  button.textContent = text;
  try {
    await work();
  } finally {
    button.removeAttribute('aria-disabled');
    button.textContent = before;
  }
}
