import '../css/unit.css';
import { h, icon } from '../dom';
import { MOST_COMPARED } from '../hash';
import { either, t } from '../i18n';
import * as format from '../i18n/format';
import { signIcon } from '../map/glyph';
import { theme } from '../map/theme';
import { groupOf, isVacant, type NearWorks, type Run, type Status, type Unit, type UnitProperties } from '../model';
import { untracked } from '../signal';
import { day, go, lang, state } from '../store';
import { dayNumber, stateOn } from '../time/period';
import { addressOf, unitTitle } from './names';
import { say } from './notices';
import { badge, block, type Fact, facts, stateChip, statusChip, yesNo } from './parts';

type Heading = (text: string) => HTMLElement;

function areas(p: UnitProperties): Fact[] {
  const l = lang();
  const optional = (value: number | null) => (value === null ? null : format.area(value, l));
  return [
    [t().salesArea, p.sales_area_m2 === null && p.total_area_m2 !== null ? null : format.area(p.sales_area_m2, l)],
    [t().gastroArea, optional(p.gastro_area_m2)],
    [t().storageArea, optional(p.storage_area_m2)],
    [t().totalArea, optional(p.total_area_m2)],
    [t().divisible, optional(p.divisible_from_m2)],
    [t().frontage, p.frontage_m === null ? null : format.metres(p.frontage_m, l)],
  ];
}

function terms(p: UnitProperties): Fact[] {
  if (!p.offered) return [];
  const l = lang();
  const free = p.available_from && p.available_from > day() ? format.date(p.available_from, l) : t().availableNow;
  return [
    [t().rentPerM2, format.rent(p.rent_cents_m2_month, p.price_on_request, l)],
    [t().rentTotal, p.net_cold_rent_cents === null ? null : format.money(p.net_cold_rent_cents, l)],
    [t().charges, p.service_charges_cents === null ? null : format.money(p.service_charges_cents, l)],
    [t().available, free],
    [t().interim, p.interim_use_possible === null ? null : yesNo(p.interim_use_possible)],
    [t().suitable, p.suitable_uses?.map((use) => t().use[use] ?? use).join(', ')],
  ];
}

function building(p: UnitProperties): Fact[] {
  const l = lang();
  return [
    [t().useFilter, isVacant(p.vacancy_status) ? null : t().use[p.use_type]],
    [
      t().lastUse,
      isVacant(p.vacancy_status) ? (t().use[p.last_use as keyof ReturnType<typeof t>['use']] ?? p.last_use) : null,
    ],
    [t().floor, p.floor === null ? null : t().floorName(p.floor)],
    [t().stepFree, yesNo(p.step_free)],
    [t().conditionLabel, p.condition && (t().condition[p.condition] ?? p.condition)],
    [t().ceiling, p.ceiling_height_m === null ? null : format.metres(p.ceiling_height_m, l, 2)],
    [t().built, p.year_built === null ? null : String(p.year_built)],
    [t().locationClass, p.location_class],
    [t().fundAreas, p.fund_areas?.join(', ')],
    [t().unitRef, p.public_ref],
  ];
}

function vacancy(p: UnitProperties): HTMLElement | null {
  if (!p.vacant_since) return null;
  const days = p.vacant_days ?? dayNumber(day()) - dayNumber(p.vacant_since);
  return h(
    'p',
    { class: 'vacancy' },
    h('strong', {}, `${t().vacantSince} ${format.date(p.vacant_since, lang())}`),
    h('span', {}, [t().vacantDays(days), p.vacancy_kind && t().vacancyKind[p.vacancy_kind]].filter(Boolean).join(', ')),
  );
}

function runItem(run: Run): HTMLElement {
  const period = { from: run.valid_from, to: run.valid_to };
  const name = t().status[run.status as Status] ?? run.status;
  return h(
    'li',
    {},
    h('span', { class: 'when' }, format.range(period, lang())),
    h('span', {}, run.business_name ? `${run.business_name}, ${name}` : name),
  );
}

function worksItem(works: NearWorks): HTMLElement {
  const period = { from: works.valid_from, to: works.valid_to };
  const key = `s:${works.section_id}`;
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: 'row row-plain',
        'data-key': `near-${key}`,
        click: () => go({ sel: key, list: 'works' }),
      },
      badge(works.label, `badge-${stateOn(period, day())}`),
      h(
        'span',
        { class: 'row-main' },
        h('span', { class: 'row-title' }, either(works.title_de, works.title_en) || t().section(works.label)),
        h(
          'span',
          { class: 'row-sub' },
          `${format.range(period, lang())} · ${t().distance(format.metres(works.distance_m, lang(), 0))}`,
        ),
      ),
      stateChip(stateOn(period, day())),
    ),
  );
}

function nearWorks(p: UnitProperties): HTMLElement | null {
  if (!p.works) return null;
  if (p.works.length === 0) return block(t().worksNear, h('p', { class: 'quiet' }, t().worksNearNone));
  return block(t().worksNear, h('ul', { class: 'plain' }, ...p.works.map(worksItem)));
}

function parcelLink(p: UnitProperties): HTMLElement | null {
  if (p.parcel_id === null) return null;
  const key = `p:${p.parcel_id}`;
  return h(
    'p',
    { class: 'actions' },
    h(
      'button',
      { type: 'button', class: 'button', 'data-key': 'parcel', click: () => go({ sel: key }) },
      icon('parcel'),
      t().openParcel,
    ),
  );
}

/** One picture says what it is; the unit's own page has all of them. */
function picture({ pictures = [], public_ref }: UnitProperties): HTMLElement | null {
  const first = pictures.find(({ kind }) => kind === 'photo') ?? pictures[0];
  if (!first) return null;
  const { id, width, height } = first;
  const image = h('img', {
    src: `media/${id}/320.jpg`,
    srcset: `media/${id}/320.jpg 320w, media/${id}/960.jpg ${Math.min(width, 960)}w`,
    sizes: '360px',
    width,
    height,
    alt: either(first.alt_text_de, first.alt_text_en),
  });
  const page = `units/${encodeURIComponent(public_ref)}?lang=${lang()}`;
  return h(
    'figure',
    { class: 'unit-picture' },
    h('a', { href: page, 'aria-label': `${t().unitPage}: ${image.alt}` }, image),
    h('figcaption', { class: 'quiet' }, `${first.creator}, ${first.licence}`),
  );
}

/** What an investor does next: ask, take the exposé along, compare. */
function acts(p: UnitProperties): HTMLElement {
  const key = encodeURIComponent(p.public_ref);
  const { compare } = state();
  const isIn = compare.includes(p.public_ref);
  const flip = () => {
    const now = untracked(state).compare;
    if (isIn) go({ compare: now.filter((each) => each !== p.public_ref) });
    else if (now.length >= MOST_COMPARED) say(t().compareFull);
    else go({ compare: [...now, p.public_ref] });
  };
  return h(
    'p',
    { class: 'actions' },
    h('a', { class: 'button button-main', href: `units/${key}/ask?lang=${lang()}` }, t().ask),
    h('a', { class: 'button', href: `units/${key}?lang=${lang()}` }, t().unitPage),
    h(
      'button',
      { type: 'button', class: 'button', 'data-key': 'compare', 'aria-pressed': `${isIn}`, click: flip },
      isIn ? `${t().compared} ✓` : t().compare,
    ),
  );
}

/** Everything public about a unit. */
export function unitDetail(unit: Unit, heading: Heading): HTMLElement[] {
  const p = unit.properties;
  const text = either(p.offer_description_de, p.offer_description_en);
  const place = [addressOf(unit), [p.postcode, p.city].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  const out: (HTMLElement | null | false)[] = [
    h(
      'div',
      { class: 'lead' },
      signIcon({ group: groupOf(p.use_type), status: p.vacancy_status }, theme(), 14),
      h(
        'div',
        {},
        heading(unitTitle(unit)),
        h('p', { class: 'place' }, place),
        h('p', { class: 'tags' }, statusChip({ ...p, vacant_since: null })),
      ),
    ),
    vacancy(p),
    picture(p),
    acts(p),
    text !== '' && h('p', { class: 'prose' }, text),
    facts([...terms(p), ...areas(p), ...building(p)]),
    p.offered && p.confirmed_until
      ? h('p', { class: 'quiet' }, t().confirmedUntil(format.date(p.confirmed_until, lang())))
      : null,
    nearWorks(p),
    p.history && p.history.length > 0
      ? block(t().history, h('ol', { class: 'history' }, ...p.history.map(runItem)))
      : null,
    parcelLink(p),
  ];
  return out.filter((each): each is HTMLElement => !!each);
}
