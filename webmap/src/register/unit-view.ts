// A unit of the register: which of its views is open.

import { h, region } from '../dom';
import type { CityMap } from '../map/map';
import { failure } from '../panels/notices';
import { computed, untracked } from '../signal';
import { route } from '../staff/route';
import { scope } from '../staff/scope';
import { conflict } from './conflict';
import { rt } from './i18n';
import { type Entering, enter, isEntering, newUnitView } from './new-unit';
import { offerView } from './offer-view';
import { previewView } from './preview';
import { recordView } from './record';
import { load, mode, opened, trouble } from './unit-state';
import { versionsView } from './versions';

const views = { record: recordView, offer: offerView, preview: previewView, versions: versionsView };

/** Where the focus has nowhere to be, it goes to the heading of what is shown. */
function keepFocus(root: HTMLElement): void {
  const active = document.activeElement;
  if (active !== document.body && active?.id !== 'office') return;
  root.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
}

/** Another view begins at its top, in the panel as in the sheet. */
function toTop(root: HTMLElement): void {
  for (let each = root.parentElement; each; each = each.parentElement) each.scrollTop = 0;
}

export function unitView(city: CityMap): HTMLElement {
  const root = h('div', { class: 'office-unit' });
  // Not the facts themselves: a form that is made anew loses what is unfolded and the focus.
  const sheet = computed(() => opened()?.sheet ?? null);
  let end = () => {};
  let seen = untracked(mode);
  // Another language is another form, and not another unit.
  let entering: Entering | null = null;
  region(root, () => {
    const now = route();
    const [mine, which, error] = [sheet(), mode(), trouble()];
    const isContested = mine !== null && mine.overtaken() !== null;
    rt();
    end();
    end = () => {};
    const isNew = isEntering(now);
    entering = isNew ? (entering ?? enter()) : null;
    if (now.view !== 'unit') return [];
    if (error)
      return [failure(error.status === 404 ? rt().unit.gone : rt().unit.failed, error, () => void load(now.id ?? 0))];
    if (!mine && !isNew) return [h('p', { class: 'quiet pad' }, rt().loading)];
    const [made, stop] = scope(() =>
      untracked(() =>
        entering ? newUnitView(city, entering) : isContested && mine ? conflict(mine) : views[which](city),
      ),
    );
    end = stop;
    if (which !== seen) toTop(root);
    seen = which;
    queueMicrotask(() => keepFocus(root));
    return [made];
  });
  return root;
}
