// The questions that somebody keeps under a name: on the server, so that they are there at any machine.

import { h, region } from '../dom';
import { failure } from '../panels/notices';
import { faultOf, resource } from '../resource';
import { effect, signal, untracked } from '../signal';
import { sign } from '../staff/icons';
import { freshKey, office } from '../staff/office-api';
import { toast, undoable } from '../staff/toast';
import type { KeptQuestion } from './model';
import { put, question } from './question';
import { w } from './texts';
import { wordsOf } from './words';

export const kept = resource(() => office.questions());
/** The one that was opened or kept last. */
export const opened = signal<KeptQuestion | null>(null);

export function keptAs(name: string): KeptQuestion | undefined {
  return untracked(kept.value).data?.find((each) => each.name.toLowerCase() === name.toLowerCase());
}

function open(one: KeptQuestion): void {
  opened.set(one);
  put(one.query);
}

async function drop(one: KeptQuestion): Promise<void> {
  try {
    await office.dropQuestion(one);
  } catch (cause) {
    // Changed elsewhere meanwhile: what is there now is seen before it is deleted.
    toast(faultOf(cause).message || w().kept.failed);
    return kept.load();
  }
  if (untracked(opened)?.id === one.id) opened.set(null);
  await kept.load();
  const again = { name: one.name, query: one.query };
  undoable(w().kept.dropped(one.name), () => void office.keepQuestion(again, freshKey()).then(() => kept.load()));
}

function tool(key: string, name: string, icon: 'pen' | 'trash', click: () => void): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'tool', 'data-key': key, title: name, 'aria-label': name, click },
    sign(icon),
  );
}

function line(one: KeptQuestion, rename: (one: KeptQuestion) => void): HTMLElement {
  const isNow = wordsOf(question()) === one.query;
  return h(
    'li',
    { class: 'kept-line' },
    h(
      'button',
      {
        type: 'button',
        class: 'kept-open',
        'data-key': `kept-${one.id}`,
        'aria-current': isNow ? 'true' : null,
        click: () => open(one),
      },
      one.name,
    ),
    tool(`kept-rename-${one.id}`, w().kept.renameIt(one.name), 'pen', () => rename(one)),
    tool(`kept-drop-${one.id}`, w().kept.dropIt(one.name), 'trash', () => void drop(one)),
  );
}

/** The list above the form; it is asked for when the page is opened first. */
export function keptQuestions(isShown: () => boolean, rename: (one: KeptQuestion) => void): HTMLElement {
  const title = h('summary', { 'data-key': 'kept' });
  const list = h('div', { class: 'kept-list', 'data-key': 'kept-list', tabindex: -1 });
  const root = h('details', { class: 'street-kept' }, title, list);
  effect(() => {
    if (isShown() && untracked(kept.value).data === null) untracked(() => void kept.load());
  });
  effect(() => {
    title.textContent = w().kept.title(kept.value().data?.length ?? 0);
    list.setAttribute('aria-label', w().kept.list);
  });
  region(list, () => {
    const { data, error } = kept.value();
    if (error && !data) return [failure(w().kept.failed, error, () => void kept.load())];
    if (!data || data.length === 0) return [h('p', { class: 'quiet' }, w().kept.none)];
    return [h('ul', {}, ...data.map((one) => line(one, rename)))];
  });
  return root;
}
