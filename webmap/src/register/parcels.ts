import { api } from '../api';
import { h, icon, region } from '../dom';
import type { Hit } from '../model';
import { signal, untracked } from '../signal';
import type { Bound } from '../staff/controls';
import { controlId } from '../staff/faults';
import { atEnd, watch } from '../staff/scope';
import { rt } from './i18n';
import type { UnitParcel } from './model';

/** The parcels that a unit stands on: one of them is the main one, others are found by their name. */
export function parcelsField(bound: Bound<UnitParcel[]>): HTMLElement {
  const id = controlId(bound.place);
  const hits = signal<readonly Hit[] | null>(null);
  const put = (parcels: UnitParcel[]) => {
    bound.faults?.forgive(bound.place);
    bound.write(parcels);
  };
  const now = () => untracked(bound.read);
  const add = ({ id: parcel_id, label }: Hit) => {
    hits.set(null);
    input.value = '';
    input.focus();
    if (now().some((each) => each.parcel_id === parcel_id)) return;
    put([...now(), { parcel_id, label, primary: now().length === 0 }]);
  };
  const remove = (gone: number) => {
    const rest = now().filter(({ parcel_id }) => parcel_id !== gone);
    const hasMain = rest.some(({ primary }) => primary);
    put(rest.map((each, i) => (hasMain || i > 0 ? each : { ...each, primary: true })));
    input.focus();
  };
  const main = (one: number) => put(now().map((each) => ({ ...each, primary: each.parcel_id === one })));

  const list = h('ul', { class: 'parcels' });
  const item = ({ parcel_id, label, primary }: UnitParcel) => {
    const name = label ?? String(parcel_id);
    const radio = h('input', { type: 'radio', name: id, 'data-key': `parcel-${parcel_id}` });
    radio.checked = primary;
    radio.addEventListener('change', () => main(parcel_id));
    return h(
      'li',
      {},
      h(
        'label',
        { class: 'tick' },
        radio,
        h('span', {}, name, primary && h('span', { class: 'quiet' }, ` ${rt().unit.parcelMain}`)),
      ),
      h(
        'button',
        { type: 'button', class: 'tool', 'aria-label': rt().unit.parcelRemove(name), click: () => remove(parcel_id) },
        icon('close'),
      ),
    );
  };
  atEnd(region(list, () => bound.read().map(item)));

  const found = h('ul', { class: 'parcels' });
  const offer = (hit: Hit) =>
    h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: 'button button-small',
          'aria-label': rt().unit.parcelTake(hit.label),
          click: () => add(hit),
        },
        icon('plus'),
        hit.label,
      ),
    );
  atEnd(
    region(found, () => {
      const all = hits();
      if (!all) return [];
      return all.length > 0 ? all.map(offer) : [h('li', { class: 'quiet' }, rt().unit.parcelNoHit)];
    }),
  );

  const input = h('input', { id, class: 'field', type: 'search', autocomplete: 'off' });
  const look = async () => {
    const text = input.value.trim();
    if (text === '') return hits.set(null);
    const all = await api.search(text).catch(() => []);
    hits.set(all.filter(({ kind }) => kind === 'parcel').slice(0, 5));
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), 250);
  });
  const label = h('h4', {});
  const find = h('label', { for: id, class: 'field-hint' });
  const none = h('p', { class: 'quiet' });
  const fault = h('p', { class: 'field-fault' });
  watch(() => {
    label.textContent = bound.label();
    find.textContent = `${rt().unit.parcelAdd}. ${rt().unit.parcelHint}`;
    none.textContent = rt().unit.parcelNone;
    none.hidden = bound.read().length > 0;
    fault.textContent = bound.faults?.of(bound.place) ?? '';
    fault.hidden = fault.textContent === '';
  });
  return h(
    'div',
    { class: 'entry entry-wide' },
    label,
    none,
    list,
    find,
    input,
    h('div', { role: 'status' }, found),
    fault,
  );
}
