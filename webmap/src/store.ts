// The only writer of what is on the screen: address ⇄ state ⇄ views.

import { decode, encode, preferredLang, type State, type View } from './hash';
import type { Lang } from './model';
import { computed, type Signal, signal, untracked } from './signal';
import { today } from './time/period';

const MOVE_MS = 250;

const fallback = preferredLang(navigator.languages);

export const state: Signal<State> = signal(decode(location.hash, fallback));
/** What the pointer or the focus rests on, in the list or on the map. Not part of the address. */
export const hover = signal<string | null>(null);
/** Berlin's day according to the server, so that a wrong clock at home does not move the works. */
export const serverToday = signal(today());

let timer: ReturnType<typeof setTimeout> | undefined;

export function select<K extends keyof State>(key: K): () => State[K] {
  return computed(() => state()[key]);
}

/** The languages whose texts are here; German comes with the map. */
export const spoken = signal<readonly Lang[]>(['de']);
/** The language on the screen, which is the wanted one as soon as its texts are here. */
export const lang = computed(() => (spoken().includes(state().lang) ? state().lang : 'de'));
export const sel = select('sel');
export const day = computed(() => state().at ?? serverToday());

function writeAddress(push: boolean): void {
  clearTimeout(timer);
  const address = encode(untracked(state), fallback);
  if (address === location.hash) return;
  if (push) history.pushState(null, '', address);
  else history.replaceState(history.state, '', address);
}

/** A deliberate step: Back undoes it. */
export function go(patch: Partial<State>): void {
  if (timer !== undefined) writeAddress(false);
  timer = undefined;
  state.set({ ...untracked(state), ...patch });
  writeAddress(true);
}

/** Takes the map elsewhere as a deliberate step: Back returns to the former view. The move must be done at once. */
export function jump(move: () => void, patch: Partial<State> = {}): void {
  if (timer !== undefined) writeAddress(false);
  move();
  timer = undefined;
  state.set({ ...untracked(state), ...patch });
  writeAddress(true);
}

/** A change in passing (typing, dragging the slider): it replaces the address a moment later. */
export function drift(patch: Partial<State>): void {
  state.set({ ...untracked(state), ...patch });
  clearTimeout(timer);
  timer = setTimeout(() => {
    timer = undefined;
    writeAddress(false);
  }, MOVE_MS);
}

export function moved(view: View): void {
  drift({ view });
}

/** Follows Back, Forward and typed addresses. An address without a view keeps the present one. */
export function followAddress(): void {
  const read = () => {
    clearTimeout(timer);
    timer = undefined;
    const next = decode(location.hash, fallback);
    state.set({ ...next, view: next.view ?? untracked(state).view });
  };
  addEventListener('popstate', read);
}
