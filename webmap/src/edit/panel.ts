// The panel beside the map: warnings, parts, and every way in that needs no steady hand.

import { h } from '../dom';
import { effect } from '../signal';
import { centrelinePanel } from './centreline-panel';
import { copyPanel } from './copy-panel';
import type { SnapGuides } from './guides';
import { Marks } from './marks';
import { partList } from './parts';
import type { Session } from './session';
import { splitPanel } from './split-panel';
import { streetPanel } from './street-panel';
import { textPanel } from './text-panel';
import { type EditTexts, words } from './texts';
import type { Problem } from './types';
import { vertexPanel } from './vertices';
import { warningList } from './warnings';

interface Piece {
  root: HTMLElement;
  end(): void;
}

/** A folded part of the panel. */
function fold(
  key: string,
  name: (t: EditTexts) => string,
  { root, end }: Piece,
  opened?: (now: boolean) => unknown,
): Piece {
  const summary = h('summary', {});
  const details = h('details', { class: 'edit-fold', 'data-fold': key }, summary, root);
  details.addEventListener('toggle', () => opened?.(details.open));
  const stop = effect(() => {
    summary.textContent = name(words());
  });
  return {
    root: details,
    end() {
      stop();
      end();
    },
  };
}

function guideState(guides: SnapGuides): Piece {
  const root = h('p', { class: 'edit-note', role: 'status' });
  const end = effect(() => {
    const text = words().guides[guides.state()];
    root.textContent = text;
    root.hidden = text === '';
  });
  return { root, end };
}

export interface Panel {
  problems(list: readonly Problem[]): void;
  end(): void;
}

export function panel(session: Session, guides: SnapGuides): Panel {
  const { map, root, onSplit, neighbours, centreline } = session.options;
  const marks = Array.from({ length: 4 }, () => new Marks(map)) as [Marks, Marks, Marks, Marks];
  const warnings = warningList(session, map, marks[0]);
  const street = streetPanel(session, guides, marks[1]);
  const pieces: Piece[] = [
    guideState(guides),
    warnings,
    partList(session, marks[2]),
    fold('corners', (t) => t.cornersPanel, vertexPanel(session, map)),
    fold(
      'street',
      (t) => t.streetPanel,
      street,
      (now) => street.opened(now),
    ),
    ...(centreline ? [fold('line', (t) => t.line.title, centrelinePanel(session, guides, centreline))] : []),
    ...(neighbours ? [fold('copy', (t) => t.copyPanel, copyPanel(session))] : []),
    fold('text', (t) => t.textPanel, textPanel(session)),
    ...(onSplit
      ? [
          fold(
            'split',
            (t) => t.splitPanel,
            splitPanel(session, guides, marks[3]),
            (now) => now || session.pieces.set([]),
          ),
        ]
      : []),
  ];
  const all = h('div', { class: 'edit-panel' }, ...pieces.map((piece) => piece.root));
  // On a control of the panel Enter means that control, not the end of the drawing.
  all.addEventListener('keydown', (event) => event.key === 'Enter' && event.stopPropagation());
  root.append(all);
  return {
    problems: (list) => warnings.problems.set(list),
    end() {
      for (const piece of pieces) piece.end();
      for (const each of marks) each.clear();
      all.remove();
    },
  };
}
