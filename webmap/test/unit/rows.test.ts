import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { h } from '../../src/dom';
import { PAGE, Rows } from '../../src/panels/rows';

const items = Array.from({ length: PAGE }, (_, i) => ({ id: i }));
const make = ({ id }: { id: number }) => h('li', {}, String(id));
const shown = (list: Element) => [...list.children].map((row) => Number(row.textContent));

describe('the rows of a list', () => {
  let scroller: HTMLElement;
  let rows: Rows;
  const scroll = (to: number) => {
    scroller.scrollTop = to;
    scroller.dispatchEvent(new Event('scroll'));
  };

  beforeEach(() => {
    vi.useFakeTimers();
    scroller = h('section');
    rows = new Rows(scroller);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('those on the screen come at once and the others soon, in one order', () => {
    const list = rows.show(items, make);
    const first = shown(list);
    expect(first.length).toBeGreaterThanOrEqual(12);
    expect(first.length).toBeLessThan(PAGE);
    expect(first).toEqual(items.slice(0, first.length).map(({ id }) => id));
    const kept = list.children[0];
    expect(rows.whole()).toBe(false);
    vi.runAllTimers();
    expect(shown(list)).toEqual(items.map(({ id }) => id));
    expect(list.children[0]).toBe(kept);
    expect(rows.whole()).toBe(true);
  });

  test('what comes soon is what was asked for last', () => {
    rows.show(items, make);
    const list = rows.show(items.slice(50).toReversed(), make);
    vi.runAllTimers();
    expect(shown(list)).toEqual(
      items
        .slice(50)
        .toReversed()
        .map(({ id }) => id),
    );
  });

  test('paper gets them all, and so does who has scrolled', () => {
    const list = rows.show(items, make);
    dispatchEvent(new Event('beforeprint'));
    expect(list.children).toHaveLength(PAGE);
    scroll(400);
    rows.show(items.toReversed(), make);
    expect(shown(list).at(-1)).toBe(0);
    scroll(0);
    rows.show(items, make);
    expect(list.children.length).toBeLessThan(PAGE);
  });
});
