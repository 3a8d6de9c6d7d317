// Many units changed in one go: chosen in the list, seen before it happens, and taken back if it was wrong.

import { h, icon, region } from '../dom';
import { signal, untracked } from '../signal';
import { openDialog } from '../staff/dialog';
import { entry } from '../staff/entry';
import { keepDialog } from '../staff/keeper';
import { busy, inWords } from '../staff/login';
import { scope } from '../staff/scope';
import { toast, undoable } from '../staff/toast';
import { apply, type BulkBody, bodyOf, last, picked, picking, pickShown, stop, TOGETHER, takeBack } from './bulk-state';
import { findUnit } from './data';
import { rt } from './i18n';
import { memberField } from './member-field';
import { NEW_UNIT, type UnitDoc, type UnitKey } from './model';
import { type BulkSeen, registry } from './register-api';
import { selectEntry } from './select-entry';
import { type Sheet, sheetOf } from './sheet';
import { memberInWords, placeOf, valueInWords } from './words';

async function undo(): Promise<void> {
  try {
    await takeBack();
    toast(untracked(rt).bulk.undone);
  } catch (cause) {
    toast(inWords(cause));
  }
}

/** Below the list while units are chosen, and after a change that can be taken back. */
export function bulkBar(): HTMLElement {
  const root = h('div', { class: 'bulk-bar' });
  region(root, () => {
    const texts = rt().bulk;
    const done = last();
    if (!picking()) {
      if (!done) return [];
      const back = h(
        'button',
        { type: 'button', class: 'button', 'data-key': 'bulk-undo', click: () => void undo() },
        rt().unit.undo,
      );
      const away = h(
        'button',
        {
          type: 'button',
          class: 'tool',
          'data-key': 'bulk-forget',
          'aria-label': texts.keep,
          click: () => last.set(null),
        },
        icon('close'),
      );
      return [
        h('div', { class: 'save-bar' }, h('p', { role: 'status' }, texts.done(done.units)), h('div', {}, back, away)),
      ];
    }
    const n = picked().size;
    const change = h(
      'button',
      {
        type: 'button',
        class: 'button button-strong',
        'data-key': 'bulk-change',
        'aria-disabled': n === 0 ? 'true' : null,
      },
      texts.change,
    );
    change.addEventListener('click', () => untracked(picked).size > 0 && openBulk());
    const link = (text: string, key: string, click: () => void) =>
      h('button', { type: 'button', class: 'link', 'data-key': key, click }, text);
    return [
      h(
        'div',
        { class: 'save-bar' },
        h(
          'div',
          {},
          h('p', { class: 'save-state', role: 'status' }, texts.chosen(n)),
          link(texts.all, 'bulk-all', pickShown),
          link(rt().cancel, 'bulk-stop', stop),
        ),
        change,
      ),
    ];
  });
  return root;
}

const blank = (): Sheet<UnitDoc> =>
  sheetOf(
    { doc: NEW_UNIT, etag: '', by: null, at: '' },
    {
      name: 'bulk',
      send: () => Promise.reject(new Error('nothing is sent by itself')),
      ask: () => Promise.reject(new Error('nothing is there')),
    },
  );

/** What is to be set: members one after the other, each with its field. */
function chooser(sheet: Sheet<UnitDoc>, changed: () => void) {
  const texts = untracked(rt).bulk;
  const keys: UnitKey[] = [];
  const fields = h('div', { class: 'entries' });
  const which = selectEntry(texts.member, [
    ['', texts.choose],
    ...TOGETHER.map((key) => [key, memberInWords(key)] as [string, string]),
  ]);
  const add = (key: UnitKey) => {
    if (keys.includes(key)) return;
    const field = memberField(sheet, key);
    if (!field) return;
    keys.push(key);
    const away = h(
      'button',
      { type: 'button', class: 'tool', 'aria-label': texts.without(memberInWords(key)) },
      icon('close'),
    );
    const row = h('div', { class: 'bulk-member' }, field, away);
    away.addEventListener('click', () => {
      keys.splice(keys.indexOf(key), 1);
      row.remove();
      changed();
      which.input.focus();
    });
    fields.append(row);
    row.querySelector<HTMLElement>('input, select, textarea')?.focus();
    changed();
  };
  which.input.addEventListener('change', () => {
    add(which.input.value as UnitKey);
    which.input.value = '';
  });
  const set = () => Object.fromEntries(keys.map((key) => [key, untracked(sheet.doc)[key]]));
  return { root: h('div', { class: 'entries' }, fields, which.root), set, which };
}

function seenRow({ id, public_ref, changes, errors }: BulkSeen): HTMLElement {
  const unit = untracked(() => findUnit(id));
  const was = (key: string, value: unknown) => valueInWords(key as UnitKey, value);
  return h(
    'li',
    {},
    h('p', {}, h('strong', {}, unit ? placeOf(unit) : public_ref)),
    ...changes.map(({ member, before, after }) =>
      h('p', { class: 'quiet' }, `${memberInWords(member)}: ${was(member, before)} → ${was(member, after)}`),
    ),
    ...errors.map(({ message }) => h('p', { class: 'field-fault' }, message)),
  );
}

function seenList(seen: readonly BulkSeen[]): HTMLElement {
  const texts = untracked(rt).bulk;
  const wrong = seen.filter(({ errors }) => errors.length > 0);
  const real = seen.filter(({ changes, errors }) => changes.length > 0 && errors.length === 0);
  return h(
    'div',
    { class: 'bulk-seen' },
    h(
      'p',
      { role: 'status' },
      h('strong', {}, texts.willChange(real.length, seen.length - real.length - wrong.length)),
    ),
    wrong.length > 0 && h('p', { class: 'form-fault', role: 'alert' }, texts.wrong(wrong.length)),
    h('ul', { tabindex: 0, 'aria-label': texts.preview }, ...[...wrong, ...real].map(seenRow)),
  );
}

const strong = (of: Record<string, string | boolean>, text: string) =>
  h('button', { ...of, class: 'button button-strong' }, text);

function openBulk(): void {
  const texts = untracked(rt).bulk;
  let end = () => {};
  const frame = openDialog(texts.title(untracked(picked).size), () => end());
  keepDialog(frame);
  const body = signal<BulkBody | null>(null);
  const shown = h('div');
  const fault = h('p', { class: 'form-fault', role: 'alert', hidden: true });
  const say = (text: string) => {
    fault.textContent = text;
    fault.hidden = text === '';
  };
  const reset = () => {
    body.set(null);
    shown.replaceChildren();
    go.hidden = true;
    look.hidden = false;
    say('');
  };
  const look = strong({ type: 'submit', 'data-key': 'bulk-preview' }, texts.preview);
  const go = strong({ type: 'button', 'data-key': 'bulk-go', hidden: true }, texts.go);
  const reason = entry(
    untracked(rt).unit.reason,
    { type: 'text', maxlength: 200, autocomplete: 'off' },
    texts.reasonHint,
  );
  const sheet = blank();
  const [{ root, set, which }, stopForm] = scope(() => untracked(() => chooser(sheet, reset)));
  end = stopForm;

  const preview = async () => {
    const next = bodyOf(set(), reason.input.value.trim());
    try {
      const seen = await registry.previewBulk({ units: next.units, set: next.set });
      shown.replaceChildren(seenList(seen));
      const isFit = seen.every(({ errors }) => errors.length === 0) && seen.some(({ changes }) => changes.length > 0);
      body.set(isFit ? next : null);
      go.hidden = !isFit;
      look.hidden = isFit;
      if (isFit) go.focus();
    } catch (cause) {
      say(inWords(cause));
    }
  };
  const make = async () => {
    const now = untracked(body);
    if (!now) return;
    try {
      const { units } = await apply(now);
      frame.close();
      undoable(texts.done(units), () => void undo());
    } catch (cause) {
      say(inWords(cause));
    }
  };
  const form = h(
    'form',
    { class: 'login', novalidate: true },
    root,
    reason.root,
    fault,
    shown,
    h('div', { class: 'dialog-actions' }, look, go),
  );
  // What was seen is what happens: after another value it is looked at again.
  form.addEventListener('input', () => untracked(body) && reset());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    say('');
    if (Object.keys(set()).length === 0) return which.complain(texts.choose);
    if (!look.getAttribute('aria-disabled')) void busy(look, texts.preview, preview);
  });
  go.addEventListener('click', () => void busy(go, texts.go, make));
  frame.body.append(form);
  which.input.focus();
}
