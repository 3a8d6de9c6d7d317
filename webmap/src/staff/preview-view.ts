// The section as everybody will see it, drawn by the very code that shows it to them.

import { h, icon } from '../dom';
import type { CityMap } from '../map/map';
import type { Section, SectionProperties } from '../model';
import { sectionDetail } from '../panels/detail-section';
import { untracked } from '../signal';
import { addDays } from '../time/period';
import { type Draft, draft } from './draft';
import { st } from './i18n';
import type { ImpactDoc } from './model';
import { inOrder } from './phases';
import { atEnd } from './scope';
import { asMulti } from './section-form';
import { mode } from './section-view';
import { asPublic, shapes } from './staff-map';

const NOTHING = {
  pedestrian: null,
  min_width_m: null,
  step_free: null,
  vehicle: null,
  noise_level: null,
  access_note_de: null,
  access_note_en: null,
};

const impactOf = (impact: ImpactDoc | null) => (impact ? { ...impact } : NOTHING);
const plusDay = (day: string | null) => (day ? addDays(day, 1) : null);

/** What the public gets of a draft: the actual day where there is one, else the planned one, and nothing internal. */
export function publicOf({ id, doc, facts }: Draft): Section {
  const phases = inOrder(doc.phases).map((phase, i) => ({
    id: phase.id ?? -1 - i,
    kind: phase.kind,
    strip: phase.strip,
    sequence: phase.sequence,
    status: phase.status,
    planned_from: phase.planned_from,
    planned_to: phase.planned_to,
    valid_from: phase.actual_start ?? phase.planned_from,
    valid_to: plusDay(phase.actual_end) ?? phase.planned_to,
    geometry: asMulti(phase.geometry),
    ...impactOf(phase.impact),
  }));
  const properties: SectionProperties = {
    project_id: doc.project_id ?? 0,
    project_ref: facts?.project_ref ?? '',
    project_title_de: facts?.project_title_de ?? null,
    project_title_en: facts?.project_title_en ?? null,
    label: doc.label,
    title_de: doc.title_de,
    title_en: doc.title_en,
    sequence: doc.sequence,
    status: doc.status,
    planned_from: doc.planned_from,
    planned_to: doc.planned_to,
    valid_from: doc.actual_start ?? doc.planned_from,
    valid_to: plusDay(doc.actual_end) ?? doc.planned_to,
    expected_resume: doc.expected_resume,
    last_confirmed_at: doc.last_confirmed_at,
    contact_role: doc.contact_role,
    description_de: doc.description_de,
    description_en: doc.description_en,
    parking_spaces_lost: doc.impact?.parking_spaces_lost ?? null,
    doubtful: facts?.doubtful ?? false,
    phases,
    ...impactOf(doc.impact),
  };
  const geometry = asMulti(doc.geometry) ?? { type: 'MultiPolygon', coordinates: [] };
  return { id: id ?? 0, geometry, properties };
}

export function previewView(_: CityMap): HTMLElement {
  const now = untracked(draft) as Draft;
  const isPublic = now.facts?.public ?? false;
  asPublic.set(true);
  atEnd(() => asPublic.set(false));
  const area = publicOf(now).geometry;
  shapes.set(isPublic ? [] : [{ look: 'public', geometry: area }]);
  atEnd(() => shapes.set([]));
  const back = h(
    'button',
    { type: 'button', class: 'button button-quiet', 'data-key': 'preview-end', click: () => mode.set('form') },
    icon('back'),
    h('span', {}, st().previewEnd),
  );
  const detail = sectionDetail(publicOf(now), (text) => h('h2', { tabindex: -1 }, text), isPublic);
  queueMicrotask(() => back.focus());
  return h(
    'div',
    { class: 'preview' },
    h('div', { class: 'detail-bar' }, back),
    h('p', { class: 'preview-note', role: 'status' }, isPublic ? st().previewNote : st().previewHidden),
    h('div', { class: 'detail-content' }, ...detail),
  );
}
