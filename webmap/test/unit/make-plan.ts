import type { Bar, Key } from '../../src/plan/bars';

export function bar(key: Key, from: string, to: string, extra: Partial<Bar> = {}): Bar {
  return {
    key,
    parent: key.startsWith('p') ? 's:1' : null,
    project: ['Umbau', 'Rebuilding'],
    title: ['Lippestraße', 'Lippestraße'],
    label: key,
    kind: key.startsWith('p') ? 'surface' : 'section',
    strip: 'full',
    status: 'planned',
    planned: { from, to },
    begun: null,
    ended: null,
    dependsOn: [],
    blackoutOk: false,
    geometry: null,
    ...extra,
  };
}

/** Utilities, then the surface, then benches; trees wait for the surface too. */
export const PLAN = [
  bar('s:1', '2027-03-01', '2027-10-01'),
  bar('p:1', '2027-03-01', '2027-05-01', { kind: 'utility' }),
  bar('p:2', '2027-05-01', '2027-08-01', { dependsOn: ['p:1'] }),
  bar('p:3', '2027-08-10', '2027-09-01', { kind: 'furniture', dependsOn: ['p:2'] }),
  bar('p:4', '2027-08-20', '2027-10-01', { kind: 'planting', dependsOn: ['p:2'] }),
];
