// A space request in words.

import { h } from '../dom';
import { t } from '../i18n';
import * as format from '../i18n/format';
import type { Fact } from '../panels/parts';
import { lang } from '../store';
import { addDays } from '../time/period';
import { w } from './i18n';
import type { Space, SpaceStatus } from './model';

const areaOf = ({ area_min_m2: least, area_max_m2: most }: Space) =>
  least === most ? format.area(most, lang()) : `${format.number(least, lang())}–${format.number(most, lang())}\u00a0m²`;

export const titleOf = (space: Space) => `${t().use[space.use_type]}, ${areaOf(space)}`;

/** People name the last day on which it counts. */
export const lastDayOf = ({ ends_on }: Space) => format.date(addDays(ends_on, -1), lang());

const monthsOf = ({ term_months: n }: Space) => (n === null ? '' : w().months(n));
const rentOf = ({ rent_max_cents: cents }: Space) => (cents === null ? '' : w().upTo(format.money(cents, lang())));
const fromOf = ({ from }: Space) => (from ? format.date(from, lang()) : '');
const placeOf = ({ place, area }: Space) => place || (area ? w().drawn : '');

/** What is asked beyond use and area, in a line. */
export function wishes(space: Space): string {
  const { step_free, frontage_min_m: front } = space;
  return [
    rentOf(space),
    fromOf(space) && w().fromDay(fromOf(space)),
    step_free && w().stepFree,
    front !== null && w().frontFrom(format.metres(front, lang())),
    placeOf(space),
  ]
    .filter(Boolean)
    .join(' · ');
}

export function wanted(space: Space): Fact[] {
  const { step_free, frontage_min_m: front } = space;
  return [
    [w().fact.use, t().use[space.use_type]],
    [w().fact.area, areaOf(space)],
    [w().fact.rent, rentOf(space) && w().aMonth(rentOf(space))],
    [w().fact.front, front === null ? '' : w().atLeast(format.metres(front, lang()))],
    [w().fact.entrance, step_free ? w().stepFree : ''],
    [w().fact.from, fromOf(space)],
    [w().fact.term, monthsOf(space)],
    [w().fact.place, placeOf(space) || w().anywhere],
  ];
}

const LOOK: Record<SpaceStatus, string> = {
  active: 'tag-public',
  paused: 'tag-internal',
  matched: 'tag-over',
  expired: 'tag-over',
  withdrawn: 'tag-over',
};

export const statusTag = (status: SpaceStatus) => h('span', { class: `tag ${LOOK[status]}` }, w().status[status]);
