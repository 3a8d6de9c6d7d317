// What a pretended office answers about doors and notices.

import { base } from './browser';

interface Unit {
  id: number;
  geometry: { coordinates: [number, number] };
  properties: Record<string, unknown>;
}

export async function units(): Promise<Unit[]> {
  const answer = await fetch(`${base()}api/v1/units?limit=9`);
  return ((await answer.json()) as { features: Unit[] }).features;
}

/** Nine doors of a street, the first of them cut off. */
export async function impact(): Promise<unknown> {
  const all = await units();
  const doors = all.map(({ id, geometry, properties: p }) => ({
    id,
    ref: p.public_ref,
    street_name: p.street_name,
    house_number: `${p.house_number ?? ''}`,
    name: p.business_name,
    use_type: p.use_type,
    vacancy_status: p.vacancy_status,
    frontage_m: 9.4,
    affected_m: 6.2,
    days: 62,
    first_day: '2027-02-01',
    last_day: '2027-04-03',
    pedestrian: 'narrowed',
    step_free: true,
    vehicle: 'closed',
    noise_level: 'major',
    deliveries: { days: 'Mo-Fr', from: '06:00', to: '10:00' },
    waste: null,
    position: geometry.coordinates,
  }));
  const side = (i: number) => (i % 2 ? 'left' : 'right');
  return {
    from: '2027-02-01',
    to: '2027-04-04',
    days: 62,
    reach_m: 5,
    segments: [0, 1].map((i) => ({
      segment_id: 1,
      street_name: doors[0]?.street_name,
      side: side(i),
      from_m: 0,
      to_m: 84,
      metres: 84.5,
      days: 62,
    })),
    frontages: doors.map((door, i) => ({
      frontage_id: door.id,
      unit_id: door.id,
      unit_ref: door.ref,
      segment_id: 1,
      side: side(i),
      from_m: 8 * i,
      to_m: 8 * i + 9.4,
      affected_m: 6.2,
      days: 62,
      geometry: null,
    })),
    units: doors,
    parcels: [{ id: 1, label: 'Altstadt 4 273', shared_m2: 12 }],
    parking_spaces_lost: 6,
    deliveries: [
      {
        phase_id: null,
        from: '2027-02-01',
        to: '2027-04-04',
        vehicle: 'local_access',
        vehicle_clear_width_m: 3,
        delivery_window: { days: 'Mo-Fr', from: '06:00', to: '10:00' },
        access_note_de: '',
        access_note_en: '',
      },
    ],
    waste_points: [],
    facilities: [],
    unreachable: doors.slice(0, 1).map((door) => ({
      unit_id: door.id,
      unit_ref: door.ref,
      day_from: '2027-03-01',
      day_to: '2027-03-09',
      why: 'narrow',
      position: door.position,
    })),
    unjudged: [],
    too_large: false,
    totals: { units: doors.length, vacant: 2, parcels: 1, frontage_m: 55.8, exposure_m_days: 3459 },
  };
}

const recipient = (n: number, sent_at: string | null) => ({
  unit_id: n,
  unit_ref: `D-${n}`,
  street_name: 'Lippestraße',
  house_number: `${n}`,
  use_type: 'retail',
  first_day: '2027-02-01',
  last_day: '2027-04-03',
  days: 62,
  sent_at,
});

export const NOTICE = {
  id: 5,
  version: 1,
  created_at: '2026-11-20T09:00:00Z',
  section_id: 1,
  channel: 'letter',
  from: '2027-02-01',
  to: '2027-04-04',
  reach_m: 5,
  text_de: 'Guten Tag,\n\nvor Ihrer Tür wird gebaut.',
  text_en: 'Hello,\n\nthere will be works in front of your door.',
  sent_at: null,
  recipients_count: 0,
  withdrawn_at: null,
  recipients: [recipient(1, null), recipient(3, '2026-11-21T10:00:00Z')],
};

export const TELLING = {
  notices: [NOTICE, { ...NOTICE, id: 4, channel: 'poster', sent_at: '2026-11-01T09:00:00Z', recipients_count: 12 }],
  start: '2027-02-01',
  tell_by: '2027-01-18',
  late: false,
};

export const OUTBOX = { waiting: 2, sent: 14, failed: 0, smtp: false, mails: [] };
