import type { ApiError } from '../api';
import { h, region } from '../dom';
import * as format from '../i18n/format';
import { failure } from '../panels/notices';
import { faultOf } from '../resource';
import { signal, untracked } from '../signal';
import { lang } from '../store';
import { rt } from './i18n/reach';
import { doorName } from './impact-door';
import { type AffectedUnit, byStreet, type StreetSide } from './impact-model';
import { CHANNELS, type Channel } from './notice-model';
import type { Board } from './notices';
import { freshKey, office } from './office-api';
import { toast } from './toast';

/** What staff choose before a notice is made. */
function choice() {
  return {
    channel: signal<Channel>('letter'),
    /** Doors that are left out. */
    without: signal<ReadonlySet<number>>(new Set()),
    busy: signal(false),
    error: signal<ApiError | null>(null),
    key: signal(freshKey()),
  };
}
type Choice = ReturnType<typeof choice>;

function without(now: Choice, ids: readonly number[], isIn: boolean): void {
  const next = new Set(now.without());
  for (const id of ids) {
    if (isIn) next.delete(id);
    else next.add(id);
  }
  now.without.set(next);
}

function tick(
  key: string,
  label: (string | HTMLElement)[],
  isOn: boolean,
  change: (isOn: boolean) => void,
): HTMLElement {
  const box = h('input', { type: 'checkbox', 'data-key': key });
  box.checked = isOn;
  box.addEventListener('change', () => change(box.checked));
  return h('label', { class: 'tick notice-tick' }, box, h('span', {}, ...label));
}

function doorTick(unit: AffectedUnit, now: Choice): HTMLElement {
  const days = unit.days === null ? '' : ` · ${rt().days(unit.days)}`;
  const label = `${[unit.street_name, unit.house_number].filter(Boolean).join(' ')}: ${doorName(unit)}${days}`;
  return h(
    'li',
    {},
    tick(`door-${unit.id}`, [label], !now.without().has(unit.id), (isOn) => without(now, [unit.id], isOn)),
  );
}

function sideTicks({ street, side, units }: StreetSide, now: Choice): HTMLElement | null {
  if (units.length === 0) return null;
  const ids = units.map(({ id }) => id);
  const title = [street || rt().noStreet, side ? rt().side[side] : ''].filter(Boolean).join(', ');
  const isAll = ids.every((id) => !now.without().has(id));
  return h(
    'li',
    {},
    tick(`side-${street}-${side}`, [h('strong', {}, title), ` (${units.length})`], isAll, (isOn) =>
      without(now, ids, isOn),
    ),
    h('ul', { class: 'plain' }, ...units.map((unit) => doorTick(unit, now))),
  );
}

function doors(now: Choice, board: Board): HTMLElement | null {
  const { data, error } = board.doors.value();
  if (error && !data) return failure(rt().failed, error, () => void board.doors.load());
  if (!data) return h('p', { class: 'quiet' }, rt().loading);
  const all = data.units.length;
  const chosen = all - now.without().size;
  return h(
    'details',
    { class: 'reach-side', open: now.without().size > 0 },
    h('summary', { 'data-key': 'notice-doors' }, h('strong', {}, rt().notice.doors(chosen, all))),
    h('ul', { class: 'plain notice-doors' }, ...byStreet(data).map((each) => sideTicks(each, now))),
  );
}

async function prepare(now: Choice, board: Board): Promise<void> {
  if (untracked(now.busy)) return;
  now.busy.set(true);
  now.error.set(null);
  const out = untracked(now.without);
  const units = untracked(board.doors.value).data?.units ?? [];
  const chosen = out.size > 0 ? { unit_ids: units.filter(({ id }) => !out.has(id)).map(({ id }) => id) } : {};
  try {
    const body = { channel: untracked(now.channel), ...chosen };
    const made = await office.prepare(board.section, body, untracked(now.key));
    now.key.set(freshKey());
    board.opened.set(new Set([...untracked(board.opened), made.id]));
    await board.telling.load();
    toast(untracked(rt).notice.prepared);
  } catch (cause) {
    now.error.set(faultOf(cause));
  }
  now.busy.set(false);
}

/** Channel and doors of the next notice; its text is written by the server and can be changed afterwards. */
export function prepareForm(board: Board): HTMLElement {
  const now = choice();
  const root = h('form', { class: 'notice-new' });
  region(root, () => {
    const n = rt().notice;
    const select = h('select', { id: 'notice-channel', class: 'field', 'data-key': 'notice-channel' });
    for (const each of CHANNELS)
      select.append(h('option', { value: each, selected: each === now.channel() }, n.channel[each]));
    select.addEventListener('change', () => now.channel.set(select.value as Channel));
    const error = now.error();
    const found = board.doors.value().data;
    const period = found ? format.range(found, lang()) : '';
    return [
      h('h4', {}, n.next),
      h('div', { class: 'reach-field' }, h('label', { for: 'notice-channel' }, n.by), select),
      h('p', { class: 'quiet' }, n.about[now.channel()], period ? ` ${n.period(period)}` : ''),
      now.channel() === 'web' ? null : doors(now, board),
      error && failure(n.notPrepared, error, () => void prepare(now, board)),
      h(
        'button',
        {
          type: 'submit',
          class: 'button button-strong',
          'data-key': 'notice-prepare',
          'aria-disabled': now.busy() ? 'true' : null,
        },
        now.busy() ? n.preparing : n.prepare,
      ),
    ];
  });
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    void prepare(now, board);
  });
  return root;
}
