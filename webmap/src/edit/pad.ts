// One line or one outline that somebody draws to ask about it, with the editor's own hands: pointer, keys, snapping, steps back.

import type { Position } from 'geojson';
import type { Map as LeafletMap } from 'leaflet';
import { h } from '../dom';
import { claims } from '../map/pointer';
import { size } from '../panels/sheet';
import { effect, untracked } from '../signal';
import { corners } from './area';
import { Crosshair } from './crosshair';
import './edit.css';
import { loadGeoman, prepare } from './geoman';
import { SnapGuides } from './guides';
import { keys } from './keys';
import { Session } from './session';
import { Sketch } from './sketch';
import { type Hand, toolbar } from './toolbar';
import type { EditorOptions } from './types';

interface PadOptions {
  map: LeafletMap;
  kind: 'line' | 'outline';
  guides: EditorOptions['guides'];
  /** What the tools are called, and what is to be done. */
  name(): string;
  hint(): string;
  /** The corners of what was drawn; null if it was left. */
  done(places: Position[] | null): void;
}

/** Begins to draw. What it returns ends it without a result. */
export async function drawOnce({ map, kind, guides, name, hint, done }: PadOptions): Promise<() => void> {
  await loadGeoman();
  prepare(map, true);
  let isOver = false;
  const finish = (places: Position[] | null) => {
    if (isOver) return;
    isOver = true;
    // Geoman is still at its own end of the shape.
    queueMicrotask(() => {
      end();
      done(places);
    });
  };
  const session = new Session({
    root: h('div'),
    map,
    geometry: null,
    guides,
    onChange: (area) => finish(corners(area?.coordinates[0]?.[0] ?? [])),
    centreline: { now: () => null, isAsked: () => true, set: (line) => finish(line?.coordinates ?? null) },
  });
  const snapping = new SnapGuides(map, session.options);
  session.tool.set(kind === 'line' ? 'line' : 'draw');
  const sketch = new Sketch(map, session);
  const crosshair = new Crosshair(map, session, snapping);
  const hand = (): Hand =>
    untracked(session.crosshair)
      ? crosshair
      : { finish: () => sketch.finish(), back: () => sketch.back(), cancel: () => session.tool.set(null) };
  const tools = toolbar(session, hand, { name, hint });
  const stopKeys = keys(map, session, snapping, hand);
  const stop = effect(() => {
    if (session.tool() === null) untracked(() => finish(null));
  });
  const mine = () => true;
  const stage = map.getContainer().parentElement;
  stage?.append(tools.root);
  claims.add(mine);
  document.body.classList.add('is-drawing');
  tools.root.querySelector('button')?.focus();
  function end(): void {
    stop();
    stopKeys();
    tools.end();
    crosshair.end();
    sketch.end();
    snapping.end();
    claims.delete(mine);
    document.body.classList.remove('is-drawing');
    if (untracked(size) === 'peek') size.set('half');
  }
  return () => finish(null);
}
