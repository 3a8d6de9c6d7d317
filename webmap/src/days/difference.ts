// What is another on one day than on another: works by their periods, units by what is known of them on each day.

import type { Section, Unit, WorksState } from '../model';
import { periodOf } from '../sieve';
import { contains, type Day, stateOn } from '../time/period';

export interface SectionStep {
  section: Section;
  states: readonly [WorksState, WorksState];
  /** The kinds of work going on, where the section is under construction. */
  kinds: readonly [readonly string[], readonly string[]];
}

export interface UnitStep {
  /** The unit as it is on the later of the days that know it. */
  unit: Unit;
  states: readonly [Unit | null, Unit | null];
}

function kindsOn({ properties }: Section, day: Day): string[] {
  const now = properties.phases.filter(
    ({ status, valid_from: from, valid_to: to }) => status !== 'cancelled' && contains({ from, to }, day),
  );
  return [...new Set(now.map(({ kind }) => kind))];
}

export function sectionSteps(all: readonly Section[], left: Day, right: Day): SectionStep[] {
  return all.flatMap((section) => {
    const of = (day: Day) => stateOn(periodOf(section), day);
    const kinds = (day: Day) => (of(day) === 'current' ? kindsOn(section, day) : []);
    const step: SectionStep = { section, states: [of(left), of(right)], kinds: [kinds(left), kinds(right)] };
    const isSame = step.states[0] === step.states[1] && step.kinds[0].join() === step.kinds[1].join();
    return isSame ? [] : [step];
  });
}

const sign = (unit: Unit | null) =>
  unit && [unit.properties.vacancy_status, unit.properties.business_name, unit.properties.use_type].join('\n');

export function unitSteps(left: readonly Unit[], right: readonly Unit[]): UnitStep[] {
  const before = new Map(left.map((unit) => [unit.properties.public_ref, unit]));
  const out: UnitStep[] = [];
  for (const unit of right) {
    const was = before.get(unit.properties.public_ref) ?? null;
    before.delete(unit.properties.public_ref);
    if (sign(was) !== sign(unit)) out.push({ unit, states: [was, unit] });
  }
  return [...out, ...[...before.values()].map((unit): UnitStep => ({ unit, states: [unit, null] }))];
}
