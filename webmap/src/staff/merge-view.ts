// Somebody was faster: both versions field by field and over each other on the map, until one is made of them.

import { h, icon, region } from '../dom';
import * as format from '../i18n/format';
import type { CityMap } from '../map/map';
import { boxOfArea } from '../map/view';
import { signal, untracked } from '../signal';
import { lang } from '../store';
import { type Draft, draft } from './draft';
import { saveAndTell } from './form-view';
import { st } from './i18n';
import { isShape, placeInWords, valueInWords } from './in-words';
import { type Choice, type Conflict, compare, merged, type Side } from './merge';
import { docOf, type Held } from './model-answers';
import { freshKey } from './office-api';
import { open } from './route';
import { deleted, discard, overtaken, rebase } from './save';
import { atEnd } from './scope';
import { asMulti } from './section-form';
import { type Shape, shapes } from './staff-map';

export function mergeView(city: CityMap): HTMLElement {
  const now = untracked(draft) as Draft;
  const theirs = untracked(overtaken);
  return theirs ? contest(now, theirs, city) : gone(now);
}

function heading(text: string): HTMLElement {
  const root = h('h2', { tabindex: -1 }, text);
  queueMicrotask(() => root.focus());
  return root;
}

/** The section is not there any more; what was typed can become a new one. */
function gone(now: Draft): HTMLElement {
  const again = () => {
    const name = `new-${Date.now().toString(36)}`;
    const phases = now.doc.phases.map(({ id, ...rest }) => ({
      ...rest,
      key: rest.key ?? `kept-${id}`,
      depends_on: rest.depends_on.map((ref) => (typeof ref === 'number' ? `kept-${ref}` : ref)),
    }));
    const facilities = now.doc.facilities.map(({ id: _, ...rest }) => rest);
    deleted.set(false);
    draft.set({
      id: null,
      name,
      base: { ...now.base, phases: [], facilities: [] },
      etag: '',
      facts: null,
      doc: { ...now.doc, status: 'idea', phases, facilities },
      key: freshKey(),
    });
    open({ view: 'section', id: null, name });
  };
  const away = () => {
    discard();
    deleted.set(false);
    open({ view: 'sections' });
  };
  const texts = st();
  return h(
    'div',
    { class: 'detail-content' },
    heading(texts.goneTitle),
    h('p', {}, texts.goneText),
    h(
      'div',
      { class: 'buttons' },
      h('button', { type: 'button', class: 'button button-strong', click: again }, texts.goneCreate),
      h('button', { type: 'button', class: 'button', click: away }, texts.goneDrop),
    ),
  );
}

function contest(now: Draft, held: Held, city: CityMap): HTMLElement {
  const texts = st();
  const theirs = docOf(held.section);
  const { conflicts, settled } = compare(now.base, now.doc, theirs);
  const docs = [now.doc, theirs, now.base];
  const name = held.section.properties.updated_by_name || texts.somebody;
  const choice = signal<Choice>(new Map());
  const isOpen = () => conflicts.filter(({ path }) => !choice().has(path)).length;
  const choose = (path: string, side: Side) => choice.set(new Map([...untracked(choice), [path, side]]));
  const all = (side: Side) => choice.set(new Map(conflicts.map(({ path }) => [path, side])));
  if (conflicts.some(({ path }) => isShape(path)) || settled.some(({ path }) => isShape(path)))
    drawBoth(now, held, city);

  const apply = () => rebase(held, merged(now.base, now.doc, theirs, untracked(choice)));
  const status = h('p', { role: 'status' });
  const save = h(
    'button',
    { type: 'button', class: 'button button-strong', 'data-key': 'save-merged' },
    texts.saveMerged,
  );
  save.addEventListener('click', () => {
    if (untracked(isOpen) > 0) return root.querySelector<HTMLElement>('fieldset:not(:has(:checked)) input')?.focus();
    apply();
    void saveAndTell();
  });
  const questions = h('div', { class: 'conflicts' });
  const made = conflicts.map((conflict) => question(conflict, docs, name, choice, choose));
  questions.append(...made.map(({ root }) => root));
  region(status, () => {
    for (const { draw } of made) draw();
    save.setAttribute('aria-disabled', `${isOpen() > 0}`);
    status.hidden = isOpen() === 0 && conflicts.length > 0;
    return [isOpen() > 0 ? texts.conflictOpen(isOpen()) : conflicts.length === 0 ? texts.conflictNone : ''];
  });
  const back = h(
    'button',
    { type: 'button', class: 'button button-quiet', 'data-key': 'merge-end', click: () => overtaken.set(null) },
    texts.backToForm,
  );
  const root = h(
    'div',
    { class: 'detail-content merge' },
    heading(texts.conflictTitle),
    h('p', {}, texts.conflictIntro(name, format.clock(Date.parse(held.section.properties.updated_at), lang()))),
    status,
    conflicts.length > 1 &&
      h(
        'div',
        { class: 'buttons' },
        h(
          'button',
          { type: 'button', class: 'button button-small', 'data-key': 'all-mine', click: () => all('mine') },
          texts.allMine,
        ),
        h(
          'button',
          { type: 'button', class: 'button button-small', 'data-key': 'all-theirs', click: () => all('theirs') },
          texts.allTheirs,
        ),
      ),
    questions,
    settled.length > 0 && settledList(settled, docs, name, conflicts.length === 0),
    h('div', { class: 'buttons' }, save, back),
  );
  return root;
}

function question(
  { path, base, mine, theirs }: Conflict,
  docs: Parameters<typeof placeInWords>[1],
  name: string,
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
        h('span', { class: 'version-what' }, valueInWords(path, value, docs)),
      ),
    );
    return { root, box };
  };
  const ours = option('mine', texts.mine, mine);
  const others = option('theirs', texts.theirs(name), theirs);
  const root = h(
    'fieldset',
    { class: 'conflict' },
    h('legend', {}, placeInWords(path, docs)),
    h('p', { class: 'quiet' }, `${texts.before}: ${valueInWords(path, base, docs)}`),
    ours.root,
    others.root,
    isShape(path) && h('p', { class: 'quiet' }, texts.onMap),
  );
  const draw = () => {
    ours.box.checked = choice().get(path) === 'mine';
    others.box.checked = choice().get(path) === 'theirs';
  };
  return { root, draw };
}

function settledList(
  settled: ReturnType<typeof compare>['settled'],
  docs: Parameters<typeof placeInWords>[1],
  name: string,
  isOpen: boolean,
): HTMLElement {
  const texts = st();
  const rows = settled.map(({ path, from, value }) =>
    h(
      'li',
      {},
      h('strong', {}, placeInWords(path, docs)),
      `: ${valueInWords(path, value, docs)} `,
      h('span', { class: 'quiet' }, from === 'mine' ? texts.takenMine : texts.takenTheirs(name)),
    ),
  );
  return h(
    'details',
    { class: 'settled', open: isOpen },
    h('summary', {}, icon('info'), texts.conflictSettled(settled.length)),
    h('ul', {}, ...rows),
  );
}

/** Mine solid, theirs dashed. */
function drawBoth(now: Draft, held: Held, city: CityMap): void {
  const both: Shape[] = [{ look: 'theirs', geometry: held.section.geometry }];
  if (now.doc.geometry) both.unshift({ look: 'mine', geometry: now.doc.geometry });
  shapes.set(both);
  atEnd(() => shapes.set([]));
  const area = asMulti(now.doc.geometry) ?? held.section.geometry;
  const boxes = [boxOfArea(area), boxOfArea(held.section.geometry)] as const;
  const [a, b] = boxes;
  city.fit([Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])], 19);
}
