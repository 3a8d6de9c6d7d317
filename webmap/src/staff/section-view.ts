// A section in the office: loading it, and which of its views is open.

import type { ApiError } from '../api';
import { h, region } from '../dom';
import type { CityMap } from '../map/map';
import { boxOfArea } from '../map/view';
import { failure } from '../panels/notices';
import { faultOf } from '../resource';
import { computed, effect, signal, untracked } from '../signal';
import { type Draft, draft, same } from './draft';
import { drop, elsewhere, find, type Stored } from './drafts';
import { checked, refused } from './faults';
import { formView } from './form-view';
import { historyView } from './history-view';
import { st } from './i18n';
import { mergeView } from './merge-view';
import { NEW_SECTION } from './model';
import { freshKey, office } from './office-api';
import { previewView } from './preview-view';
import { restoreView } from './restore-view';
import { open, type Route, route } from './route';
import { deleted, draftOf, failed, overtaken } from './save';
import { scope } from './scope';
import { asMulti } from './section-form';
import { asPublic, shapes } from './staff-map';

export type Mode = 'form' | 'preview' | 'history' | 'restore';
export const mode = signal<Mode>('form');
/** A draft found on this device beside what the server has. */
export const found = signal<Stored | null>(null);
const trouble = signal<ApiError | null>(null);

let serial = 0;
/** A section that was just opened is brought into sight once. */
let isFresh = false;

export function newSection(patch: Partial<typeof NEW_SECTION> = {}): void {
  const name = `new-${Date.now().toString(36)}`;
  draft.set({
    id: null,
    name,
    base: NEW_SECTION,
    etag: '',
    facts: null,
    doc: { ...NEW_SECTION, ...patch },
    key: freshKey(),
  });
  open({ view: 'section', id: null, name });
}

const revived = ({ id, name, base, etag, key, doc }: Stored): Draft => ({
  id,
  name,
  base,
  etag,
  key,
  doc,
  facts: null,
});

/** Nothing of one section is left when another one opens. */
function clear(): void {
  mode.set('form');
  found.set(null);
  trouble.set(null);
  refused.set([]);
  checked.set(null);
  failed.set(null);
  overtaken.set(null);
  deleted.set(false);
  elsewhere.set(false);
}

async function load({ id, name }: Route & { view: 'section' }): Promise<void> {
  const mine = ++serial;
  isFresh = true;
  const stored = find(name);
  if (id === null) {
    if (stored) draft.set(revived(stored));
    else open({ view: 'sections' });
    return;
  }
  try {
    const held = await office.section(id);
    if (mine !== serial) return;
    draft.set(draftOf(held));
    if (stored && same(stored.doc, draftOf(held).base)) drop(name);
    else if (stored) {
      found.set(stored);
      mode.set('restore');
    }
  } catch (cause) {
    if (mine !== serial) return;
    const error = faultOf(cause);
    if (error.status === 404 && stored) {
      draft.set(revived(stored));
      deleted.set(true);
    } else trouble.set(error);
  }
}

/** Goes on with the draft that was found, on what it was based on; a save tells whether that is still so. */
export function takeUp(stored: Stored): void {
  const now = untracked(draft);
  draft.set({ ...revived(stored), facts: now?.facts ?? null });
  found.set(null);
  mode.set('form');
}

function follow(): void {
  effect(() => {
    const now = route();
    if (now.view !== 'section') {
      draft.set(null);
      shapes.set([]);
      asPublic.set(false);
      return;
    }
    if (untracked(draft)?.name === now.name) return;
    clear();
    draft.set(null);
    void load(now);
  });
}

const views = {
  form: formView,
  preview: previewView,
  history: historyView,
  restore: restoreView,
};

function showArea(city: CityMap): void {
  const area = asMulti(draft()?.doc.geometry ?? null);
  if (area) city.fit(boxOfArea(area), 19);
}

/** Where the focus has nowhere to be, it goes to the heading of what is shown. */
function keepFocus(root: HTMLElement): void {
  const active = document.activeElement;
  if (active !== document.body && active?.id !== 'office') return;
  root.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
}

/** What decides which view is shown. Not the draft itself: a form that is made anew loses the focus and the editor. */
const opened = computed(() => draft()?.name);

export function sectionView(city: CityMap): HTMLElement {
  const root = h('div', { class: 'office-section' });
  let end = () => {};
  follow();
  region(root, () => {
    const name = opened();
    const which = mode();
    const isContested = overtaken() !== null || deleted();
    const error = trouble();
    st();
    end();
    end = () => {};
    if (error) return [failure(error.status === 404 ? st().sectionGone : st().failedSection, error, () => retry())];
    if (!name) return [h('p', { class: 'quiet pad' }, st().loading)];
    const [made, stop] = scope(() => untracked(() => (isContested ? mergeView(city) : views[which](city))));
    end = stop;
    if (isFresh) untracked(() => showArea(city));
    isFresh = false;
    queueMicrotask(() => keepFocus(root));
    return [made];
  });
  return root;
}

function retry(): void {
  trouble.set(null);
  const now = untracked(route);
  if (now.view === 'section') void load(now);
}
