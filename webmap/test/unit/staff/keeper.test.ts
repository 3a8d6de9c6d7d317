import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { flush, signal } from '../../../src/signal';
import { openDialog } from '../../../src/staff/dialog';
import { endLoses, keepDialog, keepForm, whenFree } from '../../../src/staff/keeper';
import { followHistory, open, route } from '../../../src/staff/route';
import { scope } from '../../../src/staff/scope';
import { followAddress, go, sel } from '../../../src/store';

const PARTY = { view: 'party', id: null } as const;
const typed = signal(false);
let end = () => {};

/** A step back as a browser tells of it: it has been, and the entry is another one. */
const back = (office: object) => dispatchEvent(new PopStateEvent('popstate', { state: { office } }));
const press = (key: string) => document.querySelector<HTMLElement>(`[data-key="${key}"]`)?.click();
const asked = () => document.querySelectorAll('dialog').length;

beforeAll(() => {
  const dialog = HTMLDialogElement.prototype;
  dialog.showModal = function showModal() {
    this.open = true;
  };
  dialog.close = function close() {
    this.dispatchEvent(new Event('close'));
  };
  followAddress();
  followHistory();
});
beforeEach(() => {
  open(PARTY);
  end = scope(() => keepForm(() => typed()))[1];
  typed.set(true);
});
afterEach(() => {
  typed.set(false);
  end();
});

describe('what is typed and not saved', () => {
  test('does not go with another view before somebody has said so', () => {
    open({ view: 'owners' });
    expect([asked(), route()]).toEqual([1, PARTY]);
    press('lose-not');
    expect([asked(), route()]).toEqual([0, PARTY]);
    open({ view: 'owners' });
    press('lose');
    expect([asked(), route()]).toEqual([0, { view: 'owners' }]);
  });

  test('does not go with a step back of the browser, and a second one asks no second time', () => {
    back({ view: 'owners' });
    back({ view: 'register' });
    expect([asked(), route(), history.state]).toEqual([1, PARTY, { office: PARTY }]);
    press('lose');
    expect(route()).toEqual({ view: 'register' });
  });

  test('does not go because somebody pressed something on the map', async () => {
    go({ sel: 'u:D-1' });
    flush();
    expect([asked(), route()]).toEqual([1, PARTY]);
    press('lose-not');
    await new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
    expect([route(), sel()]).toEqual([PARTY, null]);
  });

  test('asks nobody once it is saved, or its form is gone', () => {
    typed.set(false);
    let gone = 0;
    whenFree(() => gone++);
    typed.set(true);
    expect(endLoses()).toBe(true);
    end();
    whenFree(() => gone++);
    expect([gone, asked(), endLoses()]).toEqual([2, 0, false]);
  });

  test('in a dialog does not go with its cross or Escape, and does with what was sent', () => {
    typed.set(false);
    const frame = openDialog('A step');
    keepDialog(frame);
    const field = document.createElement('input');
    frame.body.append(field);
    field.value = 'a reason that was there';
    field.focus();
    expect(endLoses()).toBe(false);
    field.value = 'mine';
    expect(endLoses()).toBe(true);
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    press('lose-not');
    expect([asked(), field.value]).toEqual([1, 'mine']);
    frame.root.querySelector<HTMLElement>('.page-head .tool')?.click();
    press('lose');
    expect([asked(), endLoses()]).toEqual([0, false]);
  });
});
