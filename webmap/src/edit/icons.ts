import { s } from '../dom';

const PATHS = {
  draw: 'M5 18 7 7l9-2 3 8-6 6zM5 18h.01M7 7h.01M16 5h.01M19 13h.01M13 19h.01',
  cut: 'M4 5h16v14H4zM9 9.5h6v5H9z',
  edit: 'M5 19 9 6l10 5M3.5 17.5h3v3h-3zM7.5 4.5h3v3h-3zM17.5 9.5h3v3h-3z',
  split: 'M4 7h16v10H4zM14.5 3l-5 18',
  undo: 'M9 7 4.5 11.5 9 16M5 11.5h9a5 5 0 0 1 0 10h-2',
  redo: 'M15 7l4.5 4.5L15 16M19 11.5h-9a5 5 0 0 0 0 10h2',
  snap: 'M6 4v8a6 6 0 0 0 12 0V4h-4v8a2 2 0 0 1-4 0V4zM6 8h4M14 8h4',
  crosshair: 'M12 3v6M12 15v6M3 12h6M15 12h6M12 5.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v6M13.5 10.5v6',
  place: 'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  north: 'M6 14.5l6-6 6 6',
  south: 'M6 9.5l6 6 6-6',
  west: 'M14.5 6l-6 6 6 6',
  east: 'M9.5 6l6 6-6 6',
  add: 'M12 5v14M5 12h14',
} as const;

export type Glyph = keyof typeof PATHS;

export function glyph(name: Glyph): SVGElement {
  return s('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, s('path', { d: PATHS[name] }));
}
