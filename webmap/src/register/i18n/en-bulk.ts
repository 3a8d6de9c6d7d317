import type { deBulk } from './de-bulk';

const units = (n: number) => (n === 1 ? '1 unit' : `${n} units`);

export const enBulk: typeof deBulk = {
  title: (n) => `Change ${units(n)}`,
  chosen: (n) => (n === 0 ? 'None chosen yet' : `${n} chosen`),
  all: 'Choose all',
  change: 'Change …',
  choose: 'Please choose',
  member: 'Which detail',
  without: (name) => `Leave ${name} as it is`,
  reasonHint: 'Stands beside the changes later.',
  preview: 'Preview',
  go: 'Change it so',
  willChange: (n, same) => `${units(n)} will change${same > 0 ? `, ${same} are so already` : ''}.`,
  wrong: (n) => `With ${units(n)} this cannot be done:`,
  done: (n) => `${units(n)} changed.`,
  undone: 'Taken back.',
  keep: 'Leave it so',
};
