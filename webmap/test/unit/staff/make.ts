import { NEW_SECTION, type PhaseDoc, PLAIN_IMPACT, type SectionDoc } from '../../../src/staff/model';

export const square = (west: number) => ({
  type: 'MultiPolygon' as const,
  coordinates: [
    [
      [
        [west, 51.66],
        [west + 0.001, 51.66],
        [west + 0.001, 51.661],
        [west, 51.661],
        [west, 51.66],
      ],
    ],
  ],
});

export function phaseDoc(id: number | string, patch: Partial<PhaseDoc> = {}): PhaseDoc {
  return {
    ...(typeof id === 'number' ? { id } : { key: id }),
    kind: 'surface',
    strip: 'full',
    sequence: 1,
    geometry: null,
    planned_from: '2027-04-01',
    planned_to: '2027-07-01',
    actual_start: null,
    actual_end: null,
    status: 'planned',
    depends_on: [],
    impact: null,
    ...patch,
  };
}

export function sectionDoc(patch: Partial<SectionDoc> = {}): SectionDoc {
  return {
    ...NEW_SECTION,
    project_id: 1,
    label: 'B',
    title_de: 'Lippestraße Süd',
    status: 'planned',
    planned_from: '2027-04-01',
    planned_to: '2027-10-01',
    contact_role: 'Tiefbauamt',
    geometry: square(6.96),
    impact: { ...PLAIN_IMPACT, noise_level: 'moderate' },
    phases: [phaseDoc(11, { kind: 'utility', sequence: 1 }), phaseDoc(12, { sequence: 2, depends_on: [11] })],
    ...patch,
  };
}
