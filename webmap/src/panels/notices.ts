import type { ApiError } from '../api';
import { sections, town, units } from '../data';
import { h, icon, region } from '../dom';
import { t } from '../i18n';
import * as format from '../i18n/format';
import { type CityMap, tilesFailed } from '../map/map';
import { cutOff } from '../news';
import { effect, signal, untracked } from '../signal';
import { lang } from '../store';

const offline = signal(!navigator.onLine);
/** Whether what is shown may be older than what there is. */
export const isCutOff = () => offline() || cutOff() !== null;
const said = signal('');
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells in passing that something was done. */
export function say(text: string): void {
  said.set(text);
  clearTimeout(timer);
  timer = setTimeout(() => said.set(''), 4000);
}

/** An error in words, with a way on. */
export function failure(text: string, error: ApiError | null, retry: () => void): HTMLElement {
  const why = error?.status === 0 ? t().serverUnreachable : (error?.message ?? '');
  return h(
    'div',
    { class: 'failure', role: 'alert' },
    icon('warning'),
    h(
      'div',
      {},
      h('p', {}, text, why ? ` ${why}` : ''),
      error?.requestId && h('p', { class: 'quiet' }, t().requestId(error.requestId)),
    ),
    h('button', { type: 'button', class: 'button', 'data-key': 'retry', click: retry }, t().retry),
  );
}

function warning(text: string): HTMLElement {
  return h('div', { class: 'offline', role: 'status' }, icon('warning'), text);
}

function troubles(city: CityMap): HTMLElement[] {
  const out: HTMLElement[] = [];
  const since = Math.max(units.value().since, sections.value().since, town.value().since);
  const lost = cutOff();
  if (offline()) out.push(warning(t().offline(format.clock(since || Date.now(), lang()))));
  else if (lost !== null) out.push(warning(t().cutOff(format.clock(lost, lang()))));
  const { error, data } = town.value();
  if (error && !data) out.push(failure(t().failed(t().failedTown), error, town.load));
  if (tilesFailed() && !offline()) out.push(failure(t().tilesFailed, null, city.retryTiles));
  return out;
}

/** Messages over the map: offline, what failed, and what was just done. */
export function notices(city: CityMap): HTMLElement {
  const trouble = h('div', { class: 'troubles' });
  const toast = h('p', { class: 'toast', role: 'status' });
  addEventListener('online', () => offline.set(false));
  addEventListener('offline', () => offline.set(true));
  region(trouble, () => troubles(city));
  let before = untracked(cutOff);
  effect(() => {
    const now = cutOff();
    if (before !== null && now === null) {
      say(untracked(t).caughtUp);
      city.retryTiles();
    }
    before = now;
  });
  effect(() => {
    toast.textContent = said();
    toast.hidden = said() === '';
  });
  const root = h('aside', { class: 'notices' }, trouble, toast);
  effect(() => root.setAttribute('aria-label', t().messages));
  return root;
}
