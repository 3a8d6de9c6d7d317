// A unit that is entered: where it is, what it is called in the street, and what is there now.

import { h } from '../dom';
import type { CityMap } from '../map/map';
import { type Signal, signal, untracked } from '../signal';
import { type Bound, choice, dayField, textField } from '../staff/controls';
import { grid, group } from '../staff/form-parts';
import { keepForm } from '../staff/keeper';
import { busy } from '../staff/login';
import { type Route, route } from '../staff/route';
import { atEnd, watch } from '../staff/scope';
import { mayWrite } from '../staff/session';
import { shapes } from '../staff/staff-map';
import type { Day } from '../time/period';
import { backBar, faultSummary, saveAndTell, trouble } from './frame';
import { rt } from './i18n';
import { taking } from './layer';
import { UNIT_STATUSES, type UnitDoc, type UnitStatus } from './model';
import type { Sheet } from './sheet';
import { addressFields, areaFields, placeFields, stateFields, text, useField } from './unit-form';
import { leave, newSheet } from './unit-state';

interface Doing {
  status: UnitStatus | null;
  since: Day | null;
  business_name: string;
  expected_until: Day | null;
  reason: string;
}

const NOTHING: Doing = { status: null, since: null, business_name: '', expected_until: null, reason: '' };
/** Marketing begins with an offer, which a new unit has none of; what is gone is not entered. */
const FIRST = UNIT_STATUSES.filter((each) => !['marketing', 'converted', 'removed'].includes(each));

const bodyOf = (now: Doing) =>
  Object.fromEntries(Object.entries(now).filter(([, value]) => value !== null && value !== ''));

/** What is asked of a first status. */
const ASKED: Partial<Record<UnitStatus, readonly (keyof Doing)[]>> = {
  occupied: ['business_name'],
  threatened: ['business_name', 'expected_until', 'reason'],
  vacant: ['reason'],
  interim_use: ['business_name', 'expected_until'],
  reserved: ['expected_until'],
  refurbishment: ['expected_until', 'reason'],
};

function doingFields(sheet: Sheet<UnitDoc>, doing: Signal<Doing>): HTMLElement {
  const texts = () => rt().unit;
  const of = <K extends keyof Doing>(key: K, label: () => string): Bound<Doing[K]> => ({
    place: sheet.placeOf(key),
    label,
    faults: sheet.faults,
    read: () => doing()[key],
    write: (value) => doing.set({ ...untracked(doing), [key]: value }),
  });
  const more = {
    business_name: textField({ ...of('business_name', () => texts().business), hint: () => texts().businessHint }),
    expected_until: dayField(of('expected_until', () => texts().expectedUntil)),
    reason: textField(of('reason', () => (doing().status === 'refurbishment' ? texts().reason : texts().reasonWanted))),
  };
  watch(() => {
    const { status } = doing();
    const asked = (status && ASKED[status]) || [];
    for (const [key, field] of Object.entries(more)) field.hidden = !asked.includes(key as keyof Doing);
  });
  return h(
    'div',
    { class: 'entries' },
    grid(
      choice(
        of('status', () => texts().statusNow),
        () => FIRST.map((each) => [each, rt().status[each]] as const),
        () => texts().choose,
      ),
      dayField(
        of('since', () => texts().at),
        { today: true },
      ),
    ),
    ...Object.values(more),
  );
}

/** The place as it is now, on the map; each click there moves it. */
function onMap(sheet: Sheet<UnitDoc>): void {
  taking.set((point) => {
    sheet.faults.forgive(sheet.placeOf('geometry'));
    sheet.edit({ geometry: point });
  });
  atEnd(() => taking.set(null));
  watch(() => {
    const { geometry } = sheet.doc();
    shapes.set(geometry ? [{ look: 'spot', geometry }] : []);
  });
  atEnd(() => shapes.set([]));
}

function bar(sheet: Sheet<UnitDoc>): HTMLElement {
  const texts = rt().unit;
  const create = h(
    'button',
    { type: 'button', class: 'button button-strong', 'data-key': 'create-unit' },
    texts.create,
  );
  create.addEventListener('click', () => {
    if (create.getAttribute('aria-disabled')) return;
    void busy(create, texts.create, async () => void (await saveAndTell(sheet, () => rt().unit.created)));
  });
  const away = h('button', { type: 'button', class: 'link', 'data-key': 'discard', click: leave }, texts.discardNew);
  return h('div', { class: 'save-bar' }, h('div', {}, away), create);
}

export interface Entering {
  doing: Signal<Doing>;
  sheet: Sheet<UnitDoc>;
}

export function enter(): Entering {
  const doing = signal<Doing>(NOTHING);
  return { doing, sheet: newSheet(() => bodyOf(untracked(doing))) };
}

export const isEntering = (now: Route) => now.view === 'unit' && now.id === null;

export function newUnitView(city: CityMap, { doing, sheet }: Entering): HTMLElement {
  if (!untracked(mayWrite)) return h('p', { class: 'quiet pad' }, rt().unit.readOnly);
  keepForm(() => isEntering(route()) && (sheet.changed().length > 0 || doing() !== NOTHING));
  onMap(sheet);
  const texts = () => rt().unit;
  return h(
    'div',
    { class: 'form-view' },
    backBar(() => texts().toRegister, leave),
    h(
      'div',
      { class: 'detail-content form-content' },
      h('h2', { tabindex: -1 }, texts().newTitle),
      h('p', { class: 'quiet' }, texts().newIntro),
      trouble(sheet),
      faultSummary(sheet),
      h(
        'div',
        { class: 'form' },
        group(
          'new-place',
          () => texts().newPlace,
          () => '',
          true,
          () => [...placeFields(sheet, city), ...addressFields(sheet), useField(sheet)],
        ),
        group(
          'new-now',
          () => texts().newNow,
          () => '',
          true,
          () => [doingFields(sheet, doing)],
        ),
        group(
          'new-more',
          () => texts().newMore,
          () => '',
          false,
          () => [
            ...areaFields(sheet),
            ...stateFields(sheet).slice(1),
            textField(text(sheet, 'public_ref'), { maxlength: 64 }),
          ],
        ),
      ),
    ),
    bar(sheet),
  );
}
