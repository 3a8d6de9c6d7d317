// Keys that work wherever the focus is, and what the map does otherwise while something is drawn.

import type { Map as LeafletMap } from 'leaflet';
import { size } from '../panels/sheet';
import { effect, untracked } from '../signal';
import type { SnapGuides } from './guides';
import type { Session } from './session';
import type { Hand } from './toolbar';

const TYPING = 'input:not([type="radio"], [type="checkbox"]), textarea, select';

export function keys(map: LeafletMap, session: Session, guides: SnapGuides, hand: () => Hand): () => void {
  const isSketching = () => untracked(session.sketch).length > 0;
  const pressed = (event: KeyboardEvent) => {
    const at = event.target as Element;
    if (at.closest?.(TYPING)) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'z') {
      event.preventDefault();
      event.stopPropagation();
      if (event.shiftKey) session.redo();
      else if (isSketching()) hand().back();
      else session.undo();
    }
  };
  // On the map Esc leaves it and Backspace means nothing, unless something is being drawn.
  const onMap = (event: KeyboardEvent) => {
    if (untracked(session.crosshair) || !untracked(session.tool)) return;
    if (event.key === 'Escape') session.tool.set(null);
    else if (event.key === 'Backspace' && isSketching()) hand().back();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const box = map.getContainer();
  document.addEventListener('keydown', pressed, true);
  box.addEventListener('keydown', onMap, true);
  const stops = [
    effect(() => {
      if (session.tool()) map.doubleClickZoom.disable();
      else map.doubleClickZoom.enable();
    }),
    effect(() => guides.turn(session.snapping())),
    // On a phone the sheet would lie over what is to be drawn on.
    effect(() => {
      const tool = session.tool();
      if ((tool && tool !== 'edit') || session.crosshair()) size.set('peek');
    }),
  ];
  return () => {
    document.removeEventListener('keydown', pressed, true);
    box.removeEventListener('keydown', onMap, true);
    for (const stop of stops) stop();
    map.doubleClickZoom.enable();
  };
}
