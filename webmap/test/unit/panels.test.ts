import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ApiError } from '../../src/api';
import { sections, town, units } from '../../src/data';
import { h } from '../../src/dom';
import { DEFAULTS } from '../../src/hash';
import { speakEnglish } from '../../src/i18n';
import { deWorks } from '../../src/i18n/de-works';
import { enWorks } from '../../src/i18n/en-works';
import { legendCard } from '../../src/map/legend';
import { parcelDetail } from '../../src/panels/detail-parcel';
import { sectionDetail, summary } from '../../src/panels/detail-section';
import { unitDetail } from '../../src/panels/detail-unit';
import { chips, filterPanel, relaxations } from '../../src/panels/filter';
import { listPanel } from '../../src/panels/list';
import { failure } from '../../src/panels/notices';
import { sinceText } from '../../src/panels/parts';
import { flush } from '../../src/signal';
import { NEXT } from '../../src/staff/guards';
import { drift, serverToday, state } from '../../src/store';
import { timePanel } from '../../src/time/slider';
import { phase, section, unit } from './make';

beforeAll(speakEnglish);

const heading = (text: string) => h('h2', {}, text);
const page = (nodes: readonly Node[]) => h('div', {}, ...nodes);
const plain = (node: Element) => (node.textContent ?? '').replaceAll(/\u00a0|\u202f/g, ' ');
const loaded = <T>(data: T) => ({ data, error: null, loading: false, since: 1 });
const TOWN = { name: 'T', made_up: true, bbox: null, center: null, zoom: null, today: '2026-11-23', sources: [] };
const PHASES = [
  phase(1, '2026-08-01', '2026-10-10', { status: 'done' }),
  phase(2, '2026-10-10', '2027-02-01'),
  phase(3, '2027-02-01', '2027-04-01'),
];

beforeEach(() => {
  serverToday.set('2026-11-23');
  state.set(DEFAULTS);
  town.value.set(loaded({ ...TOWN, counts: { units: 2 } }));
  units.value.set(
    loaded([
      unit(1),
      unit(2, {
        business_name: null,
        vacancy_status: 'vacant',
        vacant_since: '2026-01-05',
        vacant_days: 322,
        vacancy_kind: 'fluctuation',
        price_on_request: true,
        offered: true,
        sales_area_m2: 1240,
        house_number: 3,
      }),
    ]),
  );
  sections.value.set(loaded([section(7, '2026-08-01', '2027-04-01', PHASES)]));
  flush();
});

describe('list and filter', () => {
  test('N2 list and count agree and stand in the order of the addresses', () => {
    const [list, filter] = [listPanel(), filterPanel()];
    expect([...list.querySelectorAll('.row')].map((row) => row.getAttribute('data-ref'))).toEqual(['T-2', 'T-1']);
    expect(filter.querySelector('[role=status]')?.textContent).toBe('2 Ladenlokale, davon 1 leer');
    state.set({ ...DEFAULTS, statuses: ['occupied'] });
    flush();
    expect(list.querySelectorAll('.row')).toHaveLength(1);
    expect(filter.querySelector('[role=status]')?.textContent).toBe('1 Ladenlokal, davon 0 leer');
  });

  test('N16 every filter that is set has a chip that takes it back', () => {
    state.set({ ...DEFAULTS, text: 'lind', uses: ['retail', 'office'], statuses: ['vacant'] });
    expect(chips().map(({ key, name }) => [key, name])).toEqual([
      ['text', '„lind“'],
      ['use', 'Nutzung: Einzelhandel, Büro und Dienste'],
      ['status', 'Status: leerstehend'],
    ]);
  });

  test('N17 the empty list names the filter to relax', () => {
    state.set({ ...DEFAULTS, text: 'gibt es nicht' });
    const list = listPanel();
    expect(plain(list)).toContain('2 Treffer ohne Textsuche');
    expect(relaxations()).toHaveLength(1);
    state.set({ ...DEFAULTS, text: 'gibt es nicht', statuses: ['reserved'] }); // neither is it alone
    flush();
    expect(relaxations().map(({ n, name }) => [n, name])).toEqual([[2, 'Filter']]);
    expect(plain(list)).toContain('2 Treffer ohne Filter');
    list.querySelector<HTMLButtonElement>('.empty .button')?.click();
    flush();
    expect(list.querySelectorAll('.row')).toHaveLength(2);
  });

  test('N38 before the data there are skeletons, after a failure a way on', () => {
    units.value.set({ data: null, error: null, loading: true, since: 0 });
    const list = listPanel();
    expect(list.querySelectorAll('.skeleton').length).toBeGreaterThan(3);
    units.value.set({ data: null, error: new ApiError(500, 'kaputt', 'id-9', null), loading: false, since: 0 });
    flush();
    expect(list.querySelector('[role=alert]')?.textContent).toContain('Vorgang id-9');
    expect(failure('x', new ApiError(0, '', null, null), () => {}).textContent).toContain(
      'Server ist nicht erreichbar',
    );
  });

  test('N8 the legend has a box, a sign and a number for every use, status and state of works', () => {
    const legend = legendCard();
    document.body.append(legend);
    const boxes = [...legend.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
    expect(boxes).toHaveLength(7 + 6 + 3);
    expect(boxes.every((box) => box.checked)).toBe(true);
    for (const label of legend.querySelectorAll('label.legend-item'))
      expect(label.querySelector('img, svg')).not.toBeNull();
    boxes.find((box) => box.dataset.key === 'use-retail')?.click();
    expect(state().uses).not.toContain('retail');
  });
});

describe('details', () => {
  test('of a unit show its photo before its plan, with the text for those who do not see it', () => {
    const picture = { creator: 'Erika Muster', licence: 'CC0', width: 600, height: 400, alt_text_en: null };
    const shown = unit(1, {
      pictures: [
        { ...picture, id: 'a', kind: 'floor_plan', alt_text_de: 'Grundriss' },
        { ...picture, id: 'b', kind: 'photo', alt_text_de: 'Schaufenster' },
      ],
    });
    const image = page(unitDetail(shown, heading)).querySelector('img:not(.sign)');
    expect(image?.getAttribute('src')).toBe('media/b/320.jpg');
    expect(image?.getAttribute('srcset')).toBe('media/b/320.jpg 320w, media/b/960.jpg 600w');
    expect(image?.getAttribute('alt')).toBe('Schaufenster');
    expect(page(unitDetail(unit(1), heading)).querySelector('img:not(.sign)')).toBeNull();
  });

  test('N45 a vacant unit: since when, on request, unknown stays unknown', () => {
    const text = plain(page(unitDetail(units.value().data?.[1] ?? unit(0), heading)));
    for (const part of [
      'Ladenlokal Lippestraße 3',
      'Lippestraße 3',
      'Leer seit 05.01.2026',
      '322 Tage',
      'auf Anfrage',
      '1.240 m²',
      'k. A.',
    ])
      expect(text).toContain(part);
  });

  test('N20 N22 a section: the phase of the day in words, effects, and who is responsible', () => {
    const given = section(7, '2026-08-01', '2027-04-01', PHASES);
    expect(summary(given.properties, { from: '2026-08-01', to: '2027-04-01' })).toBe(
      'Phase 2 von 3: 10.10.2026 – 31.01.2027, 3 Straßen betroffen',
    );
    const text = plain(page(sectionDetail(given, heading)));
    for (const part of ['verengt', '1,5 m', 'gesperrt', 'stark', 'Citymanagement', '02.11.2026', 'noch 128 Tage'])
      expect(text).toContain(part);
  });

  test('N36 a preview has words for every status in both languages, and no link to a page that is not there yet', () => {
    for (const status of Object.keys(NEXT)) {
      const given = section(7, '2026-08-01', '2027-04-01', PHASES);
      Object.assign(given.properties, { status });
      for (const [lang, catalogue] of [
        ['de', deWorks],
        ['en', enWorks],
      ] as const) {
        drift({ lang });
        expect(catalogue.sectionStatus[status], `${lang} ${status}`).toBeTruthy();
        expect(plain(page(sectionDetail(given, heading, false)))).toContain(catalogue.sectionStatus[status]);
      }
      expect(page(sectionDetail(given, heading, false)).querySelector('a')).toBeNull();
      expect(page(sectionDetail(given, heading)).querySelector('a.button')).not.toBeNull();
    }
    drift({ lang: 'de' });
  });

  test('N21 the schedule tells past, current and future apart by more than colour', () => {
    const detail = page(sectionDetail(section(7, '2026-08-01', '2027-04-01', PHASES), heading));
    expect([...detail.querySelectorAll('.tl-bar')].map((bar) => bar.getAttribute('class'))).toEqual([
      'tl-bar tl-past',
      'tl-bar tl-current',
      'tl-bar tl-future',
    ]);
    expect(detail.querySelector('svg.timeline')?.getAttribute('aria-label')).toContain('23.11.2026');
    expect(detail.querySelectorAll('.phases li')).toHaveLength(3);
  });

  test('N20 how long it still takes', () => {
    const period = { from: '2026-03-02', to: '2026-07-01' };
    expect(
      ['2026-03-01', '2026-02-28', '2026-06-30', '2026-06-29', '2026-07-01'].map((day) => sinceText(period, day)),
    ).toEqual(['beginnt morgen', 'beginnt in 2 Tagen', 'letzter Tag', 'noch 1 Tag', 'seit gestern fertig']);
  });

  test('N45 a parcel is named as the land register names it', () => {
    const properties = {
      flurstueckskennzeichen: '055122901002730006__',
      gemarkung_name: 'Dorsten',
      flur: 901,
      zaehler: 273,
      nenner: 6,
      label: '273/6',
      official_area_m2: 412,
      geom_area_m2: 411,
      location_text: null,
      land_use: 'building',
      units: [],
      addresses: [{ street_name: 'Markt', house_number: 6, suffix: 'a' }],
    };
    const text = plain(
      page(parcelDetail({ id: 1, geometry: { type: 'MultiPolygon', coordinates: [] }, properties }, heading)),
    );
    for (const part of ['Flurstück 273/6', 'Gemarkung Dorsten, Flur 901', '412 m²', 'Markt 6a'])
      expect(text).toContain(part);
  });
});

describe('time control', () => {
  test('N19 presets, steps and a native slider that says its value in words', () => {
    const panel = timePanel({} as never);
    const presets = ['Heute', '2 Wochen', '3 Monate', '12 Monate'];
    expect([...panel.querySelectorAll('.segment')].map((each) => each.textContent)).toEqual(presets);
    const range = panel.querySelector<HTMLInputElement>('input[type=range]');
    expect(range?.getAttribute('aria-valuetext')).toContain(
      'Montag, 23. November 2026. Am 23.11.2026: 1 Bauabschnitt läuft',
    );
    panel.querySelector<HTMLElement>('[data-key="step1"]')?.click();
    flush();
    expect(state().at).toBe('2027-02-01');
    expect(panel.querySelectorAll('.axis-tick-long')).toHaveLength(2);
  });
});
