import type { MultiPolygon } from 'geojson';
import { h } from '../dom';
import { either } from '../i18n';
import * as format from '../i18n/format';
import type { CityMap } from '../map/map';
import { boxOfArea } from '../map/view';
import { lang } from '../store';
import { dayNumber } from '../time/period';
import { choice, dayField, numberField, textArea, textField, tick } from './controls';
import { doc, draft, edit } from './draft';
import { controlId, faultsByPlace } from './faults';
import { facilitiesEditor } from './form-facilities';
import { impactFields, ofSection } from './form-impact';
import { grid, group, textButton } from './form-parts';
import { phasesEditor } from './form-phases';
import { st } from './i18n';
import { type DocKey, NEW_SECTION, type SectionDoc, STRIPS } from './model';
import { projects } from './office-data';
import { watch } from './scope';
import { slot } from './slots';

const texts = () => st().form;

/** A member of the document as what a control binds to. */
function of<K extends DocKey>(key: K) {
  return {
    place: key as string,
    label: () => texts().field[key],
    hint: () => texts().hint[key],
    read: () => (doc() ?? NEW_SECTION)[key],
    write: (value: SectionDoc[K] | null) => edit({ [key]: value ?? NEW_SECTION[key] } as Partial<SectionDoc>),
  };
}

/** Texts that may be absent are absent when they are empty. */
function text<K extends DocKey>(key: K) {
  const bound = of(key);
  return {
    ...bound,
    read: () => (bound.read() as string | null) ?? '',
    write: (value: string) => bound.write((value || null) as SectionDoc[K] | null),
  };
}

/** Also the one that the section has, should the list not be there. */
function projectNames(): [string, string][] {
  const name = (de: string, en: string, ref: string) => `${either(de, en)} (${ref})`;
  const all = (projects.value().data ?? []).map((each): [string, string] => [
    String(each.id),
    name(each.title_de, each.title_en, each.public_ref),
  ]);
  const { facts, base } = draft() ?? {};
  const own = String(base?.project_id ?? '');
  if (facts && !all.some(([id]) => id === own))
    all.push([own, name(facts.project_title_de, facts.project_title_en, facts.project_ref)]);
  return all;
}

function project(): HTMLElement {
  const bound = of('project_id');
  return choice(
    {
      ...bound,
      wide: true,
      read: () => (bound.read() === null ? null : String(bound.read())),
      write: (value: string | null) => edit({ project_id: value === null ? null : Number(value) }),
    },
    projectNames,
    () => texts().choose,
  );
}

/** How long it takes and from when the street is free again, which is what people ask. */
function length(): HTMLElement {
  const root = h('p', { class: 'quiet', role: 'status' });
  watch(() => {
    const { planned_from: from, planned_to: to } = doc() ?? NEW_SECTION;
    const days = from && to ? dayNumber(to) - dayNumber(from) : 0;
    root.textContent = days > 0 && to ? `${texts().days(days)}. ${texts().openFrom(format.date(to, lang()))}` : '';
    root.hidden = root.textContent === '';
  });
  return root;
}

export const asMulti = (geometry: SectionDoc['geometry']): MultiPolygon | null =>
  geometry?.type === 'Polygon' ? { type: 'MultiPolygon', coordinates: [geometry.coordinates] } : geometry;

const areaWords = () => {
  const parts = asMulti(doc()?.geometry ?? null)?.coordinates.length ?? 0;
  return parts === 0 ? texts().areaNone : texts().areaParts(parts);
};

/** What there is to say of the area; the editor puts its tools below. */
function area(city: CityMap): HTMLElement[] {
  const words = h('p', {});
  const fault = h('p', { class: 'field-fault' });
  const show = textButton(
    'button button-small',
    () => texts().showArea,
    () => {
      const now = asMulti(doc()?.geometry ?? null);
      if (now) city.fit(boxOfArea(now), 19);
    },
  );
  const root = h('div', { class: 'area-line', id: controlId('geometry'), tabindex: -1 }, words, show, fault);
  const line = h('p', { class: 'quiet', id: controlId('centreline'), tabindex: -1 });
  watch(() => {
    words.textContent = areaWords();
    show.hidden = !doc()?.geometry;
    fault.textContent = [faultsByPlace().get('geometry'), faultsByPlace().get('centreline')].filter(Boolean).join(' ');
    fault.hidden = fault.textContent === '';
    line.textContent = doc()?.centreline ? texts().lineDrawn : texts().lineNone;
    line.hidden = !doc()?.geometry;
  });
  const tools = slot('geometry', city);
  tools?.start();
  return tools ? [root, line, tools.root] : [root, line];
}

const period = () => {
  const { planned_from: from, planned_to: to } = doc() ?? NEW_SECTION;
  return from || to ? format.range({ from, to }, lang()) : '';
};

/** What is at stake on foot and by car, in a few words. */
const impactWords = () => {
  const impact = doc()?.impact;
  return impact ? `${texts().impact.pedestrian}: ${texts().pedestrian[impact.pedestrian]}` : '';
};

const count = (n: number | undefined) => (n ? String(n) : '');

/** All fields of a section in groups that fold, with places for the editor, the timeline, the impact and the notices. */
export function sectionForm(city: CityMap): HTMLElement {
  const groups = [
    group(
      'what',
      () => texts().group.what,
      () => [doc()?.label, either(doc()?.title_de, doc()?.title_en)].filter(Boolean).join(' · '),
      true,
      () => [
        project(),
        grid(
          textField(of('label'), { maxlength: 40 }),
          numberField({ ...of('sequence'), write: (n) => edit({ sequence: n ?? 1 }) }),
        ),
        textField({ ...of('title_de'), wide: true }),
        textField({ ...of('title_en'), wide: true }, { lang: 'en' }),
        choice(of('strip'), () => STRIPS.map((each) => [each, texts().strip[each]] as const)),
      ],
    ),
    group(
      'geometry',
      () => texts().group.geometry,
      areaWords,
      true,
      () => area(city),
    ),
    group(
      'when',
      () => texts().group.when,
      period,
      true,
      () => [
        grid(dayField(of('planned_from')), dayField(of('planned_to'), { isEnd: true })),
        length(),
        grid(dayField(of('actual_start'), { today: true }), dayField(of('actual_end'), { today: true })),
        tick(of('start_verified')),
        tick(of('end_verified')),
        grid(
          dayField(of('last_confirmed_at'), { today: true }),
          dayField(of('expected_resume')),
          dayField(of('warranty_until')),
        ),
        tick(of('blackout_ok')),
        textField({ ...text('blackout_reason'), wide: true }),
      ],
    ),
    group(
      'phases',
      () => texts().group.phases,
      () => count(doc()?.phases.length),
      true,
      () => [phasesEditor(city)],
    ),
    lazyGroup('timeline', () => texts().group.timeline, city),
    group(
      'impact',
      () => texts().group.impact,
      impactWords,
      false,
      () => impactFields(ofSection, () => texts().hasImpact, city),
    ),
    lazyGroup('impact', () => texts().group.affected, city),
    group(
      'people',
      () => texts().group.people,
      () => doc()?.contact_role ?? '',
      false,
      () => [
        textField({ ...of('contact_role'), wide: true }),
        textArea(of('description_de'), 4),
        textArea(of('description_en'), 4),
      ],
    ),
    lazyGroup('notices', () => texts().group.notices, city),
    group(
      'facilities',
      () => texts().group.facilities,
      () => count(doc()?.facilities.length),
      false,
      () => [facilitiesEditor(city)],
    ),
    group(
      'internal',
      () => texts().group.internal,
      () => doc()?.contractor ?? '',
      false,
      () => [
        textField({ ...text('contractor'), wide: true }),
        textArea(text('note_internal'), 3),
        textArea(text('status_reason'), 2),
      ],
    ),
  ];
  return h('div', { class: 'form' }, ...groups.filter((each) => each !== null));
}

/** A group whose content is another part's; it is loaded when it is first unfolded. */
function lazyGroup(name: 'timeline' | 'impact' | 'notices', title: () => string, city: CityMap): HTMLElement | null {
  const place = slot(name, city);
  if (!place) return null;
  // The form has a group of its own for the impacts that are entered.
  const root = group(
    `slot-${name}`,
    title,
    () => '',
    false,
    () => [place.root],
  );
  let isStarted = false;
  const load = () => {
    if (root.open && !isStarted) place.start();
    isStarted ||= root.open;
  };
  root.addEventListener('toggle', load);
  load();
  return root;
}
