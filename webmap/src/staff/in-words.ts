// The places of a document and what stands there, as people read them.

import { t } from '../i18n';
import * as format from '../i18n/format';
import { lang } from '../store';
import { lastDay } from '../time/period';
import { type Path, refIn } from './diff';
import { st } from './i18n';
import type { DeliveryWindow, DocKey, ImpactDoc, PhaseDoc, SectionDoc } from './model';
import { refOf } from './model';
import type { Finding } from './model-answers';
import { projects } from './office-data';
import { inOrder } from './phases';

type Docs = readonly SectionDoc[];

/** "Phase 2: Oberfläche" by the first document that has it. */
function partName(path: Path, docs: Docs): string {
  const ref = refIn(path);
  for (const doc of docs) {
    const phase = inOrder(doc.phases).findIndex((each) => refOf(each) === ref);
    if (path.startsWith('phases/') && doc.phases[phase]) {
      const found = inOrder(doc.phases)[phase] as PhaseDoc;
      return phaseTitle(found, phase + 1);
    }
    const at = doc.facilities.findIndex((each) => refOf(each) === ref);
    const facility = doc.facilities[at];
    if (path.startsWith('facilities/') && facility)
      return st().form.facilityName(at + 1, st().form.facilityKind[facility.kind]);
  }
  return path.startsWith('phases') ? st().form.field.phases : st().form.field.facilities;
}

/** The name of a field with the part that it is in. */
export function placeInWords(path: Path, docs: Docs): string {
  const texts = st().form;
  const steps = path.split('/');
  if (steps[0] === 'impact')
    return steps[1] ? `${texts.field.impact}: ${texts.impact[steps[1] as keyof ImpactDoc]}` : texts.field.impact;
  if (steps.length === 1) return texts.field[path as DocKey] ?? path;
  const part = partName(path, docs);
  const key = steps[2];
  if (!key) return part;
  if (steps[0] === 'facilities') return `${part}, ${texts.facility[key as 'kind'] ?? key}`;
  if (key === 'impact' && steps[3]) return `${part}, ${texts.impact[steps[3] as keyof ImpactDoc] ?? steps[3]}`;
  return `${part}, ${texts.phase[key as 'kind'] ?? key}`;
}

const NAMES = (key: string, path: Path): Record<string, string> | undefined =>
  ({
    status: path.startsWith('phases/') ? st().form.phaseStatus : st().form.status,
    strip: st().form.strip,
    kind: path.startsWith('facilities/') ? st().form.facilityKind : st().form.kind,
    pedestrian: st().form.pedestrian,
    vehicle: st().form.vehicle,
    noise_level: st().form.level,
  })[key];

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** "Phase 2: Oberfläche, linke Seite"; phases of one kind differ by their side alone. */
export function phaseTitle({ kind, strip }: Pick<PhaseDoc, 'kind' | 'strip'>, n: number): string {
  const { form } = st();
  return form.phaseName(n, strip === 'full' ? form.kind[kind] : `${form.kind[kind]}, ${form.strip[strip]}`);
}

/** Ends are stored as the first day after. */
function dayInWords(key: string, day: string): string {
  const isEnd = key === 'planned_to' || key === 'to';
  return format.date(isEnd ? lastDay({ from: null, to: day }) : day, lang());
}

function projectName(id: number): string {
  const found = projects.value().data?.find((each) => each.id === id);
  return found ? found.title_de : `${id}`;
}

const refsInWords = (refs: readonly (number | string)[], docs: Docs) =>
  refs.map((ref) => partName(`phases/${ref}`, docs)).join(', ') || st().empty;
const windowsInWords = (windows: readonly DeliveryWindow[]) =>
  windows.map(({ days, from, to }) => `${st().form.weekdays[days] ?? days} ${from}–${to}`).join('; ');

function textInWords(key: string, path: Path, value: string): string {
  if (isDay(value)) return dayInWords(key, value);
  return NAMES(key, path)?.[value] ?? value;
}

export function valueInWords(path: Path, value: unknown, docs: Docs): string {
  const key = path.split('/').at(-1) ?? '';
  const isMissing = value === undefined || value === null;
  if (/^(?:phases|facilities)\/[^/]+$/.test(path) || key === 'impact') return isMissing ? st().partGone : st().partKept;
  if (isMissing || value === '') return st().empty;
  if (typeof value === 'boolean') return value ? t().yes : t().no;
  if (typeof value === 'string') return textInWords(key, path, value);
  if (typeof value === 'number') return key === 'project_id' ? projectName(value) : format.number(value, lang(), 2);
  if (key === 'depends_on') return refsInWords(value as (number | string)[], docs);
  if (key === 'delivery_window') return windowsInWords(value as DeliveryWindow[]);
  return shapeInWords(value as object);
}

/** A shape is compared on the map; here stands what kind it is. */
function shapeInWords(value: object): string {
  const { type, coordinates } = value as { type?: string; coordinates?: unknown[] };
  if (type === 'MultiPolygon') return st().form.areaParts(coordinates?.length ?? 1);
  if (type === 'Polygon') return st().form.areaParts(1);
  if (type === 'Point') {
    const [lon = 0, lat = 0] = (coordinates ?? []) as number[];
    return `${format.number(lat, lang(), 5)}° N, ${format.number(lon, lang(), 5)}° E`;
  }
  return st().onMapOnly;
}

export const isShape = (path: Path) => path === 'geometry' || path === 'centreline' || path.endsWith('/geometry');

/** What the server found, with the part and the other thing that it is about. */
export function findingInWords(
  { message, name }: Pick<Finding, 'message' | 'name'>,
  place: Path,
  doc: SectionDoc,
): string {
  const part = refIn(place) === null ? '' : `${partName(place, [doc])}: `;
  return `${part}${message}${name && !message.includes(name) ? ` (${name})` : ''}`;
}
