// What a section needs before its next step. The server decides; this says it before anybody asks it.

import type { SectionDoc, SectionStatus } from './model';

/** Where a section may go from each status, for sections that the server has not judged yet. */
export const NEXT: Record<SectionStatus, readonly SectionStatus[]> = {
  idea: ['planned', 'cancelled'],
  planned: ['scheduled', 'cancelled'],
  scheduled: ['active', 'cancelled'],
  active: ['suspended', 'surface_open', 'cancelled'],
  suspended: ['active', 'cancelled'],
  surface_open: ['completed', 'cancelled'],
  completed: ['warranty'],
  warranty: [],
  cancelled: [],
};

/** Everybody sees a section from these on. */
export const PUBLIC: readonly SectionStatus[] = [
  'scheduled',
  'active',
  'suspended',
  'surface_open',
  'completed',
  'warranty',
];

/** A place in the form that has to say something, or a rule that no single field settles. */
export type Missing = { place: keyof SectionDoc } | { rule: 'openFoot' | 'surfaceDone' | 'phasesDone' };

/** What is asked for in the step itself; it need not be there before. */
export const ASKED: Partial<Record<SectionStatus, readonly (keyof SectionDoc)[]>> = {
  active: ['actual_start'],
  suspended: ['status_reason', 'expected_resume'],
  completed: ['actual_end'],
  warranty: ['warranty_until'],
  cancelled: ['status_reason'],
};

const NEEDED: Partial<Record<SectionStatus, readonly (keyof SectionDoc)[]>> = {
  planned: ['label', 'geometry'],
  scheduled: ['label', 'geometry', 'planned_from', 'planned_to', 'centreline', 'contact_role', 'impact'],
};

export function missingFor(doc: SectionDoc, target: SectionStatus): Missing[] {
  const fields = (NEEDED[target] ?? []).filter((key) => doc[key] === null || doc[key] === '');
  const missing: Missing[] = fields.map((place) => ({ place }));
  const over = ['done', 'cancelled'];
  if (target === 'surface_open') {
    if (doc.phases.some(({ kind, status }) => kind === 'surface' && !over.includes(status)))
      missing.push({ rule: 'surfaceDone' });
    if (doc.impact && !['open', 'narrowed'].includes(doc.impact.pedestrian)) missing.push({ rule: 'openFoot' });
  }
  if (target === 'completed' && doc.phases.some(({ kind, status }) => kind !== 'defects' && !over.includes(status)))
    missing.push({ rule: 'phasesDone' });
  return missing;
}
