// The rows of a list: which elements they are, and when each comes onto the page.

import { arrange, h } from '../dom';
import { theme } from '../map/theme';
import { signal } from '../signal';
import { day, lang } from '../store';

export const PAGE = 120;
/** So many rows are kept for when they come back; more would only fill the memory. */
const KEPT = 5 * PAGE;
/** As many as a screen holds below the head of the list: whoever presses a filter waits for these alone. */
const FIRST = Math.max(12, Math.ceil((screen.height - 200) / 61));
/** By then the first rows are on the screen. */
const REST_MS = 100;

/** The rows of a list, which stay the same elements for as long as they say the same. */
export class Rows {
  private readonly root = h('ul', { class: 'rows' });
  private readonly known = new Map<number, { of: readonly unknown[]; row: HTMLElement }>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isAtTop = true;
  private rest: () => void = () => {};
  /** Whether all rows are on the page. */
  readonly whole = signal(true);

  constructor(scroller: HTMLElement) {
    scroller.addEventListener('scroll', () => {
      this.isAtTop = scroller.scrollTop === 0;
    });
    addEventListener('beforeprint', () => this.rest());
  }

  /** Those on the screen come at once, the others a moment later; who has scrolled gets them all together. */
  show<T extends { id: number }>(items: readonly T[], make: (item: T) => HTMLElement): HTMLElement {
    const look = [make, lang(), day(), theme()];
    clearTimeout(this.timer);
    this.rest = () => {
      clearTimeout(this.timer);
      this.rest = () => {};
      arrange(this.root, this.of(items, make, look));
      this.whole.set(true);
    };
    if (!this.isAtTop || items.length <= FIRST) {
      this.rest();
      return this.root;
    }
    arrange(this.root, this.of(items.slice(0, FIRST), make, look));
    this.whole.set(false);
    this.timer = setTimeout(() => this.rest(), REST_MS);
    return this.root;
  }

  private of<T extends { id: number }>(
    items: readonly T[],
    make: (item: T) => HTMLElement,
    look: readonly unknown[],
  ): HTMLElement[] {
    const rows = items.map((item) => {
      const [was, of] = [this.known.get(item.id), [item, ...look]];
      const row = was?.of.every((each, i) => each === of[i]) ? was.row : make(item);
      this.known.delete(item.id); // the newest stand last
      this.known.set(item.id, { of, row });
      return row;
    });
    for (const key of this.known.keys()) {
      if (this.known.size <= Math.max(KEPT, rows.length)) break;
      this.known.delete(key);
    }
    return rows;
  }
}
