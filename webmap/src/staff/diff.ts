// A document as a flat list of fields, so that two of them can be compared and three be merged field by field.

import { same } from './draft';
import { DOC_KEYS, type PartRef, refOf, type SectionDoc } from './model';

/** The place of a field: "label", "impact/noise_level", "phases/12/planned_to"; a part as a whole has no last step. */
export type Path = string;

const IN_IMPACT = (impact: object | null, at: Path): [Path, unknown][] =>
  impact ? [[at, true], ...Object.entries(impact).map(([key, value]): [Path, unknown] => [`${at}/${key}`, value])] : [];

interface Part {
  id?: number;
  key?: string;
  impact?: object | null;
}

/** The order of the list is the parts' own sequence, so the list itself is no field. */
function partFields(list: 'phases' | 'facilities', part: Part): [Path, unknown][] {
  const at = `${list}/${refOf(part)}`;
  const fields: [Path, unknown][] = [[at, true]];
  for (const [key, value] of Object.entries(part)) {
    if (key === 'id' || key === 'key') continue;
    if (key === 'impact') fields.push(...IN_IMPACT(part.impact ?? null, `${at}/impact`));
    else fields.push([`${at}/${key}`, value]);
  }
  return fields;
}

export function fieldsOf(doc: SectionDoc): Map<Path, unknown> {
  const fields: [Path, unknown][] = [];
  for (const key of DOC_KEYS) {
    if (key === 'impact') fields.push(...IN_IMPACT(doc.impact, 'impact'));
    else if (key === 'phases' || key === 'facilities')
      for (const part of doc[key]) fields.push(...partFields(key, part));
    else fields.push([key, doc[key]]);
  }
  return new Map(fields.filter(([, value]) => value !== null && value !== undefined));
}

/** The paths at which two documents differ. */
export function differences(a: SectionDoc, b: SectionDoc): Path[] {
  const [left, right] = [fieldsOf(a), fieldsOf(b)];
  const paths = new Set([...left.keys(), ...right.keys()]);
  return [...paths].filter((path) => !same(left.get(path) ?? null, right.get(path) ?? null));
}

/** The part or impact that a path lies in as a whole: "phases/12" and "phases/12/impact" of "phases/12/impact/noise_level". */
export function holders(path: Path): Path[] {
  const steps = path.split('/');
  const out: Path[] = [];
  if (steps[0] === 'impact') out.push('impact');
  if ((steps[0] === 'phases' || steps[0] === 'facilities') && steps.length > 1) {
    out.push(`${steps[0]}/${steps[1]}`);
    if (steps[2] === 'impact') out.push(`${steps[0]}/${steps[1]}/impact`);
  }
  return out.filter((each) => each !== path);
}

export function refIn(path: Path): PartRef | null {
  const [list, ref] = path.split('/');
  if ((list !== 'phases' && list !== 'facilities') || !ref) return null;
  return /^\d+$/.test(ref) ? Number(ref) : ref;
}
