// A draft lies on this device: shown beside what is saved, then gone on with or thrown away.

import { h } from '../dom';
import type { CityMap } from '../map/map';
import { boxOfArea } from '../map/view';
import { untracked } from '../signal';
import { lang } from '../store';
import { changeTable } from './change-table';
import { differences } from './diff';
import { draft } from './draft';
import { drop, type Stored } from './drafts';
import { st } from './i18n';
import { moment } from './moment';
import { asMulti } from './section-form';
import { found, mode, takeUp } from './section-view';
import { type Shape, shapes } from './staff-map';

export function restoreView(city: CityMap): HTMLElement {
  const stored = untracked(found) as Stored;
  const now = untracked(draft);
  const base = now?.base ?? stored.base;
  const texts = st();
  const paths = differences(base, stored.doc);
  const outlines: Shape[] = [];
  if (base.geometry) outlines.push({ look: 'theirs', geometry: base.geometry });
  if (stored.doc.geometry) outlines.push({ look: 'mine', geometry: stored.doc.geometry });
  shapes.set(outlines);
  const area = asMulti(stored.doc.geometry ?? base.geometry);
  if (area) city.fit(boxOfArea(area), 19);
  const goOn = h(
    'button',
    { type: 'button', class: 'button button-strong', 'data-key': 'take-up', click: () => takeUp(stored) },
    texts.restoreGo,
  );
  const away = h(
    'button',
    {
      type: 'button',
      class: 'button',
      click: () => {
        drop(stored.name);
        found.set(null);
        mode.set('form');
      },
    },
    texts.restoreDrop,
  );
  const heading = h('h2', { tabindex: -1 }, texts.restoreTitle);
  queueMicrotask(() => heading.focus());
  return h(
    'div',
    { class: 'detail-content' },
    heading,
    h('p', {}, texts.restoreText(moment(stored.savedAt, lang()))),
    now && stored.etag !== now.etag && h('p', { class: 'warning' }, texts.restoreStale),
    changeTable(paths, [base, stored.doc], [texts.before, texts.isDraft]),
    paths.includes('geometry') && h('p', { class: 'quiet' }, texts.restoreOnMap),
    h('div', { class: 'buttons' }, goOn, away),
  );
}
