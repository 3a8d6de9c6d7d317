// The tools over the map: real buttons that say their name and whether they are pressed (E6).

import { h, region } from '../dom';
import { effect } from '../signal';
import type { Glyph } from './icons';
import { glyph } from './icons';
import { lineM, polygonM2 } from './plane';
import { isLine, type Session, type Tool } from './session';
import { areaText, metres, sizeText, words } from './texts';

/** What ends or shortens the drawing that is under way, be it by pointer or by keys. */
export interface Hand {
  finish(): void;
  back(): void;
  cancel(): void;
}

/** For one drawing alone there is nothing to choose: what the tools are called, and what is to be done. */
interface Single {
  name(): string;
  hint(): string;
}

interface Button {
  key: string;
  icon: Glyph;
  name: string;
  click(): void;
  pressed?: boolean;
  off?: boolean;
}

function button({ key, icon, name, click, pressed, off }: Button): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: 'edit-tool',
      'data-key': `edit-${key}`,
      title: name,
      'aria-label': name,
      'aria-pressed': pressed === undefined ? null : String(pressed),
      'aria-disabled': off ? 'true' : null,
      click,
    },
    glyph(icon),
  );
}

function toolButtons(session: Session): HTMLElement {
  const names = words().tools;
  const tool = (name: keyof typeof names, off = false) =>
    button({
      key: name,
      icon: name,
      name: names[name],
      pressed: session.tool() === name,
      off,
      click: () => !off && choose(session, name),
    });
  const isEmpty = session.area() === null;
  return h(
    'div',
    { class: 'edit-group' },
    tool('draw'),
    tool('cut', isEmpty),
    tool('edit', isEmpty),
    session.options.onSplit && tool('split', isEmpty),
  );
}

function choose(session: Session, name: Tool): void {
  session.tool.set(session.tool() === name ? null : name);
}

function stepButtons(session: Session): HTMLElement {
  session.steps();
  const t = words();
  return h(
    'div',
    { class: 'edit-group' },
    button({ key: 'undo', icon: 'undo', name: t.undo, off: !session.canUndo, click: () => session.undo() }),
    button({ key: 'redo', icon: 'redo', name: t.redo, off: !session.canRedo, click: () => session.redo() }),
  );
}

function switches(session: Session): HTMLElement {
  const t = words();
  const snap = () => {
    session.snapping.set(!session.snapping());
    session.say(session.snapping() ? t.said.snapOn : t.said.snapOff);
  };
  return h(
    'div',
    { class: 'edit-group' },
    button({ key: 'snap', icon: 'snap', name: t.snapping, pressed: session.snapping(), click: snap }),
    button({
      key: 'crosshair',
      icon: 'crosshair',
      name: t.crosshair,
      pressed: session.crosshair(),
      click: () => session.crosshair.set(!session.crosshair()),
    }),
  );
}

function word(key: string, label: string, click: () => void, primary = false): HTMLElement {
  return h(
    'button',
    { type: 'button', class: `edit-word${primary ? ' primary' : ''}`, 'data-key': `edit-${key}`, click },
    label,
  );
}

function sizeNow(session: Session): string {
  const sketch = session.sketch();
  const reaching = session.reaching();
  if (sketch.length === 0) return sizeText(session.live() ?? session.area());
  const line = reaching ? [...sketch, reaching] : sketch;
  const length = words().sizeLine(metres(lineM(line)));
  const isArea = !isLine(session.tool()) && line.length > 2;
  return isArea ? `${areaText(polygonM2([[...line]]))} · ${length}` : length;
}

function drawing(session: Session, hand: () => Hand, single?: Single): (HTMLElement | false)[] {
  const t = words();
  const tool = session.tool();
  const isSketch = session.isDrawing;
  const usual = () => t.hint[tool ?? (session.area() ? 'none' : 'start')];
  const hint = session.crosshair() ? '' : (single?.hint ?? usual)();
  return [
    (!single || session.sketch().length > 0) && h('p', { class: 'edit-size' }, sizeNow(session)),
    hint !== '' && h('p', { class: 'edit-hint-text' }, hint),
    isSketch &&
      h(
        'div',
        { class: 'edit-words' },
        word('finish', t.finish, () => hand().finish(), true),
        word('back', t.back, () => hand().back()),
        word('cancel', t.cancel, () => hand().cancel()),
      ),
  ];
}

export function toolbar(session: Session, hand: () => Hand, single?: Single): { root: HTMLElement; end(): void } {
  const bar = h('div', { class: 'edit-bar', role: 'toolbar' });
  const below = h('div', { class: 'edit-below' });
  const said = h('p', { class: 'visually-hidden', role: 'status' });
  const root = h('section', { class: 'edit-card' }, bar, below, said);
  // Geoman closes a shape on Enter anywhere in the document; on a button Enter means the button.
  root.addEventListener('keydown', (event) => event.key === 'Enter' && event.stopPropagation());
  const stops = [
    region(bar, () => [!single && toolButtons(session), !single && stepButtons(session), switches(session)]),
    region(below, () => drawing(session, hand, single)),
    effect(() => {
      said.textContent = session.said();
    }),
    effect(() => {
      root.setAttribute('aria-label', (single?.name ?? (() => words().editor))());
      bar.setAttribute('aria-label', words().toolbar);
    }),
  ];
  return {
    root,
    end() {
      for (const stop of stops) stop();
      root.remove();
    },
  };
}
