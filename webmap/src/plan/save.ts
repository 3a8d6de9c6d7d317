import { h } from '../dom';
import { p } from '../i18n/plan';
import { say } from '../panels/notices';
import { signal, untracked } from '../signal';
import type { Bar, Key } from './bars';
import type { Desk } from './desk';
import { barName } from './names';
import { patches } from './patches';
import type { Wishes } from './shift';
import { type Outcome, source } from './source';
import { begin } from './undo';

const busy = signal(false);
const outcomes = signal<readonly Outcome[]>([]);

/** Wishes about sections that could not be saved stay on the table. */
function remaining(bars: readonly Bar[], wishes: Wishes, failed: ReadonlySet<Key>): Wishes {
  const sectionOf = new Map(bars.map((bar) => [bar.key, bar.parent ?? bar.key]));
  return Object.fromEntries(Object.entries(wishes).filter(([key]) => failed.has(sectionOf.get(key) ?? '')));
}

async function save(desk: Desk): Promise<void> {
  const { office } = untracked(source);
  if (!office || untracked(busy)) return;
  busy.set(true);
  outcomes.set([]);
  try {
    const [base, placed, wishes] = [untracked(desk.base), untracked(desk.placed), untracked(desk.steps).now];
    const all = await office.save(base, placed);
    const failed = new Set(all.filter(({ fault, stale }) => stale || fault !== null).map(({ key }) => key));
    desk.steps.set(begin(remaining(base, wishes, failed)));
    outcomes.set(all.filter(({ key }) => failed.has(key)));
    if (all.length > failed.size) say(untracked(p).saved(all.length - failed.size));
  } finally {
    busy.set(false);
  }
}

function fault(desk: Desk, { key, fault: why, stale }: Outcome): HTMLElement {
  const bar = desk.base().find((each) => each.key === key);
  const name = bar ? barName(bar) : '';
  return h('li', {}, stale ? p().changedMeanwhile(name) : `${p().notSaved(name)} ${why ?? ''}`);
}

/** Everything that was moved is saved at once, each section against the version that it was moved in. */
export function saveBar(desk: Desk): HTMLElement {
  const count = patches(desk.base(), desk.placed()).length;
  const faults = outcomes();
  return h(
    'div',
    { class: 'plan-save' },
    faults.length > 0 &&
      h('ul', { class: 'plan-fault plain', role: 'alert' }, ...faults.map((each) => fault(desk, each))),
    h('p', { class: 'quiet' }, p().unsaved),
    h(
      'div',
      { class: 'actions' },
      h(
        'button',
        {
          type: 'button',
          class: 'button button-strong',
          'data-key': 'plan-save',
          'aria-disabled': busy() || count === 0 ? 'true' : null,
          click: () => void save(desk),
        },
        busy() ? p().saving : p().save(count),
      ),
      h('button', { type: 'button', class: 'button', 'data-key': 'plan-reset', click: desk.reset }, p().reset),
    ),
  );
}
