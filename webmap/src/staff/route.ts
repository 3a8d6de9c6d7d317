// Which view of the office is open. It lies in the browser's history, not in the address, which is public.

import { size } from '../panels/sheet';
import { effect, signal, untracked } from '../signal';
import { go, sel, state } from '../store';
import { holds, whenFree } from './keeper';

export type OfficeView =
  // One a line, in the order of the tabs.
  'sections' | 'register' | 'projects' | 'blackouts' | 'street' | 'inbox' | 'spaces' | 'owners' | 'accounts';
export type Route =
  | { view: 'closed' }
  | { view: OfficeView }
  /** A section that the server knows, or a draft of a new one by its name on this device. */
  | { view: 'section'; id: number | null; name: string }
  /** A unit of the register, or a new one. */
  | { view: 'unit'; id: number | null }
  /** The round through a street. */
  | { view: 'walk' }
  /** What a desk was asked. */
  | { view: 'enquiry'; id: number }
  /** What somebody looks for. */
  | { view: 'space'; id: number }
  /** An owner, by a number that says nothing about anybody, or a new one. */
  | { view: 'party'; id: string | null };

const CLOSED: Route = { view: 'closed' };
const KEPT = 'mitte.office';
export const route = signal<Route>(CLOSED);
export const isOpen = () => route().view !== 'closed';
/** Views of one thing, which take the whole panel. */
export const isAlone = () => ['section', 'unit', 'walk', 'enquiry', 'space', 'party'].includes(route().view);
/** Views of the register of units. */
export const isRegister = () => ['register', 'unit', 'walk'].includes(route().view);
/** Views of what the desks are asked. */
export const isInbox = () => ['inbox', 'enquiry'].includes(route().view);
/** Views of what people look for. */
export const isSpaces = () => ['spaces', 'space'].includes(route().view);
/** Views of whom the office may have to ask. */
export const isOwners = () => ['owners', 'party'].includes(route().view);

export const nameOfId = (id: number) => `s${id}`;

function show(next: Route): void {
  route.set(next);
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(next));
  } catch {
    // Without storage a reload shows the public map.
  }
}

const isHere = (next: Route) => JSON.stringify(next) === JSON.stringify(untracked(route));

/** A deliberate step: Back returns to the view before. What is typed and would be lost is asked about first. */
export function open(next: Route): void {
  if (!isHere(next)) whenFree(() => step(next));
}

function step(next: Route): void {
  if (untracked(sel) && next.view !== 'closed') go({ sel: null });
  history.pushState({ office: next }, '', location.href);
  show(next);
}

export const openSection = (id: number) => open({ view: 'section', id, name: nameOfId(id) });
export const openUnit = (id: number | null) => open({ view: 'unit', id });
export const openEnquiry = (id: number) => open({ view: 'enquiry', id });
export const openSpace = (id: number) => open({ view: 'space', id });
export const openParty = (id: string | null) => open({ view: 'party', id });
export const close = () => open(CLOSED);

/** The same view under what it is called now: a new section has got its number. */
export function rename(next: Route): void {
  history.replaceState({ office: next }, '', location.href);
  show(next);
}

const read = (state: unknown): Route => (state as { office?: Route } | null)?.office ?? CLOSED;

export function leave(): void {
  history.replaceState(null, '', location.href);
  show(CLOSED);
}

/** Back has been by the time it is heard of: whoever is asked first stands where they were. */
function back(next: Route): void {
  if (!isHere(next) && holds()) {
    history.pushState({ office: untracked(route) }, '', location.href);
    whenFree(() => step(next));
  } else show(next);
}

/** An entry of the public map takes the place of the office. */
function giveWay(key: string): void {
  if (holds()) {
    history.back();
    whenFree(() => go({ sel: key }));
  } else show(CLOSED);
}

/** Follows Back and Forward, and begins where a reload broke off. */
export function followHistory(): void {
  addEventListener('popstate', (event) => back(read(event.state)));
  effect(() => {
    document.body.classList.toggle('in-office', isOpen());
    document.body.classList.toggle('in-section', isAlone());
    document.body.classList.toggle('in-register', isRegister());
    document.body.classList.toggle('in-walk', route().view === 'walk');
    if (isOpen() && untracked(size) === 'peek') size.set('half');
  });
  // Whoever opens an entry of the public map goes there.
  effect(() => {
    const key = sel();
    if (key && untracked(isOpen)) untracked(() => giveWay(key));
  });
  // An address with a question is one of the planner's page.
  if (untracked(state).ask) {
    show({ view: 'street' });
    return;
  }
  try {
    show(JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') ?? CLOSED);
  } catch {
    show(CLOSED);
  }
}
