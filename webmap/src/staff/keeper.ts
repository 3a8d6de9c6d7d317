// What is typed and not saved: before it goes with its form or with the page, somebody is asked.

import { h } from '../dom';
import { untracked } from '../signal';
import { type DialogFrame, openDialog } from './dialog';
import { st } from './i18n';
import { atEnd } from './scope';

type Holds = () => boolean;

/** Forms that go with their view. */
const forms = new Set<Holds>();
/** What outlives its view and goes with the page. */
const kept = new Set<Holds>();
/** Where to go once somebody has said so; set while that is asked. */
let asked: (() => void) | null = null;
let isFree = false;

const some = (all: ReadonlySet<Holds>) => [...all].some((each) => untracked(each));

/** Whether leaving the view would lose something. */
export const holds = () => !isFree && some(forms);
/** Whether the end of the page or of the session would. */
export const endLoses = () => some(forms) || some(kept);

addEventListener('beforeunload', (event) => {
  if (endLoses()) event.preventDefault();
});

/** As long as the form that is being made stands, leaving it asks, if by then it holds something. */
export function keepForm(its: Holds): void {
  forms.add(its);
  atEnd(() => forms.delete(its));
}

export const keepForPage = (its: Holds) => void kept.add(its);

const isField = (target: EventTarget | null) =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;

/** Whether a field holds something else than when somebody first came to it; a tick is quickly set again. */
function typedIn(root: HTMLElement): Holds {
  const first = new Map<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement, string>();
  root.addEventListener('focusin', ({ target }) => {
    if (isField(target) && !first.has(target)) first.set(target, target.value);
  });
  return () => [...first].some(([field, was]) => field.isConnected && field.value !== was);
}

/** A dialog with fields asks before it closes on what is typed in them; to be said before the first has the focus. */
export function keepDialog(frame: DialogFrame): void {
  const its = typedIn(frame.root);
  kept.add(its);
  frame.root.addEventListener('close', () => kept.delete(its));
  frame.guard((close) => (its() ? ask(close) : close()));
}

function pass(go: () => void): void {
  isFree = true;
  try {
    go();
  } finally {
    isFree = false;
  }
}

/** Goes at once if nothing would be lost, else when somebody has said that it may. */
export function whenFree(go: () => void): void {
  if (holds()) ask(go);
  else go();
}

function ask(go: () => void): void {
  const isOpen = asked !== null;
  asked = go;
  if (isOpen) return;
  const texts = untracked(st);
  const frame = openDialog(texts.loseTitle, () => {
    asked = null;
  });
  const stay = h('button', { type: 'button', class: 'button button-strong', 'data-key': 'lose-not' }, texts.loseNot);
  const drop = h('button', { type: 'button', class: 'button', 'data-key': 'lose' }, texts.lose);
  stay.addEventListener('click', frame.close);
  drop.addEventListener('click', () => {
    const next = asked;
    frame.close();
    if (next) pass(next);
  });
  frame.body.append(h('p', {}, texts.loseText), h('div', { class: 'dialog-actions' }, stay, drop));
  stay.focus();
}
