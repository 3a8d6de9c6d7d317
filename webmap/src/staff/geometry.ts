// The editor in the form: which area it draws, what lies beside it, and what a split makes of the phases.

import type { MultiPolygon } from 'geojson';
import { town } from '../data';
import { h, region } from '../dom';
import { type Editor, type EditorOptions, mountEditor, type Neighbour, type Piece } from '../edit';
import { either, t } from '../i18n';
import type { CityMap } from '../map/map';
import { size } from '../panels/sheet';
import { effect, signal, untracked } from '../signal';
import { doc, draft, dragged, edit, editPhase, newKey } from './draft';
import { textButton } from './form-parts';
import { st } from './i18n';
import { phaseTitle } from './in-words';
import { type PartRef, type PhaseDoc, refOf } from './model';
import { office } from './office-api';
import { allSections } from './office-data';
import { inOrder, spread } from './phases';
import { asMulti } from './section-form';
import { mayWrite } from './session';
import { drawnByEditor } from './staff-map';

/** The section itself, or one of its phases. */
const SECTION = '';

const phases = () => inOrder(doc()?.phases ?? []);
const nameOf = (phase: PhaseDoc, i: number) => phaseTitle(phase, i + 1);

function geometryOf(of: PartRef): MultiPolygon | null {
  const now = doc();
  const found = of === SECTION ? now : now?.phases.find((phase) => refOf(phase) === of);
  return asMulti(found?.geometry ?? null);
}

function write(of: PartRef, geometry: MultiPolygon | null): void {
  if (of === SECTION) edit({ geometry });
  else editPhase(of, { geometry });
}

/** Whether two phases are worked on at the same time; without dates nobody knows. */
function atOnce(a: PhaseDoc, b: PhaseDoc): boolean {
  if (!a.planned_from || !a.planned_to || !b.planned_from || !b.planned_to) return false;
  return a.planned_from < b.planned_to && b.planned_from < a.planned_to;
}

/** The other phases if a phase is drawn, and the other sections if the section is. */
function neighbours(of: PartRef): Neighbour[] {
  const id = draft()?.id;
  const mine = phases().find((phase) => refOf(phase) === of);
  const others = phases().flatMap((phase, i): Neighbour[] => {
    const geometry = asMulti(phase.geometry);
    if (!geometry || refOf(phase) === of) return [];
    const clashes = mine !== undefined && atOnce(phase, mine);
    return [{ id: `phase ${refOf(phase)}`, kind: 'phase', label: nameOf(phase, i), geometry, clashes }];
  });
  const sections = allSections()
    .filter((section) => section.id !== id && section.geometry)
    .map((section): Neighbour => {
      const { label, title_de: de, title_en: en } = section.properties;
      const name = [label, either(de, en)].filter(Boolean).join(' · ');
      return { id: section.id, kind: 'section', label: name, geometry: section.geometry };
    });
  return [...others, ...sections];
}

/** Each piece becomes a phase that begins after the one before, and together they take the section's period. */
function takePieces(pieces: readonly Piece[]): void {
  const now = untracked(doc);
  if (!now) return;
  const made: PhaseDoc[] = [...now.phases];
  for (const { geometry, strip } of pieces) {
    made.push({
      key: newKey(made, 'phase'),
      kind: 'surface',
      strip: strip ?? 'full',
      sequence: made.length + 1,
      geometry,
      planned_from: null,
      planned_to: null,
      actual_start: null,
      actual_end: null,
      status: 'planned',
      depends_on: made.slice(now.phases.length).slice(-1).map(refOf),
      impact: null,
    });
  }
  const isFirst = now.phases.length === 0;
  edit({ phases: isFirst ? spread(made, { from: now.planned_from, to: now.planned_to }) : made });
}

/** On a phone the form lies over the map with its tools; this takes it aside. */
function onMap(focus: () => void): HTMLElement {
  const draw = () => {
    size.set('peek');
    focus();
  };
  return textButton('button only-phone', () => st().form.drawOnMap, draw, 'draw-on-map');
}

export function mountGeometry(root: HTMLElement, city: CityMap): (() => void) | undefined {
  if (!mayWrite()) return undefined;
  const chosen = signal<PartRef>(SECTION);
  const place = h('div');
  const picker = h('div', { class: 'edit-panel' });
  root.append(
    onMap(() => editor?.focus()),
    picker,
    place,
  );
  let editor: Editor | null = null;
  /** What the editor knows, so that its own changes do not come back as somebody else's. */
  let known: MultiPolygon | null = null;
  let knownOf: PartRef = SECTION;
  let isGone = false;
  drawnByEditor.set(true);

  const stops = [
    region(picker, () => {
      const list = phases();
      if (list.length === 0) return [];
      const option = (value: PartRef, label: string) =>
        h('option', { value: String(value), selected: value === chosen() }, label);
      const change = (event: Event) => {
        const { value } = event.target as HTMLSelectElement;
        chosen.set(list.map(refOf).find((ref) => String(ref) === value) ?? SECTION);
      };
      const options = [
        option(SECTION, st().form.drawSection),
        ...list.map((each, i) => option(refOf(each), nameOf(each, i))),
      ];
      return [h('label', {}, st().form.drawWhat, h('select', { 'data-key': 'draw-what', change }, ...options))];
    }),
    effect(() => {
      const of = chosen();
      // A phase that is gone, or that saving gave another name, is not drawn any more.
      if (of !== SECTION && !phases().some((phase) => refOf(phase) === of)) return chosen.set(SECTION);
      const now = geometryOf(of);
      if (editor && of === knownOf && JSON.stringify(now) === JSON.stringify(known)) return;
      [known, knownOf] = [now, of];
      editor?.setGeometry(now);
    }),
  ];
  const options = (): EditorOptions => ({
    root: place,
    map: city.map,
    geometry: untracked(() => geometryOf(chosen())),
    onChange: (geometry) => {
      known = geometry;
      write(untracked(chosen), geometry);
    },
    onDrag: (geometry) => dragged.set(geometry && { of: untracked(chosen), geometry }),
    guides: office.guides,
    neighbours: () => untracked(() => neighbours(chosen())),
    within: () => untracked(() => (chosen() === SECTION ? null : geometryOf(SECTION))),
    centreline: {
      now: () => doc()?.centreline ?? null,
      isAsked: () => chosen() === SECTION,
      set: (centreline) => edit({ centreline }),
    },
    onSplit: takePieces,
    town: untracked(town.value).data?.bbox ?? null,
  });
  const begin = async () => {
    place.replaceChildren();
    const given = options();
    try {
      const made = await mountEditor(given);
      if (isGone) return made.destroy();
      editor = made;
      const now = untracked(() => geometryOf(chosen()));
      if (now !== given.geometry) made.setGeometry(now);
    } catch {
      place.replaceChildren(h('button', { type: 'button', class: 'button', click: begin }, t().retry));
    }
  };
  void begin();
  return () => {
    isGone = true;
    for (const stop of stops) stop();
    editor?.destroy();
    drawnByEditor.set(false);
  };
}
