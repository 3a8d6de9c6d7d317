import { h, icon, region } from '../dom';
import { t } from '../i18n';
import { effect, signal } from '../signal';
import { sel } from '../store';

type Size = 'peek' | 'half' | 'full';
const SIZES: readonly Size[] = ['peek', 'half', 'full'];
const SWIPE_PX = 24;

export const size = signal<Size>('peek');

function step(by: 1 | -1): void {
  const next = SIZES[SIZES.indexOf(size()) + by];
  if (next) size.set(next);
}

function grip(): HTMLElement {
  const root = h('div', { class: 'grip' });
  let from: number | null = null;
  root.addEventListener('pointerdown', (event) => {
    from = event.clientY;
  });
  root.addEventListener('pointerup', (event) => {
    const moved = from === null ? 0 : event.clientY - from;
    from = null;
    if (Math.abs(moved) > SWIPE_PX) step(moved < 0 ? 1 : -1);
  });
  region(root, () => {
    const at = SIZES.indexOf(size());
    const button = (by: 1 | -1) => {
      const next = SIZES[at + by];
      const label = `${t().sheetSize}: ${next ? t().sheet[next] : ''}`;
      return (
        next &&
        h(
          'button',
          { type: 'button', class: 'tool', 'data-key': `sheet${by}`, 'aria-label': label, click: () => step(by) },
          icon(by === 1 ? 'up' : 'down'),
        )
      );
    };
    return [
      h('span', { class: 'grip-bar', 'aria-hidden': 'true' }),
      h('span', { class: 'grip-buttons' }, button(1), button(-1)),
    ];
  });
  return root;
}

/** On a phone the panel is a sheet over the map with three heights, by buttons as well as by swiping. */
export function sheet(...content: HTMLElement[]): HTMLElement {
  const root = h('div', { class: 'sheet' }, grip(), ...content);
  effect(() => {
    root.dataset.size = size();
    document.body.dataset.sheet = size();
  });
  effect(() => {
    if (sel() && size() === 'peek') size.set('half');
  });
  return root;
}
