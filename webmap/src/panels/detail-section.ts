import { h, icon } from '../dom';
import { either, t } from '../i18n';
import * as format from '../i18n/format';
import type { Impact, Phase, Section, SectionProperties } from '../model';
import { periodOf } from '../sieve';
import { day, lang } from '../store';
import { contains, type Period, stateOn } from '../time/period';
import { sectionTitle } from './names';
import { badge, block, chevrons, type Fact, facts, sinceText, stateChip, yesNo } from './parts';
import { timeline } from './timeline';

const phasePeriod = (phase: Phase): Period => ({ from: phase.valid_from, to: phase.valid_to });

/** The section's own page, to read without a script, to print and to pass on. */
const pageOf = (p: SectionProperties) =>
  `works/${encodeURIComponent(p.project_ref)}/${encodeURIComponent(p.label)}?lang=${lang()}`;

/** In words where the works stand: "Phase 2 von 4: 12.04.2027 – 30.06.2027, 3 Straßen betroffen". */
export function summary(p: SectionProperties, period: Period): string {
  const touched = p.street_names?.length ?? 0;
  const running = p.phases.findIndex((phase) => phase.status !== 'cancelled' && contains(phasePeriod(phase), day()));
  const phase = p.phases[running];
  if (!phase) return t().sectionSummary(format.range(period, lang()), touched);
  return t().phaseSummary(running + 1, p.phases.length, format.range(phasePeriod(phase), lang()), touched);
}

/** The phase of the day speaks for the section where it says something. */
function impactNow(p: SectionProperties): Impact {
  const phase = p.phases.find((each) => each.pedestrian && contains(phasePeriod(each), day()));
  return phase ?? p;
}

function impactFacts(p: SectionProperties): Fact[] {
  const now = impactNow(p);
  const noise = now.noise_level && h('span', { class: 'level' }, chevrons(now.noise_level), t().level[now.noise_level]);
  return [
    [t().onFoot, now.pedestrian && (t().pedestrian[now.pedestrian] ?? now.pedestrian)],
    [t().passage, now.min_width_m === null ? null : format.metres(now.min_width_m, lang(), 2)],
    [t().stepFree, now.step_free === null ? null : yesNo(now.step_free)],
    [t().byCar, now.vehicle && (t().vehicle[now.vehicle] ?? now.vehicle)],
    [t().noise, noise],
    [t().parkingLost, p.parking_spaces_lost ? format.number(p.parking_spaces_lost, lang()) : null],
  ];
}

function phaseItem(phase: Phase): HTMLElement {
  const period = phasePeriod(phase);
  const state = stateOn(period, day());
  const note = either(phase.access_note_de, phase.access_note_en);
  const strip = phase.strip && phase.strip !== 'full' ? t().strip[phase.strip] : '';
  const chip =
    phase.status === 'cancelled' ? h('span', { class: 'tag' }, t().sectionStatus.cancelled ?? '') : stateChip(state);
  return h(
    'li',
    { 'aria-current': state === 'current' ? 'step' : null },
    h(
      'div',
      { class: 'phase-head' },
      h('strong', {}, [t().phaseKind[phase.kind] ?? phase.kind, strip].filter(Boolean).join(', ')),
      chip,
    ),
    h('p', { class: 'when' }, format.range(period, lang())),
    note !== '' && h('p', { class: 'quiet' }, note),
  );
}

function warnings(p: SectionProperties): HTMLElement | null {
  const text = p.doubtful
    ? t().doubtful
    : p.status === 'suspended' && p.expected_resume
      ? t().resumes(format.date(p.expected_resume, lang()))
      : '';
  return text ? h('p', { class: 'warning' }, icon('warning'), h('span', {}, text)) : null;
}

/** Everything public about a section of works, with its schedule as a picture and as a list. */
export function sectionDetail(section: Section, heading: (text: string) => HTMLElement, hasPage = true): HTMLElement[] {
  const p = section.properties;
  const period = periodOf(section);
  const state = stateOn(period, day());
  const text = either(p.description_de, p.description_en);
  const note = either(impactNow(p).access_note_de, impactNow(p).access_note_en);
  const impacts = facts(impactFacts(p));
  const out: (HTMLElement | null | false)[] = [
    h(
      'div',
      { class: 'lead' },
      badge(p.label, `badge-large badge-${state}`, chevrons(p.noise_level)),
      h(
        'div',
        {},
        heading(sectionTitle(section)),
        h('p', { class: 'place' }, either(p.project_title_de, p.project_title_en)),
        h('p', { class: 'tags' }, stateChip(state), h('span', { class: 'quiet' }, sinceText(period, day()))),
      ),
    ),
    h('p', { class: 'vacancy' }, h('strong', {}, summary(p, period))),
    warnings(p),
    text !== '' && h('p', { class: 'prose' }, text),
    (impacts || note !== '') && block(t().impacts, note !== '' && h('p', { class: 'prose' }, note), impacts),
    p.phases.length > 0 &&
      block(t().timeline, timeline(p, period), h('ol', { class: 'phases' }, ...p.phases.map(phaseItem))),
    facts([
      [t().period, format.range(period, lang())],
      [t().statusFilter, t().sectionStatus[p.status] ?? p.status],
      [t().streetsTouched, p.street_names?.join(', ')],
      [t().contact, p.contact_role],
      [t().lastConfirmed, p.last_confirmed_at && format.date(p.last_confirmed_at, lang())],
    ]),
    hasPage && h('p', {}, h('a', { class: 'button', href: pageOf(p) }, t().toPage)),
  ];
  return out.filter((each): each is HTMLElement => !!each);
}
