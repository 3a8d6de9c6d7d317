// The geometry editor. It is loaded when a member of staff begins to draw, never by the public.

import { claims } from '../map/pointer';
import { effect, untracked } from '../signal';
import { asArea } from './area';
import { Crosshair } from './crosshair';
import './edit.css';
import { loadGeoman, prepare } from './geoman';
import { SnapGuides } from './guides';
import { keys } from './keys';
import { AreaLayers } from './layers';
import { panel } from './panel';
import { Session } from './session';
import { Sketch } from './sketch';
import { type Hand, toolbar } from './toolbar';
import type { Editor, EditorOptions } from './types';

export type { Editor, EditorOptions, Guides, Neighbour, Piece } from './types';

/** While somebody draws, the pointer belongs to the drawing. */
const mine = () => true;

/** Puts the editor into a panel and onto the map. It keeps the map's own clicks quiet until destroy. */
export async function mountEditor(options: EditorOptions): Promise<Editor> {
  await loadGeoman();
  const { map } = options;
  prepare(map, true);
  const session = new Session(options);
  const guides = new SnapGuides(map, options);
  const layers = new AreaLayers(map, session, guides);
  const sketch = new Sketch(map, session);
  const crosshair = new Crosshair(map, session, guides);
  const hand = (): Hand =>
    untracked(session.crosshair)
      ? crosshair
      : { finish: () => sketch.finish(), back: () => sketch.back(), cancel: () => session.tool.set(null) };
  const tools = toolbar(session, hand);
  const side = panel(session, guides);
  const stopKeys = keys(map, session, guides, hand);
  const stage = map.getContainer().parentElement;
  stage?.append(tools.root);
  claims.add(mine);
  const stopDrag = effect(() => options.onDrag?.(session.live()));
  document.body.classList.add('is-drawing');
  return {
    setGeometry: (geometry) => session.reset(asArea(geometry)),
    problems: side.problems,
    focus: () => tools.root.querySelector('button')?.focus(),
    destroy() {
      stopKeys();
      stopDrag();
      options.onDrag?.(null);
      side.end();
      tools.end();
      crosshair.end();
      sketch.end();
      layers.end();
      guides.end();
      claims.delete(mine);
      document.body.classList.remove('is-drawing');
    },
  };
}
