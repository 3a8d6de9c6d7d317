// A pretended office over the real map: for looking at every screen without a database that remembers it.

import type { Page, Route } from 'playwright-core';
import { base } from './browser';
import {
  INBOX,
  MATCHES,
  ONE_ENQUIRY,
  ONE_PARTY,
  ONE_SPACE,
  PARTIES,
  registered,
  SEEKERS,
  SPACES,
} from './pretend-desk';
import { impact, NOTICE, OUTBOX, TELLING, units } from './pretend-reach';

const IMPACT = {
  pedestrian: 'narrowed',
  min_width_m: 1.5,
  step_free: true,
  vehicle: 'closed',
  vehicle_clear_width_m: null,
  delivery_window: [{ days: 'Mo-Fr', from: '06:00', to: '10:00' }],
  waste_point: { type: 'Point', coordinates: [6.965, 51.66] },
  parking_spaces_lost: 3,
  noise_level: 'major',
  access_note_de: 'Zugang über den Hof.',
  access_note_en: '',
};
const SESSION = {
  account: {
    id: 1,
    name: 'Erika Muster',
    email: 'erika@stadt.example',
    roles: ['staff', 'admin'],
    desk: 'city',
    locale: 'de',
    totp: true,
  },
  csrf: 'x',
  expires_at: '2027-01-01T00:00:00Z',
};
const WARNING = {
  path: '/planned_from',
  code: 'blackout',
  message: 'Der Zeitraum trifft die Sperrzeit „Weihnachtsmarkt“.',
  at: [6.965, 51.66],
};
const FAULTS = [
  { path: '/label', code: 'required', message: 'Das Kurzzeichen fehlt.' },
  { path: '/geometry', code: 'required', message: 'Es ist noch keine Fläche gezeichnet.' },
];

interface Feature {
  id: number;
  geometry: unknown;
  properties: Record<string, unknown> & { phases: Record<string, unknown>[] };
}

async function sites(): Promise<Feature[]> {
  const answer = await fetch(`${base()}api/v1/sections?limit=100`);
  const { features } = (await answer.json()) as { features: Feature[] };
  return features.map((feature, i) => ({
    ...feature,
    properties: {
      ...feature.properties,
      contractor: 'Tiefbau Lippe',
      note_internal: 'Leitungsplan fehlt noch.',
      status: i % 2 ? 'planned' : feature.properties.status,
      centreline: null,
      impact: IMPACT,
      facilities: [{ id: 7, kind: 'container', geometry: IMPACT.waste_point, from: '2027-01-01', to: '2027-02-01' }],
      phases: feature.properties.phases.map((phase) => ({ ...phase, depends_on: [], impact: null })),
      version: 3,
      updated_at: '2026-11-23T09:12:00Z',
      updated_by: 'account:2',
      updated_by_name: 'Jonas Beck',
      public: i % 2 === 0,
      doubtful: i === 0,
      removable: i % 2 === 1,
      next_statuses: ['scheduled', 'suspended', 'cancelled'],
    },
  }));
}

const version = (n: number, changed: string[], editor_name: string | null) => ({
  version: n,
  at: `2026-11-2${n}T08:00:00Z`,
  editor: editor_name ? 'account:2' : 'import',
  editor_name,
  changed,
});

/** Answers as the office would; every save of a known section finds that somebody was faster. */
export async function pretend(page: Page): Promise<void> {
  const all = await sites();
  let inside = false;
  const tag = { ETag: '"3-a"' };
  const send = (route: Route, body: unknown, status = 200) =>
    route.fulfill({ status, contentType: 'application/json', headers: tag, body: JSON.stringify(body) });
  const one = (path: string) => all.find(({ id }) => path.endsWith(`/${id}`));
  const theirs = (site: Feature | undefined) => ({
    ...site,
    properties: { ...site?.properties, title_de: 'Titel von Jonas', contact_role: 'Grünflächenamt' },
  });
  const signIn = (route: Route) => {
    const { password, code } = route.request().postDataJSON() as { password: string; code?: string };
    if (password !== 'richtig') return send(route, { code: 'login', detail: '' }, 401);
    if (!code) return send(route, { code: 'code_needed', detail: '' }, 401);
    inside = true;
    return send(route, SESSION);
  };
  const answers: [RegExp, (route: Route, path: string) => unknown][] = [
    [/^GET session$/, (route) => send(route, inside ? SESSION : { account: null })],
    [/^POST session$/, signIn],
    [/^POST session\/totp$/, (route) => send(route, { secret: 'JBSWY3DPEHPK3PXP', uri: '', qr: DOT })],
    [/^GET staff\/sections$/, (route) => send(route, { features: all, links: [] })],
    [/^GET staff\/sections\/\d+$/, (route, path) => send(route, saved ? theirs(one(path)) : one(path))],
    [
      /^GET staff\/sections\/\d+\/history$/,
      (route) =>
        send(route, {
          versions: [
            version(3, ['planned_to', 'phases'], 'Jonas Beck'),
            version(2, ['title_de'], 'Erika'),
            version(1, [], null),
          ],
        }),
    ],
    [/^GET staff\/projects$/, (route) => send(route, { features: PROJECTS })],
    [/^GET blackouts$/, (route) => send(route, { features: BLACKOUTS })],
    [/^GET accounts$/, (route) => send(route, { accounts: [{ ...SESSION.account, version: 1, disabled_at: null }] })],
    [/^GET staff\/units$/, async (route) => send(route, { features: (await units()).map(registered), links: [] })],
    [/^GET staff\/units\/\d+$/, async (route) => send(route, (await units()).map(registered)[0])],
    [/^GET staff\/units\/\d+\/offer$/, (route) => send(route, { offer: null, lacks: [], consents: [] })],
    [/^GET staff\/units\/\d+\/media$/, (route) => send(route, { media: [] })],
    [/^GET staff\/units\/\d+\/space-requests$/, (route) => send(route, SEEKERS)],
    [/^GET staff\/early-warning$/, (route) => send(route, { units: [], count: 0, area_m2: 0 })],
    [/^GET staff\/enquiries\/templates$/, (route) => send(route, { templates: [] })],
    [/^GET staff\/enquiries\/colleagues$/, (route) => send(route, { colleagues: [{ id: 1, name: 'Erika Muster' }] })],
    [/^GET enquiries$/, (route) => send(route, INBOX)],
    [/^GET enquiries\/\d+$/, (route) => send(route, ONE_ENQUIRY)],
    [/^GET space-requests$/, (route) => send(route, SPACES)],
    [/^GET space-requests\/\d+$/, (route) => send(route, ONE_SPACE)],
    [/^GET space-requests\/\d+\/matches$/, (route) => send(route, MATCHES)],
    [/^GET parties$/, (route) => send(route, PARTIES)],
    [/^GET parties\/[\w-]+$/, (route) => send(route, ONE_PARTY)],
    [/^GET staff\//, (route) => send(route, { type: 'FeatureCollection', features: [], links: [] })],
    [/^POST impact$|^GET sections\/\d+\/impact$/, async (route) => send(route, await impact())],
    [/^GET sections\/\d+\/notices$/, (route) => send(route, TELLING)],
    [/^(?:GET|PATCH) notices\/\d+$|^POST notices\/\d+\/sent$/, (route) => send(route, NOTICE)],
    [/^POST sections\/\d+\/notices$/, (route) => send(route, NOTICE, 201)],
    [/^GET outbox$/, (route) => send(route, OUTBOX)],
    [/^POST sections\/check$/, (route) => send(route, { errors: [], warnings: [WARNING] })],
    [/^POST sections$/, (route) => send(route, { code: 'invalid', detail: '', errors: FAULTS }, 422)],
    [
      /^PATCH sections\/\d+$/,
      (route) => {
        saved = true;
        return send(route, { code: 'stale', detail: '' }, 412);
      },
    ],
  ];
  let saved = false;
  await page.route(
    /\/api\/v1\/(?:session|staff|accounts|blackouts|sections|impact|notices|outbox|enquiries|space-requests|parties)/,
    (route) => {
      const request = route.request();
      const path = new URL(request.url()).pathname.replace('/api/v1/', '');
      const found = answers.find(([which]) => which.test(`${request.method()} ${path}`));
      return found ? (found[1](route, path) as Promise<void>) : route.continue();
    },
  );
}

/** One white point. */
const DOT =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==';
const PROJECTS = [
  {
    type: 'Feature',
    id: 1,
    geometry: null,
    properties: { version: 1, public_ref: 'D-LIPPE', title_de: 'Lippestraße', title_en: '', client: 'Stadt' },
  },
];
const BLACKOUTS = [
  {
    type: 'Feature',
    id: 1,
    geometry: null,
    properties: { version: 1, name: 'Weihnachtsmarkt', from: '2026-11-23', to: '2027-01-02' },
  },
];
