// What stands round every view of a record: the way back, what is wrong, and the bar that saves.

import { h, icon, region } from '../dom';
import { t } from '../i18n';
import { untracked } from '../signal';
import { controlId, focusPlace } from '../staff/faults';
import { textButton } from '../staff/form-parts';
import { st } from '../staff/i18n';
import { atEnd, watch } from '../staff/scope';
import { mayWrite } from '../staff/session';
import { toast, undoable } from '../staff/toast';
import { rt } from './i18n';
import type { Sheet } from './sheet';
import { memberInWords } from './words';

export function backBar(text: () => string, go: () => void, ...tools: (HTMLElement | null)[]): HTMLElement {
  const back = h(
    'button',
    { type: 'button', class: 'button button-quiet', 'data-key': 'unit-back', click: go },
    icon('back'),
  );
  const name = h('span');
  back.append(name);
  watch(() => {
    name.textContent = text();
  });
  return h(
    'div',
    { class: 'detail-bar' },
    back,
    h('span', { class: 'spacer' }),
    h('div', { class: 'form-tools' }, ...tools),
  );
}

/** Saves, and leads to the first thing that is wrong. */
export async function saveAndTell<D extends object>(sheet: Sheet<D>, words = () => rt().savedNow): Promise<boolean> {
  if (await sheet.save()) {
    toast(words());
    return true;
  }
  const [first] = untracked(sheet.refused);
  if (first) focusPlace(sheet.placeOf(first.path.replace(/^\//, '').split('/')[0] ?? ''));
  return false;
}

/** All that is wrong, once, with a way to each field. */
export function faultSummary<D extends object>(sheet: Sheet<D>): HTMLElement {
  const root = h('div', { class: 'fault-summary', role: 'alert' });
  const end = region(root, () => {
    const all = sheet.refused();
    if (all.length === 0) return [];
    const items = all.map(({ path, message }) => {
      const member = path.replace(/^\//, '').split('/')[0] ?? '';
      const place = sheet.placeOf(member);
      const words = `${(sheet.words?.member ?? memberInWords)(member)}: ${message}`;
      const hasControl = document.getElementById(controlId(place)) !== null;
      return h(
        'li',
        {},
        hasControl ? h('button', { type: 'button', class: 'link', click: () => focusPlace(place) }, words) : words,
      );
    });
    return [h('p', {}, h('strong', {}, st().fixFirst(items.length))), h('ul', {}, ...items)];
  });
  atEnd(end);
  return root;
}

/** Why the last save failed as a whole. */
export function trouble<D extends object>(sheet: Sheet<D>): HTMLElement {
  const root = h('div');
  const end = region(root, () => {
    const error = sheet.failed();
    if (!error) return [];
    const why = error.status === 403 ? st().forbidden : error.status === 0 ? t().serverUnreachable : error.message;
    return [
      h(
        'div',
        { class: 'failure', role: 'alert' },
        icon('warning'),
        h(
          'div',
          {},
          h('p', {}, `${st().saveFailed} ${why}`),
          error.requestId && h('p', { class: 'quiet' }, t().requestId(error.requestId)),
        ),
        h('button', { type: 'button', class: 'button', click: () => void saveAndTell(sheet) }, t().retry),
      ),
    ];
  });
  atEnd(end);
  return root;
}

function stateInWords<D extends object>(sheet: Sheet<D>): string {
  if (sheet.saving()) return st().saving;
  if (sheet.refused().length > 0) return st().faults(sheet.refused().length);
  const n = sheet.changed().length;
  return n > 0 ? st().unsaved(n) : st().nothingToSave;
}

/** Where the record stands, and its save button; Ctrl+S presses it. */
export function saveBar<D extends object>(sheet: Sheet<D>): HTMLElement {
  const state = h('p', { class: 'save-state', role: 'status' });
  const button = h('button', { type: 'button', class: 'button button-strong', 'data-key': 'save' });
  const press = () => {
    if (untracked(sheet.changed).length > 0) void saveAndTell(sheet);
  };
  button.addEventListener('click', press);
  const discard = () => {
    const before = untracked(sheet.doc);
    sheet.discard();
    undoable(st().discarded, () => sheet.edit(before));
  };
  const drop = textButton('link', () => st().discard, discard, 'discard');
  watch(() => {
    const n = sheet.changed().length;
    state.textContent = stateInWords(sheet);
    button.textContent = st().save;
    button.setAttribute('aria-disabled', `${sheet.saving() || n === 0}`);
    drop.hidden = n === 0;
  });
  const keys = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    press();
  };
  addEventListener('keydown', keys);
  atEnd(() => removeEventListener('keydown', keys));
  return h('div', { class: 'save-bar', hidden: !untracked(mayWrite) }, h('div', {}, state, drop), button);
}
