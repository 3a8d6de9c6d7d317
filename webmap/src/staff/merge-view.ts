// Somebody was faster: both versions field by field and over each other on the map, until one is made of them.

import { h } from '../dom';
import * as format from '../i18n/format';
import type { CityMap } from '../map/map';
import { boxOfArea } from '../map/view';
import { untracked } from '../signal';
import { lang } from '../store';
import { contest, heading } from './contest';
import { type Draft, draft } from './draft';
import { saveAndTell } from './form-view';
import { st } from './i18n';
import { isShape, placeInWords, valueInWords } from './in-words';
import { compare, merged } from './merge';
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
  return theirs ? contestSection(now, theirs, city) : gone(now);
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

function contestSection(now: Draft, held: Held, city: CityMap): HTMLElement {
  const theirs = docOf(held.section);
  const { conflicts, settled } = compare(now.base, now.doc, theirs);
  const docs = [now.doc, theirs, now.base];
  const { updated_at, updated_by_name } = held.section.properties;
  if ([...conflicts, ...settled].some(({ path }) => isShape(path))) drawBoth(now, held, city);
  const who = updated_by_name || st().somebody;
  return contest({
    conflicts,
    settled,
    who: updated_by_name ?? '',
    intro: st().conflictIntro(who, format.clock(Date.parse(updated_at), lang())),
    place: (path) => placeInWords(path, docs),
    value: (path, value) => valueInWords(path, value, docs),
    note: (path) => (isShape(path) ? st().onMap : ''),
    save: (choice) => {
      rebase(held, merged(now.base, now.doc, theirs, choice));
      void saveAndTell();
    },
    back: () => overtaken.set(null),
  });
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
