// Answers that are not sent yet. They name people, so they lie in this window alone, and go with it or with the session.

import { effect, signal, untracked } from '../signal';
import { ANSWERS as PREFIX } from '../staff/drafts';
import { me } from '../staff/session-state';

export interface Answer {
  direction: 'out' | 'internal';
  text: string;
  /** The status that follows. */
  next: string;
  /** The same for each try, so that trying twice sends once. */
  key: string;
}

export const fresh = (): Answer => ({ direction: 'out', text: '', next: 'answered', key: crypto.randomUUID() });

const keyOf = (id: number) => `${PREFIX}${untracked(me)?.id ?? 0}.${id}`;

/** The enquiries for which something is begun. */
const begun = signal<ReadonlySet<number>>(new Set());
export const hasAnswer = (id: number) => begun().has(id);

function keys(): string[] {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function look(): void {
  const mine = keys().filter((key) => key === keyOf(Number(key.split('.').at(-1))));
  begun.set(new Set(mine.map((key) => Number(key.split('.').at(-1)))));
}

export function find(id: number): Answer {
  try {
    const found = JSON.parse(sessionStorage.getItem(keyOf(id)) ?? 'null') as Answer | null;
    return found && typeof found.text === 'string' ? { ...fresh(), ...found } : fresh();
  } catch {
    return fresh();
  }
}

export function keep(id: number, answer: Answer): void {
  try {
    if (answer.text.trim() === '') sessionStorage.removeItem(keyOf(id));
    else sessionStorage.setItem(keyOf(id), JSON.stringify(answer));
  } catch {
    // Without storage the answer lives as long as the page.
  }
  look();
}

export const drop = (id: number) => keep(id, fresh());

/** Whoever signs out, or sits down after somebody else, finds no words of the one before. */
export function guardAnswers(): void {
  effect(() => {
    const account = me()?.id;
    for (const key of keys()) if (!key.startsWith(`${PREFIX}${account}.`)) sessionStorage.removeItem(key);
    untracked(look);
  });
}
