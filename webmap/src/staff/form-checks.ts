// What the server thinks of the draft as it is now, without writing anything.

import type { Geometry, Point } from 'geojson';
import { h, icon, region } from '../dom';
import type { CityMap } from '../map/map';
import { pin } from '../map/pointer';
import { boxOfArea } from '../map/view';
import type { Box } from '../model';
import { untracked } from '../signal';
import { dirty, doc, draft, wholeOf } from './draft';
import { checked, checking, focusPlace, placeOf } from './faults';
import { st } from './i18n';
import { findingInWords } from './in-words';
import type { Finding } from './model-answers';
import { office } from './office-api';
import { openSection } from './route';
import { atEnd, watch } from './scope';
import { shapes } from './staff-map';

const PAUSE_MS = 350;

/** Asks a moment after each change; an answer to what is no longer there is not looked at. */
export function startChecks(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let control: AbortController | undefined;
  const stop = () => {
    clearTimeout(timer);
    control?.abort();
    checking.set(false);
  };
  watch(() => {
    const now = draft();
    doc();
    stop();
    if (!now?.doc.geometry) return checked.set(null);
    timer = setTimeout(() => {
      const mine = new AbortController();
      control = mine;
      checking.set(true);
      office.check(wholeOf(now), mine.signal).then(
        (found) => {
          if (mine.signal.aborted) return;
          checked.set(found);
          checking.set(false);
        },
        () => {
          // A check is a kindness; what is wrong is said again when it is saved.
          if (!mine.signal.aborted) checking.set(false);
        },
      );
    }, PAUSE_MS);
  });
  watch(() => {
    const clashes = (checked()?.warnings ?? []).flatMap(({ geometry }) => (geometry ? [geometry] : []));
    const rest = untracked(shapes).filter(({ look }) => look !== 'clash');
    shapes.set([...rest, ...clashes.map((geometry) => ({ look: 'clash', geometry }) as const)]);
  });
  atEnd(stop);
}

function boxOf(geometry: Geometry): Box | null {
  if (geometry.type === 'MultiPolygon') return boxOfArea(geometry);
  if (geometry.type === 'Polygon') return boxOfArea({ type: 'MultiPolygon', coordinates: [geometry.coordinates] });
  return null;
}

function showFinding({ at, geometry }: Finding, city: CityMap): void {
  const box = geometry ? boxOf(geometry) : null;
  const point = at ?? (geometry?.type === 'Point' ? ((geometry as Point).coordinates as [number, number]) : null);
  if (box) city.fit(box, 20);
  if (!point) return;
  pin.set([point[0], point[1]]);
  city.map.setView([point[1], point[0]], Math.max(city.map.getZoom(), 19));
}

function item(finding: Finding, city: CityMap): HTMLElement {
  const now = untracked(draft);
  const place = now ? placeOf(finding.path, now.doc) : '';
  const words = now ? findingInWords(finding, place, now.doc) : finding.message;
  const links = [
    (finding.at || finding.geometry) &&
      h('button', { type: 'button', class: 'link', click: () => showFinding(finding, city) }, st().showPlace),
    finding.section_id !== undefined &&
      finding.section_id !== now?.id &&
      h(
        'button',
        { type: 'button', class: 'link', click: () => openSection(finding.section_id as number) },
        st().openOther,
      ),
  ].filter((each) => each instanceof HTMLElement);
  const text = place
    ? h('button', { type: 'button', class: 'finding', click: () => focusPlace(place) }, words)
    : h('span', {}, words);
  return h('li', {}, text, ...links);
}

/** Warnings, and what an error would be if this were saved now; both quietly, since nobody asked yet. */
export function checksBox(city: CityMap): HTMLElement {
  const root = h('section', { class: 'checks' });
  const live = h('div', { role: 'status' });
  region(live, () => {
    const found = checked();
    root.hidden = found === null || (found.errors.length + found.warnings.length === 0 && !dirty());
    root.setAttribute('aria-label', st().checks);
    root.setAttribute('aria-busy', `${checking()}`);
    if (!found) return [];
    const list = (look: string, title: string, findings: readonly Finding[]) =>
      findings.length > 0 &&
      h('div', { class: look }, h('h3', {}, title), h('ul', {}, ...findings.map((each) => item(each, city))));
    if (found.errors.length + found.warnings.length === 0)
      return [h('p', { class: 'all-well' }, icon('info'), st().checksClean)];
    return [
      list('findings-warn', st().checksWarn, found.warnings),
      list('findings-open', st().checksOpen, found.errors),
    ];
  });
  root.append(live);
  return root;
}
