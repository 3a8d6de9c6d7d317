import { effect } from './signal';

type Child = Node | string | number | null | undefined | false;
type Listener = (event: never) => void;
type Attribute = string | number | boolean | null | undefined | Listener;
type Attributes = Record<string, Attribute>;

const SVG = 'http://www.w3.org/2000/svg';

function fill<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name, value as unknown as EventListener);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) element.append(child as Node);
  }
  return element;
}

/** An HTML element; an attribute that is a function becomes an event listener of that name. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function s(tag: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** A control with this key gets the focus back when its region is drawn anew. */
function focusKey(root: Element): string | null {
  const active = document.activeElement;
  return active && root.contains(active) ? active.getAttribute('data-key') : null;
}

/** Puts children in order, touching only those that are new, gone or moved. */
export function arrange(parent: Element, children: readonly Element[]): void {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const child of children) {
    if (child === at) at = at.nextElementSibling;
    else parent.insertBefore(child, at);
  }
}

/**
 * Draws a region again whenever something it reads changes. Focus stays on the control with the same key; if that is
 * gone, on the region, where it can have it.
 */
export function region(root: Element, draw: () => Child[]): () => void {
  return effect(() => {
    const key = focusKey(root);
    const children = draw()
      .filter((c): c is Node | string => (typeof c === 'object' ? c !== null : !!c))
      .map((c) => c as Node);
    const isThere = children.length === root.childNodes.length && children.every((c, i) => c === root.childNodes[i]);
    if (!isThere) root.replaceChildren(...children);
    if (!key || document.activeElement?.getAttribute('data-key') === key) return;
    const target = root.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? (root as HTMLElement);
    target.focus({ preventScroll: true });
  });
}

const ICONS = {
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3 20 20',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M19 12H5M11 6l-6 6 6 6',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  fit: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
  plan: 'M4 6h9M9 12h10M6 18h8',
  layers: 'M12 4 3.5 8.5 12 13l8.5-4.5zM4 12.5 12 17l8-4.5M4 16.5 12 21l8-4.5',
  theme: 'M12 3.5a8.5 8.5 0 1 0 8.5 8.5A6.5 6.5 0 0 1 12 3.5z',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17',
  pin: 'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  previous: 'M14.5 6l-6 6 6 6',
  next: 'M9.5 6l6 6-6 6',
  street: 'M8 3 5 21M16 3l3 18M12 4v3M12 10.5v3M12 17v3',
  shop: 'M4 9.5 5.5 4h13L20 9.5a2.7 2.7 0 0 1-5.3 0 2.7 2.7 0 0 1-5.4 0 2.7 2.7 0 0 1-5.3 0zM5.5 12.5V20h13v-7.5',
  works: 'M9.5 4h5l4.5 16H5zM8.3 9h7.4M6.9 14h10.2M3.5 20h17',
  parcel: 'M4 6.5 13 4l7 4-2 11-12 1zM11 12l7.5-2M11 12 9 20M11 12 4.5 13',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.6v.2',
  up: 'M6 14.5l6-6 6 6',
  down: 'M6 9.5l6 6 6-6',
  sliders: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.500v5M9 14.500v5',
  warning: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.2',
} as const;

export type Icon = keyof typeof ICONS;

export function icon(name: Icon): SVGElement {
  return s('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, s('path', { d: ICONS[name] }));
}
