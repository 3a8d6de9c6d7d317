import { h, region } from '../dom';
import { untracked } from '../signal';
import { serverToday } from '../store';
import { agreedToCutOffs } from './cut-off';
import { openDialog } from './dialog';
import { doc, draft, edit } from './draft';
import { entry } from './entry';
import { focusPlace } from './faults';
import { saveAndTell } from './form-view';
import { ASKED, type Missing, missingFor, NEXT, PUBLIC } from './guards';
import { st } from './i18n';
import { keepDialog } from './keeper';
import type { SectionDoc, SectionStatus } from './model';
import { saving } from './save';
import { mayWrite } from './session';

const wordsOf = (missing: Missing) =>
  'place' in missing
    ? st().form.field[missing.place]
    : { openFoot: st().needsOpenFoot, surfaceDone: st().needsSurfaceDone, phasesDone: st().needsPhasesDone }[
        missing.rule
      ];

const PLACES = { openFoot: 'impact/pedestrian', surfaceDone: 'phases', phasesDone: 'phases' } as const;
const placeOf = (missing: Missing) => ('place' in missing ? missing.place : PLACES[missing.rule]);

export function statusChip(status: SectionStatus, isPublic: boolean): HTMLElement[] {
  return [
    h('span', { class: `tag status status-${status}` }, st().form.status[status]),
    h('span', { class: isPublic ? 'tag tag-public' : 'tag tag-internal' }, isPublic ? st().isPublic : st().internal),
  ];
}

/** Where the section stands, and the steps from there with what each still needs. */
export function statusBox(): HTMLElement {
  const root = h('section', { class: 'status-box' });
  region(root, () => {
    const [now, facts] = [doc(), draft()?.facts];
    if (!now) return [];
    const next = facts?.next_statuses ?? NEXT[now.status];
    const isPublic = facts?.public ?? PUBLIC.includes(now.status);
    const doubtful = facts?.doubtful ? h('span', { class: 'tag tag-vacant' }, st().isDoubtful) : null;
    root.setAttribute('aria-label', st().statusNow);
    return [
      h('p', { class: 'tags' }, ...statusChip(now.status, isPublic), doubtful),
      ...(mayWrite() ? steps(now, next) : []),
    ];
  });
  return root;
}

/** The next step at hand; what breaks a section off is a little further away. */
function steps(now: SectionDoc, next: readonly SectionStatus[]): HTMLElement[] {
  const aside = next.filter((status) => ASIDE.includes(status));
  const main = next.filter((status) => !ASIDE.includes(status)).map((status) => step(now, status));
  if (aside.length === 0) return main;
  const other = h(
    'details',
    { class: 'other-steps' },
    h('summary', { 'data-key': 'other-steps' }, st().otherSteps),
    ...aside.map((status) => step(now, status)),
  );
  other.open = isAsideOpen;
  other.addEventListener('toggle', () => {
    isAsideOpen = other.open;
  });
  return [...main, other];
}

const ASIDE: readonly SectionStatus[] = ['suspended', 'cancelled', 'idea'];
let isAsideOpen = false;

function step(now: SectionDoc, status: SectionStatus): HTMLElement {
  const missing = missingFor(now, status);
  const id = `about-${status}`;
  const button = h(
    'button',
    {
      type: 'button',
      class: 'button button-step',
      'data-key': `to-${status}`,
      'aria-describedby': id,
      'aria-disabled': missing.length > 0 || saving() ? 'true' : null,
      click: () => (missing[0] ? focusPlace(placeOf(missing[0])) : take(status)),
    },
    st().toStatus[status],
  );
  const links = missing.map((each) =>
    h(
      'button',
      {
        type: 'button',
        class: 'link',
        'data-key': `missing-${status}-${placeOf(each)}`,
        click: () => focusPlace(placeOf(each)),
      },
      wordsOf(each),
    ),
  );
  const about = h('div', { class: 'step-about', id }, h('p', {}, st().aboutStatus[status]));
  if (links.length > 0) about.append(h('p', { class: 'missing' }, h('span', {}, st().missing), ...links));
  return h('div', { class: 'step' }, button, about);
}

/** Takes the step, with all that is not saved yet, and asks for what the step itself needs. */
async function take(status: SectionStatus): Promise<void> {
  const from = untracked(doc)?.status;
  const isPublishing = from !== undefined && PUBLIC.includes(status) && !PUBLIC.includes(from);
  if (isPublishing && !(await agreedToCutOffs(status))) return;
  const asked = ASKED[status] ?? [];
  if (asked.length === 0) return void (await go(status, {}));
  const texts = untracked(st);
  const frame = openDialog(texts.toStatus[status]);
  keepDialog(frame);
  const form = h('form', { class: 'login', novalidate: true }, h('p', {}, texts.aboutStatus[status]));
  const entries = asked.map((key) => {
    const isDay = key !== 'status_reason';
    const given = untracked(doc)?.[key] as string | null;
    const value = given ?? (key === 'actual_start' || key === 'actual_end' ? untracked(serverToday) : '');
    return { key, field: entry(texts.form.field[key], isDay ? { type: 'date', value } : { type: 'text', value }) };
  });
  form.append(
    ...entries.map(({ field }) => field.root),
    h('button', { type: 'submit', class: 'button button-strong button-wide' }, texts.toStatus[status]),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const empty = entries.filter(({ field }) => field.input.value.trim() === '');
    for (const { field } of empty) field.complain(texts.required);
    if (empty[0]) return empty[0].field.input.focus();
    frame.close();
    void go(status, Object.fromEntries(entries.map(({ key, field }) => [key, field.input.value.trim()])));
  });
  frame.body.append(form);
  entries[0]?.field.input.focus();
}

async function go(status: SectionStatus, given: Partial<SectionDoc>): Promise<void> {
  const before = untracked(doc);
  if (!before) return;
  edit({ ...given, status });
  // What was given stays in the draft; the step itself is taken or not.
  if (!(await saveAndTell())) edit({ status: before.status });
}
