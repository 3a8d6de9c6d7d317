// Two versions of one thing, field by field: what only one side changed is told, what both changed is asked.

import { h, icon, region } from '../dom';
import { signal, untracked } from '../signal';
import type { Path } from './diff';
import { st } from './i18n';
import type { Choice, Conflict, Merge, Side } from './merge';

interface Contest extends Merge {
  /** Whose version is there now; empty where that is not known. */
  who: string;
  intro: string;
  place(path: Path): string;
  value(path: Path, value: unknown): string;
  note?(path: Path): string;
  save(choice: Choice): void;
  back(): void;
}

export function heading(text: string): HTMLElement {
  const root = h('h2', { tabindex: -1 }, text);
  queueMicrotask(() => root.focus());
  return root;
}

export function contest(of: Contest): HTMLElement {
  const { conflicts, settled } = of;
  const texts = st();
  const choice = signal<Choice>(new Map());
  const isOpen = () => conflicts.filter(({ path }) => !choice().has(path)).length;
  const choose = (path: string, side: Side) => choice.set(new Map([...untracked(choice), [path, side]]));
  const all = (side: Side) => choice.set(new Map(conflicts.map(({ path }) => [path, side])));
  const status = h('p', { role: 'status' });
  const save = h(
    'button',
    { type: 'button', class: 'button button-strong', 'data-key': 'save-merged' },
    texts.saveMerged,
  );
  save.addEventListener('click', () => {
    if (untracked(isOpen) > 0) return root.querySelector<HTMLElement>('fieldset:not(:has(:checked)) input')?.focus();
    of.save(untracked(choice));
  });
  const questions = h('div', { class: 'conflicts' });
  const made = conflicts.map((conflict) => question(conflict, of, choice, choose));
  questions.append(...made.map(({ root }) => root));
  region(status, () => {
    for (const { draw } of made) draw();
    save.setAttribute('aria-disabled', `${isOpen() > 0}`);
    status.hidden = isOpen() === 0 && conflicts.length > 0;
    return [isOpen() > 0 ? texts.conflictOpen(isOpen()) : conflicts.length === 0 ? texts.conflictNone : ''];
  });
  const back = h(
    'button',
    { type: 'button', class: 'button button-quiet', 'data-key': 'merge-end', click: of.back },
    texts.backToForm,
  );
  const root = h(
    'div',
    { class: 'detail-content merge' },
    heading(texts.conflictTitle),
    h('p', {}, of.intro),
    status,
    conflicts.length > 1 && sides(all),
    questions,
    settled.length > 0 && settledList(of),
    h('div', { class: 'buttons' }, save, back),
  );
  return root;
}

function sides(all: (side: Side) => void): HTMLElement {
  const button = (side: Side, text: string) =>
    h(
      'button',
      { type: 'button', class: 'button button-small', 'data-key': `all-${side}`, click: () => all(side) },
      text,
    );
  return h('div', { class: 'buttons' }, button('mine', st().allMine), button('theirs', st().allTheirs));
}

function question(
  { path, base, mine, theirs }: Conflict,
  of: Contest,
  choice: () => Choice,
  choose: (path: string, side: Side) => void,
) {
  const texts = st();
  const option = (side: Side, title: string, value: unknown) => {
    const box = h('input', { type: 'radio', name: `merge-${path}`, value: side });
    box.addEventListener('change', () => choose(path, side));
    const root = h(
      'label',
      { class: `version version-${side}` },
      box,
      h(
        'span',
        {},
        h('span', { class: 'version-who' }, title),
        h('span', { class: 'version-what' }, of.value(path, value)),
      ),
    );
    return { root, box };
  };
  const ours = option('mine', texts.mine, mine);
  const others = option('theirs', texts.theirs(of.who), theirs);
  const note = of.note?.(path);
  const root = h(
    'fieldset',
    { class: 'conflict' },
    h('legend', {}, of.place(path)),
    h('p', { class: 'quiet' }, `${texts.before}: ${of.value(path, base)}`),
    ours.root,
    others.root,
    note && h('p', { class: 'quiet' }, note),
  );
  const draw = () => {
    ours.box.checked = choice().get(path) === 'mine';
    others.box.checked = choice().get(path) === 'theirs';
  };
  return { root, draw };
}

function settledList({ settled, conflicts, who, place, value }: Contest): HTMLElement {
  const texts = st();
  const rows = settled.map((each) =>
    h(
      'li',
      {},
      h('strong', {}, place(each.path)),
      `: ${value(each.path, each.value)} `,
      h('span', { class: 'quiet' }, each.from === 'mine' ? texts.takenMine : texts.takenTheirs(who)),
    ),
  );
  return h(
    'details',
    { class: 'settled', open: conflicts.length === 0 },
    h('summary', {}, icon('info'), texts.conflictSettled(settled.length)),
    h('ul', {}, ...rows),
  );
}
