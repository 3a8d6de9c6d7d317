import type { Point } from 'geojson';
import { arrange, h } from '../dom';
import type { CityMap } from '../map/map';
import { untracked } from '../signal';
import { choice, dayField } from './controls';
import { doc, edit, editFacility, newKey } from './draft';
import { controlId } from './faults';
import { grid, textButton } from './form-parts';
import { placePicker } from './form-place';
import { st } from './i18n';
import { FACILITY_KINDS, type FacilityDoc, type PartRef, refOf } from './model';
import { atEnd, scope, watch } from './scope';
import { undoable } from './toast';

const all = () => doc()?.facilities ?? [];
const find = (ref: PartRef) => all().find((each) => refOf(each) === ref);
const nameOf = (ref: PartRef) =>
  st().form.facilityName(
    all().findIndex((each) => refOf(each) === ref) + 1,
    st().form.facilityKind[find(ref)?.kind ?? 'storage'],
  );

/** Containers, storage, closed parking and the like, each with its days. */
export function facilitiesEditor(city: CityMap): HTMLElement {
  const rows = h('div', { class: 'parts' });
  const none = h('p', { class: 'quiet' });
  const known = new Map<PartRef, { row: HTMLDetailsElement; end: () => void }>();
  watch(() => {
    const refs = all().map(refOf);
    for (const [ref, { end }] of known) {
      if (refs.includes(ref)) continue;
      end();
      known.delete(ref);
    }
    for (const ref of refs) {
      if (known.has(ref)) continue;
      const [row, end] = scope(() => facilityRow(ref, city));
      known.set(ref, { row, end });
    }
    arrange(
      rows,
      refs.flatMap((ref) => known.get(ref)?.row ?? []),
    );
    none.hidden = refs.length > 0;
    none.textContent = st().form.noFacilities;
  });
  atEnd(() => {
    for (const { end } of known.values()) end();
  });
  const add = textButton(
    'button',
    () => st().form.addFacility,
    () => {
      const now = untracked(doc);
      if (!now) return;
      const key = newKey(now.facilities, 'new');
      const fresh: FacilityDoc = { key, kind: 'storage', geometry: null, from: now.planned_from, to: now.planned_to };
      edit({ facilities: [...now.facilities, fresh] });
      queueMicrotask(() => {
        const row = known.get(key)?.row;
        if (row) row.open = true;
        row?.querySelector('summary')?.focus();
      });
    },
  );
  add.id = controlId('facilities');
  return h('div', { class: 'parts-box' }, none, rows, add);
}

function facilityRow(ref: PartRef, city: CityMap): HTMLDetailsElement {
  const texts = () => st().form;
  const name = h('span', { class: 'part-name' });
  const bound = <K extends 'kind' | 'from' | 'to'>(key: K, fallback: FacilityDoc[K]) => ({
    place: `facilities/${ref}/${key}`,
    label: () => texts().facility[key],
    read: () => find(ref)?.[key] ?? fallback,
    write: (value: FacilityDoc[K] | null) => editFacility(ref, { [key]: value ?? fallback } as Partial<FacilityDoc>),
  });
  const spot = {
    place: `facilities/${ref}/geometry`,
    label: () => texts().facility.geometry,
    read: () => {
      const geometry = find(ref)?.geometry;
      return geometry?.type === 'Point' ? geometry : null;
    },
    write: (geometry: Point | null) => editFacility(ref, { geometry }),
  };
  const remove = textButton(
    'button button-small',
    () => texts().remove,
    () => {
      const before = all();
      edit({ facilities: before.filter((each) => refOf(each) !== ref) });
      undoable(texts().facilityRemoved, () => edit({ facilities: [...before] }));
      document.getElementById(controlId('facilities'))?.focus();
    },
  );
  watch(() => {
    name.textContent = nameOf(ref);
    remove.setAttribute('aria-label', `${texts().remove}: ${nameOf(ref)}`);
  });
  const body = h(
    'div',
    { class: 'group-body' },
    grid(
      choice(bound('kind', 'storage'), () => FACILITY_KINDS.map((each) => [each, texts().facilityKind[each]] as const)),
      dayField(bound('from', null)),
      dayField(bound('to', null), { isEnd: true }),
    ),
    placePicker(spot, city, () => !!find(ref)?.geometry),
    h('div', { class: 'buttons' }, remove),
  );
  return h('details', { class: 'part', id: controlId(`facilities/${ref}`) }, h('summary', {}, name), body);
}
