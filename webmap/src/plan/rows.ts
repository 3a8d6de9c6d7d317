// Which lines a plan has: projects as headings, sections, and the phases of those that are open.

import type { Bar, Key } from './bars';

export type Row =
  | { kind: 'project'; key: string; bar: Bar; y: number; height: number }
  | { kind: 'section' | 'phase'; key: Key; bar: Bar; y: number; height: number; open: boolean; isParent: boolean };

export interface Heights {
  heading: number;
  row: number;
}

export function rows(bars: readonly Bar[], open: (section: Bar) => boolean, { heading, row }: Heights): Row[] {
  const out: Row[] = [];
  const parents = new Set(bars.map((bar) => bar.parent));
  let project = '';
  let shown = false;
  let y = 0;
  for (const bar of bars) {
    const name = bar.project.join();
    if (bar.parent === null && name !== project && bar.project.some(Boolean)) {
      project = name;
      out.push({ kind: 'project', key: `project-${bar.key}`, bar, y, height: heading });
      y += heading;
    }
    const isSection = bar.parent === null;
    if (isSection) shown = open(bar);
    else if (!shown) continue;
    const isParent = parents.has(bar.key);
    out.push({
      kind: isSection ? 'section' : 'phase',
      key: bar.key,
      bar,
      y,
      height: row,
      open: shown && isParent,
      isParent,
    });
    y += row;
  }
  return out;
}
