import { NEW_UNIT, type StaffUnit, type UnitDoc, type UnitFacts } from '../../../src/register/model';

const FACTS: UnitFacts = {
  version: 1,
  updated_at: '2026-11-20T08:00:00Z',
  updated_by: 'account:2',
  updated_by_name: 'Jonas Beck',
  last_surveyed_at: '2026-11-01',
  survey_source: 'walk',
  source: 'office',
  made_up: false,
  completeness: 50,
  status: 'occupied',
  status_since: '2020-01-01',
  expected_until: null,
  vacant_since: null,
  vacant_days: null,
  vacancy_kind: null,
  persistent: false,
  business_name: 'Blumen Hell',
  public: true,
  stale: false,
  frontage_m: null,
  offer_id: null,
  publication_status: null,
};

export function staffUnit(id: number, patch: Partial<UnitDoc & UnitFacts> = {}): StaffUnit {
  const { geometry: _, ...doc } = NEW_UNIT;
  const own = { public_ref: `LI-${id}`, street_name: 'Lippestraße', house_number: id, use_type: 'retail' as const };
  return {
    id,
    geometry: { type: 'Point', coordinates: [6.965, 51.66] },
    properties: { ...doc, ...own, ...FACTS, ...patch },
  };
}

/** What a server of the test answers, in order; what was asked is kept. */
export function pretendServer(...answers: { status: number; body?: unknown; etag?: string }[]) {
  const asked: { method: string; path: string; body: unknown; headers: Record<string, string> }[] = [];
  globalThis.fetch = (async (path: string, init: RequestInit) => {
    asked.push({
      method: init.method ?? 'GET',
      path,
      body: init.body ? JSON.parse(String(init.body)) : null,
      headers: init.headers as Record<string, string>,
    });
    const next = answers.shift();
    if (!next) throw new TypeError('unreachable');
    const headers = { 'Content-Type': 'application/json', ...(next.etag ? { ETag: next.etag } : {}) };
    return new Response(next.body === undefined ? null : JSON.stringify(next.body), { status: next.status, headers });
  }) as typeof fetch;
  return asked;
}
