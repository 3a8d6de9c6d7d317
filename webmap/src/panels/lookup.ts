import { sections, units } from '../data';
import type { Section, Unit } from '../model';

export function findUnitById(id: number): Unit | undefined {
  return units.value().data?.find((unit) => unit.id === id);
}

export function findSectionsOf(project: number): Section[] {
  return (sections.value().data ?? []).filter((section) => section.properties.project_id === project);
}
