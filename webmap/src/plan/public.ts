import type { Phase, Section } from '../model';
import { type Bar, phaseKey, sectionKey } from './bars';

/** First and last day on site, both inclusive, as far as reported. */
interface Reported {
  actual_start?: string | null;
  actual_end?: string | null;
}

const reported = ({ actual_start, actual_end }: Reported) => ({
  begun: actual_start ?? null,
  ended: actual_end ?? null,
});

function phaseBar(section: Section, phase: Phase): Bar {
  return {
    ...sectionBar(section),
    key: phaseKey(phase.id),
    parent: sectionKey(section.id),
    kind: phase.kind,
    strip: phase.strip ?? 'full',
    status: phase.status,
    planned: { from: phase.planned_from, to: phase.planned_to },
    ...reported(phase as Reported),
    geometry: phase.geometry ?? section.geometry,
  };
}

function sectionBar({ id, geometry, properties: p }: Section): Bar {
  return {
    key: sectionKey(id),
    parent: null,
    project: [p.project_title_de ?? '', p.project_title_en ?? ''],
    title: [p.title_de ?? '', p.title_en ?? ''],
    label: p.label,
    kind: 'section',
    strip: 'full',
    status: p.status,
    planned: { from: p.planned_from, to: p.planned_to },
    ...reported(p as Reported),
    dependsOn: [],
    blackoutOk: true,
    geometry,
  };
}

/** The public plan: sections by project and sequence, each followed by its phases. */
export function publicBars(sections: readonly Section[]): Bar[] {
  const order = sections.toSorted(
    ({ properties: a, id: x }, { properties: b, id: y }) =>
      a.project_id - b.project_id || a.sequence - b.sequence || x - y,
  );
  return order.flatMap((section) => [
    sectionBar(section),
    ...section.properties.phases.map((phase) => phaseBar(section, phase)),
  ]);
}
