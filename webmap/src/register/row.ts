import { h, icon } from '../dom';
import { signIcon } from '../map/glyph';
import { theme } from '../map/theme';
import { groupOf } from '../model';
import { hover } from '../store';
import { flip, picked, picking } from './bulk-state';
import { counts, warningOf } from './data';
import { rt } from './i18n';
import type { StaffUnit, UnitFacts } from './model';
import { typedOffers } from './offer-state';
import { unsavedIds } from './unsaved';
import { dateOf, placeOf, signStatus, titleOf } from './words';

const tag = (kind: string, text: string) => h('span', { class: `tag ${kind}` }, text);

export function publicityChip({ public: isPublic, publication_status }: UnitFacts): HTMLElement {
  if (publication_status === 'consent_pending') return tag('tag-internal', rt().publication.consent_pending);
  return isPublic ? tag('tag-public', rt().isPublic) : tag('tag-internal', rt().internal);
}

/** Since when nobody has looked; what is due says so with a sign, not by colour alone. */
export function surveyChip(p: UnitFacts): HTMLElement | null {
  if (!counts(p)) return null;
  const text = p.last_surveyed_at ? rt().surveyed(dateOf(p.last_surveyed_at)) : rt().neverSurveyed;
  return p.stale
    ? h('span', { class: 'tag tag-due' }, icon('clock'), text)
    : h('span', { class: 'tag tag-plain' }, text);
}

function warning(id: number): HTMLElement | null {
  const found = warningOf(id);
  if (!found) return null;
  const words =
    found.reason === 'lease_ending'
      ? rt().leaseEnds(dateOf(found.on))
      : found.on
        ? rt().threatenedOn(dateOf(found.on))
        : rt().threatened;
  return h('span', { class: 'tag tag-due' }, icon('warning'), words);
}

function sides(p: UnitFacts): HTMLElement {
  return h(
    'span',
    { class: 'row-side' },
    p.vacant_days !== null && h('span', { class: 'row-figure' }, rt().emptyFor(p.vacant_days)),
    h('span', { class: 'row-sub' }, rt().complete(p.completeness)),
  );
}

/** What of a unit is seen at a glance. */
function rowContent(unit: StaffUnit): HTMLElement[] {
  const p = unit.properties;
  const chips = [
    tag(`tag-${p.status}`, rt().status[p.status]),
    publicityChip(p),
    warning(unit.id),
    surveyChip(p),
    (unsavedIds().includes(unit.id) || typedOffers().includes(unit.id)) && tag('tag-draft', rt().isDraft),
  ];
  return [
    signIcon({ group: groupOf(p.use_type), status: signStatus(p.status) }, theme()),
    h(
      'span',
      { class: 'row-main' },
      h('span', { class: 'row-title' }, titleOf(unit)),
      h('span', { class: 'row-sub' }, placeOf(unit)),
    ),
    sides(p),
    h('span', { class: 'row-chips' }, ...chips.filter((each) => each !== false)),
  ];
}

/** While units are chosen, a row is a box to tick. */
function tickRow(unit: StaffUnit): HTMLElement {
  const box = h('input', { type: 'checkbox', 'data-key': `pick-${unit.id}` });
  box.checked = picked().has(unit.id);
  box.addEventListener('change', () => flip(unit.id));
  return h('li', {}, h('label', { class: 'row row-tick' }, box, ...rowContent(unit).slice(1)));
}

export function unitRow(unit: StaffUnit, open: (id: number) => void): HTMLElement {
  if (picking()) return tickRow(unit);
  const button = h(
    'button',
    { type: 'button', class: 'row', 'data-key': `unit-${unit.id}`, click: () => open(unit.id) },
    ...rowContent(unit),
  );
  const mark = () => hover.set(unit.properties.public_ref);
  const unmark = () => hover.set(null);
  button.addEventListener('pointerenter', mark);
  button.addEventListener('focus', mark);
  button.addEventListener('pointerleave', unmark);
  button.addEventListener('blur', unmark);
  return h('li', {}, button);
}
