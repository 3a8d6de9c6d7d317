// What is being edited, and by which tool. Everything else in this folder reads it or asks it for a step.

import type { Position } from 'geojson';
import { signal, untracked } from '../signal';
import { type Area, asArea, type CornerAt, cornerOf } from './area';
import { join, minus } from './clip';
import { areaM2, crossings, lineM } from './plane';
import { splitByLine } from './split';
import { metres, sizeText, words } from './texts';
import type { EditorOptions, Piece } from './types';
import { Undo } from './undo';
import { round9 } from './utm';

export type Tool = 'draw' | 'cut' | 'edit' | 'split' | 'line' | 'place';

/** Tools that draw a line, not an outline. */
export const isLine = (tool: Tool | null) => tool === 'split' || tool === 'line';

export class Session {
  readonly area;
  /** The area while a corner is being dragged. */
  readonly live = signal<Area | null>(null);
  readonly tool = signal<Tool | null>(null);
  readonly snapping = signal(true);
  readonly crosshair = signal(false);
  /** The corners of what is being drawn. */
  readonly sketch = signal<readonly Position[]>([]);
  /** Where the next corner would be set now. */
  readonly reaching = signal<Position | null>(null);
  readonly chosen = signal<CornerAt | null>(null);
  readonly pieces = signal<readonly Piece[]>([]);
  readonly said = signal('');
  /** Counts the steps, so that buttons know when undo has changed. */
  readonly steps = signal(0);
  /** Counts what was changed here since the area came from outside. */
  readonly edits = signal(0);
  private readonly stack: Undo;

  constructor(readonly options: EditorOptions) {
    this.area = signal(asArea(options.geometry));
    this.stack = new Undo(untracked(this.area));
  }

  /** Whether a line or an outline is being drawn, so that previews step back. */
  get isDrawing(): boolean {
    return ['draw', 'cut', 'split', 'line'].includes(this.tool() ?? '');
  }

  get canUndo(): boolean {
    return this.stack.canUndo;
  }

  get canRedo(): boolean {
    return this.stack.canRedo;
  }

  say(text: string): void {
    // The same words twice are still news to a screen reader.
    this.said.set(text === untracked(this.said) ? `${text}\u00a0` : text);
  }

  private show(area: Area | null): void {
    this.live.set(null);
    this.area.set(area);
    const chosen = untracked(this.chosen);
    if (chosen && !cornerOf(area, chosen)) this.chosen.set(null);
    this.pieces.set([]);
    this.steps.set(untracked(this.steps) + 1);
  }

  /** A finished step. */
  commit(next: Area | null, say: (size: string) => string = words().said.moved): void {
    if (!this.stack.push(next)) return;
    this.show(next);
    this.say(say(sizeText(next)));
    this.options.onChange(next);
    this.edits.set(untracked(this.edits) + 1);
  }

  /** What came from outside, such as the stored state; there is nothing to undo before it. */
  reset(area: Area | null): void {
    this.stack.reset(area);
    this.tool.set(null);
    this.edits.set(0);
    this.show(area);
  }

  undo(): void {
    this.step(this.stack.undo(), words().said.undone, words().said.nothingToUndo);
  }

  redo(): void {
    this.step(this.stack.redo(), words().said.redone, words().said.nothingToRedo);
  }

  private step(done: boolean, say: (size: string) => string, none: string): void {
    if (!done) {
      this.say(none);
      return;
    }
    this.show(this.stack.now);
    this.say(say(sizeText(this.stack.now)));
    this.options.onChange(this.stack.now);
    this.edits.set(untracked(this.edits) + 1);
  }

  /** Joins an area to what is there. */
  add(area: Area): void {
    const there = untracked(this.area);
    const next = join(there, area);
    const hasJoined = there && next && next.coordinates.length <= there.coordinates.length;
    this.commit(next, hasJoined ? words().said.joined : words().said.drawn);
  }

  private cut(area: Area): void {
    const there = untracked(this.area);
    const next = minus(there, area);
    if (!there || Math.abs(areaM2(there) - areaM2(next)) < 0.001) this.say(words().said.cutNothing);
    else this.commit(next, words().said.cut);
  }

  private split(line: readonly Position[]): void {
    const there = untracked(this.area);
    const parts = there && splitByLine(there, line);
    if (!parts) this.say(words().splitNone);
    else {
      this.pieces.set(parts.map((geometry) => ({ geometry, strip: null })));
      this.say(words().splitPreview(parts.length));
    }
  }

  private drawLine(coordinates: Position[]): void {
    this.options.centreline?.set({ type: 'LineString', coordinates });
    this.say(words().line.has(metres(lineM(coordinates))));
  }

  /** Takes what was drawn with the present tool. It reports false if that cannot be taken. */
  take(places: readonly Position[]): boolean {
    const tool = untracked(this.tool);
    const line = places.map(round9);
    if (line.length < (isLine(tool) ? 2 : 3)) {
      this.say(words().said.tooFew);
      return false;
    }
    if (isLine(tool)) {
      this.tool.set(null);
      if (tool === 'split') this.split(line);
      else this.drawLine(line);
      return true;
    }
    const ring = [...line, line[0] as Position];
    if (crossings([ring], 1).length > 0) {
      this.say(words().said.crossing);
      return false;
    }
    const area: Area = { type: 'MultiPolygon', coordinates: [[ring]] };
    // Drawing is done; what people want next is to put the corners right.
    this.tool.set('edit');
    if (tool === 'cut') this.cut(area);
    else this.add(area);
    return true;
  }
}
