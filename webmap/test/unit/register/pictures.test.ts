import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { rt } from '../../../src/register/i18n';
import type { StaffUnit } from '../../../src/register/model';
import { picturesCard } from '../../../src/register/pictures';
import { gallery, type Picture } from '../../../src/register/pictures-api';
import { flush } from '../../../src/signal';
import { scope } from '../../../src/staff/scope';
import { session } from '../../../src/staff/session-state';

const picture = (id: string, position: number, more: Partial<Picture> = {}): Picture => ({
  id,
  version: 3,
  unit_id: 7,
  kind: 'photo',
  position,
  alt_text_de: `Bild ${id}`,
  alt_text_en: '',
  creator: 'Erika Muster',
  licence: 'CC0',
  taken_on: null,
  width: 600,
  height: 400,
  access_level: 'internal',
  faces_checked: false,
  faces_checked_by_name: null,
  public: false,
  lacks: [{ path: '/faces_checked', code: 'media.needs_faces_check', message: 'Erst nachsehen.' }],
  ...more,
});

const asked: { path: string; init: RequestInit }[] = [];
let media: Picture[] = [];

beforeEach(() => {
  asked.length = 0;
  session.set({ account: { id: 1, name: 'E', email: 'e@example.org', roles: ['staff'] }, csrf: 'token' } as never);
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({ path, init });
    return new Response(JSON.stringify(init.method === 'GET' ? { media } : media[0]), { status: 200 });
  });
});

afterEach(() => vi.unstubAllGlobals());

const settle = async () => {
  for (let i = 0; i < 5; i++) await new Promise((done) => setTimeout(done));
  flush();
};

async function opened(): Promise<[HTMLElement, () => void]> {
  const [card, end] = scope(() => picturesCard({ id: 7 } as StaffUnit));
  (card as HTMLDetailsElement).open = true;
  card.dispatchEvent(new Event('toggle'));
  await settle();
  return [card, end];
}

describe('the pictures of a unit', () => {
  test('are asked for when somebody looks', async () => {
    media = [];
    const [, end] = scope(() => picturesCard({ id: 7 } as StaffUnit));
    await settle();
    expect(asked).toHaveLength(0);
    end();
    const [card, endOther] = await opened();
    expect(card.textContent).toContain(rt().pictures.none);
    endOther();
  });

  test('stand in order, say who sees them and what hinders that, and change places', async () => {
    const shown: Partial<Picture> = { access_level: 'public', faces_checked: true, lacks: [], public: true };
    media = [picture('a', 0), picture('b', 1, shown), picture('c', 2, { ...shown, public: false })];
    const [card, end] = await opened();
    const rows = [...card.querySelectorAll('.picture-row')].map((row) => row.textContent ?? '');
    expect(rows[0]).toContain('Erst nachsehen.');
    expect(rows[1]).toContain(rt().pictures.isPublic);
    expect(rows[2]).toContain(rt().pictures.waits);
    expect(card.querySelector('img')?.getAttribute('src')).toBe('api/v1/staff/media/a/320.jpg');
    expect(card.querySelector('[data-key="earlier-a"]')?.hasAttribute('disabled')).toBe(true);
    card.querySelector<HTMLElement>('[data-key="later-a"]')?.click();
    await settle();
    const change = asked.find(({ init }) => init.method === 'PATCH')?.init ?? {};
    expect(change.body).toBe('{"position":1}');
    expect(new Headers(change.headers).get('If-Match')).toBe('"3"');
    end();
  });

  test('are sent as a form whose boundary the browser names', async () => {
    media = [picture('a', 0)];
    const form = new FormData();
    form.set('kind', 'photo');
    await gallery.add(7, form, 'key-1');
    const sent = asked[0]?.init ?? {};
    const headers = new Headers(sent.headers);
    expect(sent.body).toBe(form);
    expect(headers.get('Content-Type')).toBeNull();
    expect(headers.get('X-CSRF-Token')).toBe('token');
    expect(headers.get('Idempotency-Key')).toBe('key-1');
  });
});
