// The form with all that stands round it: where the section stands, what to consider, and saving.

import type { Geometry } from 'geojson';
import { h, icon, region } from '../dom';
import { either, t } from '../i18n';
import type { CityMap } from '../map/map';
import { badge } from '../panels/parts';
import { untracked } from '../signal';
import { dirty, dirtyKeys, doc, draft, edit } from './draft';
import { elsewhere } from './drafts';
import { faultsByPlace, focusPlace, placeOf, refused } from './faults';
import { checksBox, startChecks } from './form-checks';
import { moreMenu } from './form-menu';
import { textButton } from './form-parts';
import { statusBox } from './form-status';
import { st } from './i18n';
import { findingInWords } from './in-words';
import { open } from './route';
import { discard, failed, save, saving } from './save';
import { atEnd, watch } from './scope';
import { sectionForm } from './section-form';
import { mayWrite } from './session';
import { drawnByEditor, type Shape, shapes } from './staff-map';
import { toast, undoable } from './toast';

export async function saveAndTell(): Promise<boolean> {
  const isNew = untracked(draft)?.id === null;
  if (!(await save())) {
    const [first] = untracked(refused);
    const now = untracked(draft);
    if (first && now) focusPlace(placeOf(first.path, now.doc));
    return false;
  }
  const isPublic = untracked(draft)?.facts?.public;
  toast(isNew ? st().createdNow : isPublic ? st().savedPublic : st().savedNow);
  return true;
}

export function titleOf(): string {
  const now = doc();
  return either(now?.title_de, now?.title_en) || (draft()?.id === null ? st().newSection : st().untitled);
}

function bar(city: CityMap): HTMLElement {
  const back = h(
    'button',
    { type: 'button', class: 'button button-quiet', 'data-key': 'office-list' },
    icon('back'),
    h('span'),
  );
  back.addEventListener('click', () => open({ view: 'sections' }));
  watch(() => {
    const name = back.querySelector('span');
    if (name) name.textContent = st().toList;
  });
  return h('div', { class: 'detail-bar' }, back, h('span', { class: 'spacer' }), moreMenu(city));
}

function lead(): HTMLElement {
  const heading = h('h2', { tabindex: -1, id: 'section-title' });
  const project = h('p', { class: 'place' });
  const sign = h('div');
  watch(() => {
    heading.textContent = titleOf();
    const facts = draft()?.facts;
    project.textContent = either(facts?.project_title_de, facts?.project_title_en);
    project.hidden = project.textContent === '';
    sign.replaceChildren(badge(doc()?.label || '–', `badge-large ${facts?.public ? 'badge-current' : 'badge-future'}`));
  });
  return h('div', { class: 'lead' }, sign, h('div', {}, heading, project));
}

/** All that is wrong, once, with a way to each field. */
function summary(): HTMLElement {
  const root = h('div', { class: 'fault-summary', role: 'alert' });
  region(root, () => {
    const now = draft();
    if (!now || refused().length === 0) return [];
    const items = [...faultsByPlace()].map(([place, message]) => {
      const words = findingInWords({ message }, place, now.doc);
      return h('li', {}, h('button', { type: 'button', class: 'link', click: () => focusPlace(place) }, words));
    });
    return [h('p', {}, h('strong', {}, st().fixFirst(items.length))), h('ul', {}, ...items)];
  });
  return root;
}

function trouble(): HTMLElement {
  const root = h('div');
  region(root, () => {
    const error = failed();
    if (!error) return [];
    const why = error.status === 403 ? st().forbidden : error.status === 0 ? t().serverUnreachable : error.message;
    const again = h('button', { type: 'button', class: 'button', click: () => void saveAndTell() }, t().retry);
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
        again,
      ),
    ];
  });
  return root;
}

function stateInWords(changes: number): string {
  if (saving()) return st().saving;
  if (refused().length > 0) return st().faults(refused().length);
  if (changes > 0) return st().unsaved(changes);
  return draft()?.id === null ? '' : st().nothingToSave;
}

function saveBar(): HTMLElement {
  const state = h('p', { class: 'save-state', role: 'status' });
  const button = h('button', { type: 'button', class: 'button button-strong', 'data-key': 'save' });
  button.addEventListener('click', () => void saveAndTell());
  const drop = textButton(
    'link',
    () => (draft()?.id === null ? st().discardNew : st().discard),
    () => {
      const before = untracked(draft);
      if (!before) return;
      if (before.id === null) {
        discard();
        return open({ view: 'sections' });
      }
      discard();
      undoable(st().discarded, () => edit(before.doc));
    },
  );
  watch(() => {
    const n = dirtyKeys().length;
    state.textContent = stateInWords(n);
    state.title = n > 0 ? st().keptHere : '';
    button.textContent = st().save;
    button.setAttribute('aria-disabled', `${saving() || (n === 0 && draft()?.id !== null)}`);
    drop.hidden = n === 0 && draft()?.id !== null;
  });
  return h('div', { class: 'save-bar' }, h('div', {}, state, drop), button);
}

function note(text: () => string, isShown: () => boolean): HTMLElement {
  const words = h('span');
  const root = h('p', { class: 'warning', role: 'status' }, icon('info'), words);
  watch(() => {
    root.hidden = !isShown();
    words.textContent = text();
  });
  return root;
}

/** The area at hand with those of its phases, and what has a place in or near it. */
function drawShapes(): void {
  watch(() => {
    const now = doc();
    if (!now) return shapes.set([]);
    const drawn = (look: Shape['look'], all: readonly (Geometry | null | undefined)[]): Shape[] =>
      all.flatMap((geometry) => (geometry ? [{ look, geometry }] : []));
    const places = now.facilities.map(({ geometry }) => geometry);
    const bins = [now, ...now.phases].map(({ impact }) => impact?.waste_point);
    shapes.set([
      ...(drawnByEditor() ? [] : drawn('mine', [now.geometry])),
      ...drawn('phase', [...now.phases.map(({ geometry }) => geometry), now.centreline]),
      ...drawn('spot', [...places, ...bins]),
    ]);
  });
}

export function formView(city: CityMap): HTMLElement {
  drawShapes();
  startChecks();
  const fields = h('fieldset', { class: 'plain-set', disabled: !mayWrite() }, sectionForm(city));
  const root = h(
    'div',
    { class: 'form-view' },
    bar(city),
    h(
      'div',
      { class: 'detail-content form-content' },
      lead(),
      note(
        () => st().readOnly,
        () => !mayWrite(),
      ),
      note(() => st().elsewhere, elsewhere),
      trouble(),
      summary(),
      statusBox(),
      checksBox(city),
      fields,
    ),
    mayWrite() ? saveBar() : h('div'),
  );
  const keys = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
    event.preventDefault();
    if (mayWrite() && dirty()) void saveAndTell();
  };
  addEventListener('keydown', keys);
  atEnd(() => removeEventListener('keydown', keys));
  return root;
}
