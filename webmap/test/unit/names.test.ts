import { beforeAll, expect, test } from 'vitest';
import { units } from '../../src/data';
import { h } from '../../src/dom';
import { DEFAULTS } from '../../src/hash';
import { speakEnglish } from '../../src/i18n';
import { parcelDetail } from '../../src/panels/detail-parcel';
import { unitDetail } from '../../src/panels/detail-unit';
import { listPanel } from '../../src/panels/list';
import { drift, serverToday, state } from '../../src/store';
import { unit } from './make';

beforeAll(speakEnglish);

const heading = (text: string) => h('h2', {}, text);
const page = (nodes: readonly Node[]) => h('div', {}, ...nodes);
const loaded = <T>(data: T) => ({ data, error: null, loading: false, since: 1 });

test('a shop goes by its offer in the list, on its panel and on its parcel; else by the business, else by its address', () => {
  serverToday.set('2026-11-23');
  state.set(DEFAULTS);
  const offer = { offer_title_de: 'Heller Eckladen', offer_title_en: 'Bright corner shop' };
  const given = [
    unit(1, { offered: true, ...offer }),
    unit(2, { offered: false, ...offer }),
    unit(3, { business_name: null, ...offer }),
    unit(4, { business_name: null, house_number: 9 }),
  ];
  units.value.set(loaded(given));
  const wanted = ['Heller Eckladen', 'Hutmacherei Lind', 'Heller Eckladen', 'Ladenlokal Lippestraße 9'];
  const titles = (root: Element) => [...root.querySelectorAll('.row-title')].map((each) => each.textContent).sort();
  expect(titles(listPanel())).toEqual([...wanted].sort());
  expect(given.map((each) => page(unitDetail(each, heading)).querySelector('h2')?.textContent)).toEqual(wanted);
  const parcel = { flurstueckskennzeichen: '05', zaehler: 1, units: given.map(({ properties }) => properties) };
  const shown = parcelDetail({ id: 1, properties: parcel } as unknown as Parameters<typeof parcelDetail>[0], heading);
  expect(titles(page(shown))).toEqual([...wanted].sort());
  const [last] = [...listPanel().querySelectorAll('[data-ref="T-4"] .row-sub')];
  expect(last?.textContent).toBe('Einzelhandel');
  drift({ lang: 'en' });
  expect(titles(listPanel())).toContain('Bright corner shop');
  expect(titles(listPanel())).toContain('Shop at Lippestraße 9');
});
