import type { Phase, Section, Unit, UnitProperties } from '../../src/model';

/** A reproducible stream of numbers in [0, 1). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const UNIT: UnitProperties = {
  public_ref: 'T-1',
  street_name: 'Lippestraße',
  house_number: 12,
  house_number_suffix: null,
  postcode: '46282',
  city: 'Dorsten',
  floor: 0,
  use_type: 'retail',
  vacancy_status: 'occupied',
  vacant_since: null,
  business_name: 'Hutmacherei Lind',
  last_use: null,
  sales_area_m2: 84,
  retail_area_m2: null,
  storage_area_m2: null,
  gastro_area_m2: null,
  total_area_m2: null,
  divisible_from_m2: null,
  ceiling_height_m: null,
  step_free: null,
  condition: null,
  year_built: null,
  location_class: null,
  frontage_m: null,
  parcel_id: null,
  offered: false,
  offer_title_de: null,
  offer_title_en: null,
  offer_description_de: null,
  offer_description_en: null,
  net_cold_rent_cents: null,
  service_charges_cents: null,
  price_on_request: null,
  rent_cents_m2_month: null,
  available_from: null,
  interim_use_possible: null,
  suitable_uses: null,
  confirmed_until: null,
};

export function unit(
  id: number,
  properties: Partial<UnitProperties> = {},
  place: [number, number] = [6.965, 51.6605],
): Unit {
  return {
    id,
    geometry: { type: 'Point', coordinates: place },
    properties: { ...UNIT, public_ref: `T-${id}`, ...properties },
  };
}

export function phase(id: number, from: string, to: string, extra: Partial<Phase> = {}): Phase {
  return {
    id,
    kind: 'surface',
    strip: 'full',
    sequence: id,
    status: 'planned',
    planned_from: from,
    planned_to: to,
    valid_from: from,
    valid_to: to,
    pedestrian: null,
    min_width_m: null,
    step_free: null,
    vehicle: null,
    noise_level: null,
    access_note_de: null,
    access_note_en: null,
    geometry: null,
    ...extra,
  };
}

export function section(id: number, from: string | null, to: string | null, phases: Phase[] = []): Section {
  const ring = [
    [6.96, 51.66],
    [6.961, 51.66],
    [6.961, 51.661],
    [6.96, 51.661],
    [6.96, 51.66],
  ];
  return {
    id,
    geometry: { type: 'MultiPolygon', coordinates: [[ring]] },
    properties: {
      project_id: 1,
      project_ref: 'P',
      project_title_de: 'Umbau',
      project_title_en: 'Rebuilding',
      label: 'B',
      title_de: 'Lippestraße Süd',
      title_en: 'Lippestraße south',
      sequence: 1,
      status: 'active',
      planned_from: from,
      planned_to: to,
      valid_from: from,
      valid_to: to,
      expected_resume: null,
      last_confirmed_at: '2026-11-02',
      contact_role: 'Citymanagement',
      description_de: 'Neues Pflaster.',
      description_en: 'New paving.',
      parking_spaces_lost: null,
      pedestrian: 'narrowed',
      min_width_m: 1.5,
      step_free: true,
      vehicle: 'closed',
      noise_level: 'major',
      access_note_de: null,
      access_note_en: null,
      phases,
      street_names: ['Lippestraße', 'Markt', 'Im Kühl'],
    },
  };
}
