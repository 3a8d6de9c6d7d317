import { describe, expect, test } from 'vitest';
import { figures } from '../../src/street/figures';
import type { Figures } from '../../src/street/model';
import type { Answer } from '../../src/street/question';
import { fresh } from '../../src/street/words';

const counted: Figures = {
  at: '2026-11-24',
  stock: 30,
  vacant: 1,
  vacancy_rate_units: 1 / 30,
  vacancy_rate_area: 0.0359,
  vacancy_rate_frontage: 0.0487,
  sales_area_m2: 2867,
  vacant_sales_area_m2: 103,
  sales_area_known: 29,
  frontage_m: 267.24,
  vacant_frontage_m: 13.02,
  frontage_known: 27,
  structural: 0,
  persistent: 0,
  vacancy_duration_days_median: 289,
  vacancy_duration_lower_bounds: 1,
  interim_use: 2,
  early_warning: 7,
  use_mix: { health: 2, retail: 18 },
  surveyed: 22,
  survey_freshness: 22 / 30,
};

/** A street of thirty units, on which three more have a corner. */
const answer = (): Answer => ({
  asked: { ...fresh(), street: 'Lippestraße', at: '2026-11-24' },
  found: { at: '2026-11-24', rows: [], totals: { units: 33, stock: 33, parcels: 35, sections: 1 } },
  before: null,
  kpis: {
    units: 33,
    figures: counted,
    compared: null,
    exposure: null,
    flow: { entries: 2, exits: 1, turnover: 0.05, let: 2, reletting_days_median: 217.5 },
    series: [],
  },
});

const text = (now: Answer) =>
  figures(now, false)
    .map((each) => each?.textContent ?? '')
    .join('\n');

describe('the figures of an answer', () => {
  test('count a corner unit where its main front is, as the curve does, and say so', () => {
    const said = text(answer());
    expect(said).toContain('Einheiten im Bestand30');
    expect(said).toContain('Leerstand nach Einheiten3,3');
    expect(said).toContain('3 Eckläden');
    const now = answer();
    now.found.totals.stock = 30;
    expect(text(now)).not.toContain('Eckl');
  });

  test('say of how many a figure is known, and what it means', () => {
    const said = text(answer());
    expect(said).toContain('bekannt bei 29 von 30');
    expect(said).toContain('22 von 30');
    expect(said).toContain('289 Tage (bei 1 mindestens)');
    expect(said).toContain('Einzelhandel\u00a018, Gesundheit\u00a02');
    expect(said).toContain('2 Einzüge und 1 Auszug, Wechsel im Jahr 5');
    expect(said).toContain('mehr als 365 Tagen');
  });
});
