import { beforeEach, describe, expect, test } from 'vitest';
import { flush } from '../../../src/signal';
import { dayField, numberField, textField } from '../../../src/staff/controls';
import { doc, draft, edit } from '../../../src/staff/draft';
import { faultsByPlace, focusPlace, placeOf, refused } from '../../../src/staff/faults';
import { docOf, type StaffSection } from '../../../src/staff/model-answers';
import { publicOf } from '../../../src/staff/preview-view';
import { readCents } from '../../../src/staff/projects-view';
import { sectionDoc } from './make';

const base = sectionDoc();
const open = (patch = {}) =>
  draft.set({ id: 5, name: 's5', base, etag: '"3-a"', facts: null, doc: { ...base, ...patch }, key: '' });
const input = (root: HTMLElement) => root.querySelector('input') as HTMLInputElement;
const type = (field: HTMLInputElement, value: string, event: 'input' | 'change') => {
  field.value = value;
  field.dispatchEvent(new Event(event));
  flush();
};

describe('form', () => {
  beforeEach(() => {
    refused.set([]);
    open();
  });

  test('people read and enter the last day, the document holds the first one after', () => {
    const field = input(
      dayField(
        {
          place: 'planned_to',
          label: () => 'Ende',
          read: () => doc()?.planned_to ?? null,
          write: (planned_to) => edit({ planned_to }),
        },
        { isEnd: true },
      ),
    );
    expect(field.value).toBe('2027-09-30');
    type(field, '2027-02-28', 'change');
    expect(doc()?.planned_to).toBe('2027-03-01');
    type(field, '', 'change');
    expect(doc()?.planned_to).toBeNull();
    edit({ planned_to: '2028-03-01' });
    flush();
    expect(field.value).toBe('2028-02-29');
  });

  test('a decimal comma is as good as a point, and typing is not interrupted', () => {
    let value: number | null = 1.5;
    const field = input(
      numberField({ place: 'w', label: () => 'Breite', read: () => value, write: (next) => (value = next) }, 2),
    );
    type(field, '1,', 'input');
    expect(value).toBe(1);
    expect(field.value).toBe('1,');
    type(field, '1,80', 'input');
    expect(value).toBe(1.8);
    type(field, 'breit', 'input');
    expect(value).toBeNull();
  });

  test('a refusal stands beside its field until the field is changed', () => {
    const root = textField({
      place: 'label',
      label: () => 'Kurzzeichen',
      read: () => doc()?.label ?? '',
      write: (label) => edit({ label }),
    });
    refused.set([{ path: '/label', code: 'required', message: 'Das Kurzzeichen fehlt.' }]);
    flush();
    expect(root.textContent).toContain('Das Kurzzeichen fehlt.');
    expect(input(root).getAttribute('aria-invalid')).toBe('true');
    type(input(root), 'C', 'input');
    expect(root.textContent).not.toContain('fehlt');
    expect(input(root).hasAttribute('aria-invalid')).toBe(false);
  });

  test('a refusal of a phase finds it by its place in what was sent', () => {
    expect(placeOf('/phases/1/planned_to', base)).toBe('phases/12/planned_to');
    expect(placeOf('phases.0', base)).toBe('phases/11');
    refused.set([
      { path: '/phases/1/planned_to', code: 'x', message: 'Zu spät.' },
      { path: '/phases/1/planned_to', code: 'y', message: 'Zu lang.' },
    ]);
    expect(faultsByPlace().get('phases/12/planned_to')).toBe('Zu spät. Zu lang.');
  });

  test('the way to a fault opens what it lies in', () => {
    document.body.replaceChildren();
    const details = document.createElement('details');
    const field = document.createElement('input');
    field.id = 'f-phases-12-planned_to';
    field.scrollIntoView = () => {};
    details.append(field);
    document.body.append(details);
    focusPlace('phases/12/planned_to');
    expect(details.open).toBe(true);
    expect(document.activeElement).toBe(field);
  });

  test('a document is taken out of an answer with all of its members and none of the facts', () => {
    const section = {
      id: 5,
      geometry: base.geometry,
      properties: { ...base, geometry: undefined, version: 3, public: true, next_statuses: [] },
    } as unknown as StaffSection;
    expect(docOf(section)).toEqual(base);
  });

  test('N36 the preview holds nothing internal', () => {
    const now = draft();
    if (!now) throw new Error('no draft');
    const secret = { ...now.doc, note_internal: 'CANARY-note', contractor: 'CANARY-firm', status_reason: 'CANARY-why' };
    const shown = publicOf({ ...now, doc: { ...secret, actual_end: '2027-09-14' } });
    expect(JSON.stringify(shown)).not.toContain('CANARY');
    expect(shown.properties.valid_to).toBe('2027-09-15');
  });

  test('euros as people write them', () => {
    expect(['1.250.000', '12,50', '3 000 €', '', '1.250,75'].map(readCents)).toEqual([
      125_000_000,
      1250,
      300_000,
      null,
      125_075,
    ]);
  });
});
