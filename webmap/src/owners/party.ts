// One party: opened for a purpose, read, put right, linked, handed out and forgotten.

import type { ApiError } from '../api';
import { h, region } from '../dom';
import { failure } from '../panels/notices';
import { conflict } from '../register/conflict';
import { backBar, faultSummary, saveBar, trouble as saveTrouble } from '../register/frame';
import { selectEntry } from '../register/select-entry';
import type { Sheet } from '../register/sheet';
import { computed, type Signal, signal, untracked } from '../signal';
import { keepForm, whenFree } from '../staff/keeper';
import { open, openUnit, type Route, route } from '../staff/route';
import { scope, watch } from '../staff/scope';
import { partyForm } from './form';
import { w } from './i18n';
import { consentsBlock, linksBlock } from './links';
import { type HeldParty, type PartyDoc, ROLES, type Role } from './model';
import { newSheet, sheetOfParty } from './party-state';
import { openedFor, purposeForm } from './purpose-form';
import { rightsBlock } from './rights';
import { forget, held, home, load, purpose, trouble } from './state';
import { keptChip } from './words';

function bar(): HTMLElement {
  const back = () => {
    const unit = untracked(home);
    if (unit) openUnit(unit.id);
    else open({ view: 'owners' });
  };
  const root = backBar(() => (home() ? w().toUnit(home()?.ref ?? '') : w().toOwners), back);
  root.querySelector('button')?.setAttribute('data-key', 'party-back');
  return root;
}

function head(now: () => HeldParty): HTMLElement {
  const heading = h('h2', { tabindex: -1 });
  const tags = h('p', { class: 'tags' });
  watch(() => {
    const { party } = now();
    heading.textContent = party.name;
    tags.replaceChildren(h('span', { class: 'tag' }, w().kind[party.kind]), keptChip(party));
  });
  return h('div', { class: 'enquiry-head' }, heading, tags);
}

function known(now: () => HeldParty, sheet: Sheet<PartyDoc>): HTMLElement {
  return h(
    'div',
    { class: 'form-view' },
    bar(),
    h(
      'div',
      { class: 'detail-content form-content' },
      head(now),
      openedFor(untracked(purpose), () =>
        whenFree(() => {
          forget();
          open({ view: 'owners' });
        }),
      ),
      saveTrouble(sheet),
      faultSummary(sheet),
      linksBlock(now),
      partyForm(sheet),
      consentsBlock(now),
      rightsBlock(now),
    ),
    saveBar(sheet),
  );
}

interface Entering {
  role: Signal<Role>;
  sheet: Sheet<PartyDoc>;
}

function enter(): Entering {
  const role = signal<Role>('owner');
  return { role, sheet: newSheet(role) };
}

function unknown({ role, sheet }: Entering): HTMLElement {
  const texts = w();
  keepForm(() => isEntering(route()) && sheet.changed().length > 0);
  const unit = untracked(home);
  const as = selectEntry(
    texts.linkedAs(unit?.ref ?? ''),
    ROLES.map((each) => [each, texts.role[each]] as const),
    untracked(role),
  );
  as.input.addEventListener('change', () => role.set(as.input.value as Role));
  return h(
    'div',
    { class: 'form-view' },
    bar(),
    h(
      'div',
      { class: 'detail-content form-content' },
      h('h2', { tabindex: -1 }, texts.newTitle),
      h('p', { class: 'quiet' }, texts.newIntro),
      saveTrouble(sheet),
      faultSummary(sheet),
      unit && as.root,
      partyForm(sheet),
    ),
    saveBar(sheet),
  );
}

const isEntering = (now: Route) => now.view === 'party' && now.id === null;

/** After a reload nobody has said yet what for. */
function asking(id: string): HTMLElement {
  const say = (text: string) => {
    purpose.set(text);
    void load(id);
  };
  return h(
    'div',
    {},
    bar(),
    h(
      'div',
      { class: 'pad' },
      purposeForm(() => w().intro, say, true),
    ),
  );
}

function focusHeading(root: HTMLElement): void {
  const active = document.activeElement;
  if (active !== document.body && active?.id !== 'office') return;
  root.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
}

/** A sheet for each party that is opened; changes of it stay in it. */
const sheet = computed(
  () => {
    const id = held()?.party.id;
    return id === undefined ? null : { id, of: sheetOfParty(untracked(held) as HeldParty) };
  },
  (a, b) => a?.id === b?.id,
);

/** The party as it is now; when it is closed what is left of it still listens. */
function current(): () => HeldParty {
  let last = untracked(held) as HeldParty;
  return () => (last = held() ?? last);
}

const failing = (id: string, error: ApiError) =>
  h(
    'div',
    {},
    bar(),
    failure(error.status === 404 ? w().gone : w().failedOne, error, () => void load(id)),
  );

export function partyView(): HTMLElement {
  const root = h('div', { class: 'office-unit' });
  let end = () => {};
  // Another language is another form, and not another party.
  let entering: Entering | null = null;
  region(root, () => {
    const now = route();
    const [mine, error, why] = [sheet(), trouble(), purpose()];
    const isContested = mine !== null && mine.of.overtaken() !== null;
    w();
    end();
    end = () => {};
    if (!isEntering(now)) entering = null;
    if (now.view !== 'party') return [];
    const { id } = now;
    const make = () => {
      if (id === null) {
        entering ??= enter();
        return unknown(entering);
      }
      if (why === '') return asking(id);
      if (error) return failing(id, error);
      if (mine?.id !== id) return h('p', { class: 'quiet pad' }, w().loading);
      // Who was erased has nothing left to be saved.
      keepForm(() => held()?.party.id === id && mine.of.changed().length > 0);
      return isContested ? conflict(mine.of) : known(current(), mine.of);
    };
    const [made, stop] = scope(() => untracked(make));
    end = stop;
    queueMicrotask(() => focusHeading(root));
    return [made];
  });
  return root;
}
