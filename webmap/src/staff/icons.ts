import { s } from '../dom';

const SIGNS = {
  trash: 'M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7M10.3 10.5v6M13.7 10.5v6',
  history: 'M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4.5 4.5v3.2h3.2M12 8v4.3l2.8 1.7',
  eye: 'M2.8 12s3.4-6 9.2-6 9.2 6 9.2 6-3.4 6-9.2 6-9.2-6-9.2-6zM12 9.3a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4z',
  office: 'M4 20V8.5L12 4l8 4.5V20M4 20h16M9.5 20v-5h5v5M8.5 11h.1M15.5 11h.1M12 11h.1',
  person: 'M12 4.5a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2zM5 20c.5-4 3.2-6 7-6s6.500 2 7 6',
  pen: 'M4.500 19.500l.8-4L16 4.800a1.700 1.700 0 0 1 2.400 0l.8.8a1.700 1.700 0 0 1 0 2.400L8.500 18.700zM14 6.800l3.200 3.200',
} as const;

export type Sign = keyof typeof SIGNS;

/** Signs that only staff meet. */
export function sign(name: Sign): SVGElement {
  return s('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, s('path', { d: SIGNS[name] }));
}
