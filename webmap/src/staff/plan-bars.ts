// The office's sections as bars of a plan, and a plan's days put back into a draft.

import { type Bar, type Blackout as PlanBlackout, phaseKey, sectionKey } from '../plan/bars';
import type { Placed } from '../plan/shift';
import { type PhaseDoc, refOf, type SectionDoc } from './model';
import { type Blackout, docOf, type StaffSection } from './model-answers';
import { asMulti } from './section-form';

type Title = readonly [de: string, en: string];

/** A section, saved or not, with its phases after it. */
export function barsOfDoc(doc: SectionDoc, id: number | string, project: Title): Bar[] {
  const section: Bar = {
    key: sectionKey(id),
    parent: null,
    project,
    title: [doc.title_de, doc.title_en],
    label: doc.label,
    kind: 'section',
    strip: doc.strip,
    status: doc.status,
    planned: { from: doc.planned_from, to: doc.planned_to },
    begun: doc.actual_start,
    ended: doc.actual_end,
    dependsOn: [],
    blackoutOk: doc.blackout_ok,
    geometry: asMulti(doc.geometry),
  };
  return [section, ...doc.phases.map((phase) => phaseBar(section, phase))];
}

function phaseBar(section: Bar, phase: PhaseDoc): Bar {
  return {
    ...section,
    key: phaseKey(refOf(phase)),
    parent: section.key,
    kind: phase.kind,
    strip: phase.strip,
    status: phase.status,
    planned: { from: phase.planned_from, to: phase.planned_to },
    begun: phase.actual_start,
    ended: phase.actual_end,
    dependsOn: (phase.depends_on ?? []).map(phaseKey),
    geometry: asMulti(phase.geometry) ?? section.geometry,
  };
}

export function barsOf(sections: readonly StaffSection[]): Bar[] {
  return sections.flatMap((each) =>
    barsOfDoc(docOf(each), each.id, [each.properties.project_title_de ?? '', each.properties.project_title_en ?? '']),
  );
}

export const blackoutsOf = (all: readonly Blackout[]): PlanBlackout[] =>
  all.map(({ id, name, from, to, geometry }) => ({ id, name, from, to, geometry }));

/** The days of a plan in the members of a draft; null if they are there already. */
export function daysInto(doc: SectionDoc, placed: readonly Placed[]): Partial<SectionDoc> | null {
  const section = placed.find((bar) => bar.parent === null);
  const at = new Map(placed.map((bar) => [bar.key, bar.planned]));
  if (!section) return null;
  const isSame = (each: { planned_from: string | null; planned_to: string | null }, key: string) => {
    const planned = at.get(key);
    return !planned || (planned.from === each.planned_from && planned.to === each.planned_to);
  };
  const keyOf = (phase: PhaseDoc) => phaseKey(refOf(phase));
  const phases = doc.phases.map((phase) => {
    const planned = at.get(keyOf(phase));
    return planned && !isSame(phase, keyOf(phase))
      ? { ...phase, planned_from: planned.from, planned_to: planned.to }
      : phase;
  });
  const isPhasesSame = phases.every((phase, i) => phase === doc.phases[i]);
  if (isSame(doc, section.key) && isPhasesSame) return null;
  return {
    planned_from: section.planned.from,
    planned_to: section.planned.to,
    ...(isPhasesSame ? {} : { phases }),
  };
}
