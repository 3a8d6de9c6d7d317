import { h } from '../dom';
import type { CityMap } from '../map/map';
import type { Level } from '../model';
import { choice, numberField, textArea, tick } from './controls';
import { doc, edit, editPhase } from './draft';
import { grid, iconButton, textButton } from './form-parts';
import { placePicker } from './form-place';
import { st } from './i18n';
import { type DeliveryWindow, type ImpactDoc, type PartRef, PLAIN_IMPACT, refOf } from './model';
import { atEnd, scope, watch } from './scope';

interface ImpactAt {
  place: string;
  read: () => ImpactDoc | null;
  write: (impact: ImpactDoc | null) => void;
}

export const ofSection: ImpactAt = {
  place: 'impact',
  read: () => doc()?.impact ?? null,
  write: (impact) => edit({ impact }),
};

export const ofPhase = (ref: PartRef): ImpactAt => ({
  place: `phases/${ref}/impact`,
  read: () => doc()?.phases.find((each) => refOf(each) === ref)?.impact ?? null,
  write: (impact) => editPhase(ref, { impact }),
});

/** The structured impacts of a section or a phase, under a tick that says whether there are any of its own. */
export function impactFields(at: ImpactAt, name: () => string, city: CityMap): HTMLElement[] {
  const has = tick({
    place: at.place,
    label: name,
    read: () => at.read() !== null,
    write: (isOn) => at.write(isOn ? { ...PLAIN_IMPACT, ...kept.get(at.place) } : null),
  });
  const fields = h('div', { class: 'impact' }, ...all(at, city));
  watch(() => {
    const now = at.read();
    fields.hidden = now === null;
    if (now) kept.set(at.place, now);
  });
  return [has, fields];
}

/** What was entered before the tick was taken away comes back with it. */
const kept = new Map<string, ImpactDoc>();

function all(at: ImpactAt, city: CityMap): HTMLElement[] {
  const texts = () => st().form;
  const set = (patch: Partial<ImpactDoc>) => at.write({ ...PLAIN_IMPACT, ...at.read(), ...patch });
  const bound = <K extends keyof ImpactDoc>(key: K) => ({
    place: `${at.place}/${key}`,
    label: () => texts().impact[key],
    hint: () => texts().hint[key],
    read: () => (at.read() ?? PLAIN_IMPACT)[key],
    write: (value: ImpactDoc[K]) => set({ [key]: value } as Partial<ImpactDoc>),
  });
  const named = <T extends string>(names: Record<T, string>) => Object.entries(names) as [T, string][];
  const must =
    <T>(write: (value: T) => void) =>
    (value: T | null) =>
      value !== null && write(value);
  const one = <K extends 'pedestrian' | 'vehicle' | 'noise_level'>(key: K) => ({
    ...bound(key),
    write: must(bound(key).write),
  });
  return [
    grid(
      choice<ImpactDoc['pedestrian']>(one('pedestrian'), () => named(texts().pedestrian)),
      numberField(bound('min_width_m'), 2),
      choice<ImpactDoc['vehicle']>(one('vehicle'), () => named(texts().vehicle)),
      numberField(bound('vehicle_clear_width_m'), 2),
      choice<Level>(one('noise_level'), () => named(texts().level)),
      numberField({ ...bound('parking_spaces_lost'), write: (n) => set({ parking_spaces_lost: n ?? 0 }) }),
    ),
    tick(bound('step_free')),
    windows(
      `${at.place}/delivery_window`,
      () => at.read()?.delivery_window ?? [],
      (list) => set({ delivery_window: list.length > 0 ? list : null }),
    ),
    placePicker(
      {
        place: `${at.place}/waste_point`,
        label: () => texts().impact.waste_point,
        read: () => at.read()?.waste_point ?? null,
        write: (waste_point) => set({ waste_point }),
      },
      city,
    ),
    textArea(bound('access_note_de'), 2),
    textArea(bound('access_note_en'), 2),
  ];
}

/** Rows of delivery times; they are few, so the list is drawn anew when one comes or goes. */
function windows(place: string, read: () => DeliveryWindow[], write: (list: DeliveryWindow[]) => void): HTMLElement {
  const rows = h('div', { class: 'windows' });
  const title = h('h4');
  let end = () => {};
  let count = -1;
  const amend = (i: number, patch: Partial<DeliveryWindow>) =>
    write(read().map((each, k) => (k === i ? { ...each, ...patch } : each)));
  const row = (i: number) => {
    const at = () => read()[i] ?? { days: 'Mo-Fr', from: '', to: '' };
    const name = (part: string) => `${st().form.windowOf(i + 1)}, ${part}`;
    const days = h('select', { class: 'field', id: i === 0 ? `f-${place.replaceAll('/', '-')}` : null });
    days.addEventListener('change', () => amend(i, { days: days.value }));
    const [from, to] = (['from', 'to'] as const).map((key) => {
      const input = h('input', { class: 'field', type: 'time', step: 900 });
      input.addEventListener('change', () => amend(i, { [key]: input.value }));
      return input;
    }) as [HTMLInputElement, HTMLInputElement];
    watch(() => {
      const sets = Object.entries(st().form.weekdays);
      if (!sets.some(([key]) => key === at().days)) sets.push([at().days, at().days]);
      days.replaceChildren(...sets.map(([value, text]) => h('option', { value }, text)));
      days.value = at().days;
      from.value = at().from;
      to.value = at().to;
      days.setAttribute('aria-label', name(st().form.windowDays));
      from.setAttribute('aria-label', name(st().form.windowFrom));
      to.setAttribute('aria-label', name(st().form.windowTo));
    });
    const remove = iconButton(
      'close',
      () => `${st().form.remove}: ${st().form.windowOf(i + 1)}`,
      () => {
        write(read().filter((_, k) => k !== i));
        add.focus();
      },
    );
    return h('div', { class: 'window' }, days, from, h('span', { 'aria-hidden': 'true' }, '–'), to, remove);
  };
  const add = textButton(
    'button button-small',
    () => st().form.addWindow,
    () => write([...read(), { days: 'Mo-Fr', from: '06:00', to: '10:00' }]),
  );
  watch(() => {
    title.textContent = st().form.impact.delivery_window;
    if (read().length === count) return;
    count = read().length;
    end();
    const [made, stop] = scope(() => read().map((_, i) => row(i)));
    end = stop;
    rows.replaceChildren(...made);
  });
  atEnd(() => end());
  return h('div', { class: 'entry entry-wide' }, title, rows, add);
}
