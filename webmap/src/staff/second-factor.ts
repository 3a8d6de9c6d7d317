import { h } from '../dom';
import { untracked } from '../signal';
import { openDialog } from './dialog';
import { allFilled, entry, reveal } from './entry';
import { st } from './i18n';
import { busy, inWords } from './login';
import { office } from './office-api';
import { dialogue, me, session, welcome } from './session';
import { codeShown } from './session-state';
import { complainAt, SHORTEST } from './setup';
import { toast } from './toast';

/** Scan, try, keep the recovery codes: three screens of one dialog. */
export async function openSecondFactor(): Promise<void> {
  const texts = untracked(st);
  const isMust = untracked(session)?.enrol_totp === true;
  const frame = openDialog(texts.totpTitle, () => dialogue.set(null), !isMust);
  try {
    const { secret, qr } = await office.newSecret();
    const picture = h('img', { class: 'qr', src: qr, alt: texts.totpQr, width: 208, height: 208 });
    const code = entry(texts.code, { name: 'code', autocomplete: 'one-time-code', inputmode: 'numeric' });
    const submit = h('button', { type: 'submit', class: 'button button-strong button-wide' }, texts.next);
    const form = h(
      'form',
      { class: 'login', novalidate: true },
      h('p', {}, texts.totpIntro),
      h('p', {}, texts.totpScan),
      picture,
      h('details', {}, h('summary', {}, texts.totpByHand), h('code', { class: 'secret' }, secret)),
      h('p', {}, texts.totpConfirm),
      code.root,
      submit,
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!allFilled([code]) || submit.getAttribute('aria-disabled')) return;
      busy(submit, texts.signingIn, async () => {
        try {
          const next = await office.enrol(code.input.value.replaceAll(/\s/g, ''));
          welcome(next);
          frame.hold();
          frame.body.replaceChildren(keepCodes(next.recovery_codes, frame.close));
          frame.body.querySelector<HTMLElement>('h3')?.focus();
        } catch (cause) {
          code.complain(inWords(cause));
          code.input.select();
        }
      });
    });
    frame.body.replaceChildren(form);
    code.input.focus();
  } catch (cause) {
    frame.body.replaceChildren(h('p', { class: 'form-fault', role: 'alert' }, inWords(cause)));
  }
}

function keepCodes(codes: readonly string[], close: () => void): HTMLElement {
  const texts = untracked(st);
  const copy = h(
    'button',
    {
      type: 'button',
      class: 'button',
      click: () => navigator.clipboard?.writeText(codes.join('\n')).then(() => toast(texts.copied)),
    },
    texts.copyCodes,
  );
  const done = h('button', { type: 'button', class: 'button button-strong' }, texts.codesKept);
  done.addEventListener('click', () => {
    close();
    toast(texts.totpDone);
  });
  return h(
    'div',
    { class: 'login' },
    h('h3', { tabindex: -1 }, texts.recoveryTitle),
    h('p', {}, texts.recoveryKeep),
    h('ul', { class: 'codes' }, ...codes.map((each) => h('li', {}, h('code', {}, each)))),
    h('div', { class: 'dialog-actions' }, done, copy),
  );
}

export function openPassword(): void {
  const texts = untracked(st);
  const frame = openDialog(texts.passwordTitle, () => dialogue.set(null));
  // A password manager needs to know whose password changes.
  const who = h('input', {
    type: 'text',
    class: 'visually-hidden',
    autocomplete: 'username',
    tabindex: -1,
    'aria-hidden': 'true',
    value: untracked(me)?.email ?? '',
  });
  const old = entry(texts.oldPassword, { type: 'password', autocomplete: 'current-password' });
  const next = entry(
    texts.newPassword,
    { type: 'password', autocomplete: 'new-password', minlength: SHORTEST },
    texts.newPasswordHint,
  );
  const fault = h('p', { class: 'form-fault', role: 'alert', hidden: true });
  const submit = h('button', { type: 'submit', class: 'button button-strong button-wide' }, texts.save);
  const form = h(
    'form',
    { class: 'login', novalidate: true },
    fault,
    who,
    old.root,
    next.root,
    reveal(old.input, next.input),
    submit,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!allFilled([old, next]) || submit.getAttribute('aria-disabled')) return;
    if (next.input.value.length < SHORTEST) {
      next.complain(texts.tooShort);
      return next.input.focus();
    }
    busy(submit, texts.signingIn, async () => {
      try {
        const changed = await office.changePassword({ old: old.input.value, new: next.input.value });
        frame.close();
        toast(texts.passwordChanged);
        welcome(changed);
      } catch (cause) {
        complainAt(cause, { old, new: next }, (text) => {
          fault.textContent = text;
          fault.hidden = false;
        });
      }
    });
  });
  frame.body.append(form);
  old.input.focus();
}

/** Before changes that reach far, a code shows again that it is still the same person. */
export function openCode(): void {
  const texts = untracked(st);
  let isRight = false;
  const frame = openDialog(texts.stepUpTitle, () => {
    dialogue.set(null);
    codeShown(isRight);
  });
  const code = entry(texts.code, { name: 'code', autocomplete: 'one-time-code', inputmode: 'numeric' });
  const submit = h('button', { type: 'submit', class: 'button button-strong button-wide' }, texts.next);
  const form = h('form', { class: 'login', novalidate: true }, h('p', {}, texts.stepUpIntro), code.root, submit);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!allFilled([code]) || submit.getAttribute('aria-disabled')) return;
    void busy(submit, texts.signingIn, async () => {
      try {
        await office.stepUp(code.input.value.replaceAll(/\s/g, ''));
        isRight = true;
        frame.close();
      } catch (cause) {
        code.complain(inWords(cause));
        code.input.select();
      }
    });
  });
  frame.body.append(form);
  code.input.focus();
}
