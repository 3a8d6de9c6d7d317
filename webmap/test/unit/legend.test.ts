import { beforeEach, describe, expect, test } from 'vitest';
import { listedUnits, sections, shownSections, town, units } from '../../src/data';
import { h } from '../../src/dom';
import { DEFAULTS } from '../../src/hash';
import { speakEnglish, t } from '../../src/i18n';
import { b } from '../../src/i18n/browse';
import { d } from '../../src/i18n/days';
import { attribution } from '../../src/map/attribution';
import { clusterFace, showCluster } from '../../src/map/cluster-face';
import { legendCard } from '../../src/map/legend';
import type { SourceInfo } from '../../src/model';
import { filterPanel } from '../../src/panels/filter';
import { listPanel } from '../../src/panels/list';
import { flush } from '../../src/signal';
import { serverToday, state } from '../../src/store';
import { section, unit } from './make';

const loaded = <T>(data: T) => ({ data, error: null, loading: false, since: 1 });
const townWith = (sources: SourceInfo[]) => ({
  name: 'T',
  made_up: true,
  bbox: null,
  center: null,
  zoom: null,
  today: '2026-11-23',
  sources,
  counts: { units: 1 },
});

beforeEach(() => {
  serverToday.set('2026-11-23');
  state.set(DEFAULTS);
  town.value.set(loaded(townWith([])));
  flush();
});

describe('what the map says about itself', () => {
  const sums = (legend: HTMLElement, checkedOnly: boolean) =>
    ['use', 'status', 'works'].map((kind) =>
      [...legend.querySelectorAll<HTMLInputElement>(`input[data-key^="${kind}-"]`)]
        .filter((box) => box.checked || !checkedOnly)
        .map((box) => Number(box.closest('label')?.querySelector('.legend-count')?.textContent))
        .reduce((a, b) => a + b, 0),
    );

  test('N8 the numbers of the legend add up to what list and map show', () => {
    units.value.set(
      loaded([
        unit(1),
        unit(2, { vacancy_status: 'vacant' }),
        unit(3, { use_type: 'gastronomy', vacancy_status: 'vacant', business_name: 'Café' }),
        unit(4, { use_type: 'office', vacancy_status: 'unknown' }),
      ]),
    );
    sections.value.set(
      loaded([
        section(7, '2026-08-01', '2027-04-01'),
        section(8, '2020-01-01', '2021-01-01'),
        section(9, '2026-12-01', null),
      ]),
    );
    const legend = legendCard();
    flush();
    expect(sums(legend, false)).toEqual([4, 4, 2]);
    for (const patch of [
      {},
      { statuses: ['vacant'] as const },
      { uses: ['retail'] as const, statuses: ['vacant', 'unknown'] as const },
      { span: 'day' as const, works: ['current'] as const },
      { text: 'café' },
    ]) {
      state.set({ ...DEFAULTS, ...patch });
      flush();
      const [units, works] = [listedUnits().length, shownSections().length];
      expect(sums(legend, true)).toEqual([units, units, works]);
    }
  });

  test('counts are grouped as each language groups them, wherever they stand', async () => {
    await speakEnglish();
    units.value.set(loaded(Array.from({ length: 1817 }, (_, i) => unit(i + 1))));
    const [legend, filter, list] = [legendCard(), filterPanel(), listPanel()];
    const cluster = h('button', {}, ...clusterFace());
    for (const [lang, grouped] of [
      ['de', '1.817'],
      ['en', '1,817'],
    ] as const) {
      state.set({ ...DEFAULTS, lang });
      flush();
      showCluster(cluster, { count: 1817, vacant: 0 } as Parameters<typeof showCluster>[1], false);
      expect([...legend.querySelectorAll('.legend-count')].map((each) => each.textContent)).toContain(grouped);
      expect(filter.querySelector('.count')?.textContent).toContain(grouped);
      expect(cluster.querySelector('.cluster-count')?.textContent).toBe(grouped);
      expect(t().cluster(1817, 1234)).toContain(grouped);
      expect(list.querySelector('.more')?.textContent).toMatch(/1[.,]\d{3}/);
      expect([b().show(1817), b().unknown(1817), b().histogram('', 1817), d().differ(1817, 1817)].join()).not.toContain(
        '1817',
      );
    }
  });

  test('L1 the squares stand in the legend where tiles have them, and nowhere else', () => {
    const legend = legendCard();
    const names = () => [...legend.querySelectorAll('section .legend-name')].map((each) => each.textContent);
    for (const [zoom, n] of [
      [13, 5],
      [14, 0],
      [10, 5],
    ] as const) {
      state.set({ ...DEFAULTS, view: { zoom, lat: 51.66, lon: 6.96 } });
      flush();
      expect(names(), `zoom ${zoom}`).toHaveLength(n);
    }
    expect(names()).toEqual([
      'kein Leerstand',
      'bis 10 % leer',
      'bis 25 % leer',
      'mehr als 25 % leer',
      'ohne Ladenlokal',
    ]);
  });

  test('no source is left out of the attribution', () => {
    const source = (id: string, title: string, attribution: string | null) => ({
      id,
      title,
      attribution,
      licence: null,
      licence_url: null,
    });
    town.value.set(
      loaded(
        townWith([
          source('1', 'A', '© A'),
          source('2', 'B', null),
          source('3', 'C', '© C'),
          source('4', 'D', '© D (CC BY)'),
          source('5', 'A2', '© A'),
        ]),
      ),
    );
    expect(attribution().querySelector('.attribution-text')?.textContent).toBe('© A · B · © C · © D (CC BY)');
  });

  test('a long label is cut in the badge and whole in its title', () => {
    const works = section(7, '2026-08-01', '2027-04-01');
    works.properties.label = '2019V3783';
    sections.value.set(loaded([works, section(8, '2026-08-01', '2027-04-01')]));
    state.set({ ...DEFAULTS, list: 'works' });
    const badges = [...listPanel().querySelectorAll('.badge')];
    expect(badges.map((each) => [each.textContent, each.getAttribute('title'), each.matches('.badge-long')])).toEqual([
      ['2019V3783', '2019V3783', true],
      ['B', null, false],
    ]);
  });
});
