// What a pretended office answers about enquiries, space requests, owners and the register.

const SPACE = {
  id: 7,
  version: 1,
  status: 'active',
  use_type: 'gastronomy',
  area_min_m2: 60,
  area_max_m2: 160,
  rent_max_cents: 180000,
  frontage_min_m: 6,
  step_free: true,
  from: '2027-02-01',
  term_months: 36,
  place: 'Fördergebiet Innenstadt mit einem recht langen Namen',
  area: null,
  confirmed_at: '2026-11-20T09:00:00Z',
  ends_on: '2027-05-20',
  ended_at: null,
  contact: { name: 'Lara Lesefreund', email: 'lara.lesefreund@buchhandlung.example', phone: '02362 12345' },
};

const criterion = (key: string, met: boolean | null, score: number, text: string) => ({
  key,
  hard: key === 'use',
  met,
  score,
  weight: 20,
  text,
});
const CRITERIA = [
  criterion('use', true, 1, 'Das Angebot nennt diese Nutzung.'),
  criterion('area', true, 0.7, '240 m² sind zu groß, aber teilbar ab 80 m².'),
  criterion('rent', null, 0.5, 'Die Miete gibt es auf Anfrage.'),
  criterion('date', false, 0, 'Frei erst ab 01.08.2027.'),
];

export const SPACES = { requests: [SPACE, { ...SPACE, id: 8, status: 'paused', contact: null }], more: false };
export const ONE_SPACE = SPACE;
export const MATCHES = {
  matches: [true, false].map((isPublic, i) => ({
    unit_id: i + 1,
    unit_ref: `D-REC-00${i}-0`,
    name: 'Recklinghäuser Straße 5',
    status: 'marketing',
    public: isPublic,
    score: 92 - 40 * i,
    criteria: CRITERIA,
  })),
};
export const SEEKERS = { requests: [{ ...SPACE, score: 87, criteria: CRITERIA }] };

const PARTY = {
  id: '6f1c1c1e-0000-4000-8000-000000000001',
  version: 1,
  kind: 'owner',
  name: 'Erbengemeinschaft Brinkmann-Hollenbeck',
  email: 'hausverwaltung@brinkmann-hollenbeck.example',
  phone: '02362 998877',
  address: 'Markt 4\n46282 Dorsten',
  legal_basis: 'Art. 6 Abs. 1 Buchst. e DSGVO',
  source: 'Grundbuchauskunft',
  purpose: 'Leerstandsmanagement',
  collected_at: '2026-11-02',
  delete_after: '2027-01-02',
  created_at: '2026-11-02T09:00:00Z',
  updated_at: '2026-11-02T09:00:00Z',
  links: [
    { id: '6f1c1c1e-0000-4000-8000-00000000000a', role: 'owner', parcel_id: null, unit_id: 1, from: null, to: null },
    { id: '6f1c1c1e-0000-4000-8000-00000000000b', role: 'manager', parcel_id: 4, unit_id: null, from: null, to: null },
  ],
  consents: [
    {
      id: '6f1c1c1e-0000-4000-8000-00000000000c',
      unit_id: 1,
      scope: 'publish_unit',
      given_at: '2026-11-03',
      revoked_at: '2026-11-10T09:00:00Z',
    },
  ],
};
export const PARTIES = { parties: [PARTY], more: false };
export const ONE_PARTY = PARTY;

const ENQUIRY = {
  id: 9,
  version: 1,
  no: '2026-0009',
  kind: 'space',
  desk: 'city',
  status: 'new',
  outside: 'open',
  mine: true,
  priority: 'high',
  received_via: 'mail',
  received_at: '2026-11-20T09:00:00Z',
  due_at: '2026-11-21',
  overdue: true,
  assignee: null,
  unit_ref: null,
  section_id: null,
  section: null,
  duplicate_of: null,
  forwarded_to: null,
  first_answer_at: null,
  ended_at: null,
  subject: 'Café-Fläche mit Außenplätzen gesucht',
  from: 'Herr Arslan',
  last_at: '2026-11-20T09:00:00Z',
};
export const INBOX = { enquiries: [ENQUIRY], more: false, open: 1, overdue: 1, mine: 0 };
export const ONE_ENQUIRY = {
  ...ENQUIRY,
  content: {
    body: 'Wir suchen 80 m² für ein kleines Café.',
    lang: 'de',
    contact: { name: 'Herr Arslan', email: 'arslan@cafe.example', phone: '' },
    messages: [{ id: 1, direction: 'internal', at: '2026-11-20T10:00:00Z', by: 'Erika', text: 'Ruft zurück.' }],
  },
  next: ['assigned', 'in_progress', 'forwarded', 'duplicate', 'not_responsible', 'spam'],
  duplicates: [],
  similar: [{ id: 10, no: '2026-0010', status: 'new', subject: 'Noch frei?' }],
};

const EVENT = {
  id: 3,
  from: 'occupied',
  to: 'vacant',
  at: '2026-05-01',
  at_precision: 'month',
  reason: null,
  irregular: true,
  source: 'walk',
  by: 'account:1',
  by_name: 'Erika Muster',
  note: 'Schaufenster verhängt',
  expected_until: null,
  successor_ids: [],
  corrects_id: null,
  recorded_at: '2026-05-02T09:00:00Z',
  superseded_at: null,
};

interface PublicUnit {
  id: number;
  geometry: unknown;
  properties: Record<string, unknown>;
}

/** A unit as the register has it, made of one that everybody sees. */
export const registered = ({ id, geometry, properties: p }: PublicUnit) => ({
  type: 'Feature',
  id,
  geometry,
  properties: {
    public_ref: p.public_ref,
    street_name: p.street_name,
    house_number: p.house_number,
    use_type: p.use_type,
    floor: 0,
    parcels: [],
    marketable: true,
    version: 1,
    updated_at: '2026-11-20T09:00:00Z',
    updated_by: 'account:1',
    updated_by_name: 'Erika Muster',
    last_surveyed_at: '2026-06-01',
    survey_source: 'walk',
    source: 'walk',
    made_up: true,
    completeness: 62,
    status: 'vacant',
    status_since: '2026-05-01',
    expected_until: null,
    vacant_since: '2026-05-01',
    vacant_days: 206,
    vacancy_kind: 'fluctuation',
    persistent: false,
    business_name: null,
    public: true,
    stale: true,
    frontage_m: 6.5,
    offer_id: null,
    publication_status: null,
    next: [
      { to: 'reserved', needs: ['expected_until'] },
      { to: 'removed', needs: ['reason'] },
    ],
    events: [EVENT],
    occupancies: [],
  },
});
