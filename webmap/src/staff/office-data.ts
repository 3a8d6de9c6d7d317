// What the office has loaded: all sections of every status, and the projects they belong to.

import { onNews } from '../news';
import { keepEqual, resource } from '../resource';
import { matchesText } from '../sieve';
import { computed, untracked } from '../signal';
import type { SectionStatus } from './model';
import type { Project, StaffSection } from './model-answers';
import { office } from './office-api';
import { route } from './route';
import { me } from './session';

/** What is not public is not told by the stream of edits, so it is asked for now and then. */
const LOOK_MS = 45_000;
/** Looking must not keep the session of a desk alive that nobody sits at. */
const AWAY_MS = 600_000;

let inPassing = false;
export const sections = resource<StaffSection[]>((signal) => office.sections({ signal, asIs: inPassing }), keepEqual);
export const projects = resource<Project[]>(() => office.projects());

export type Group = 'preparing' | 'running' | 'over';
export const GROUPS: Record<Group, readonly SectionStatus[]> = {
  preparing: ['idea', 'planned', 'scheduled'],
  running: ['active', 'suspended', 'surface_open'],
  over: ['completed', 'warranty', 'cancelled'],
};

export interface SectionFilter {
  groups: readonly Group[];
  projectId: number | null;
  text: string;
}

export function keepSection({ properties: p }: StaffSection, { groups, projectId, text }: SectionFilter): boolean {
  if (groups.length > 0 && !groups.some((group) => GROUPS[group].includes(p.status))) return false;
  if (projectId !== null && p.project_id !== projectId) return false;
  return (
    text === '' ||
    matchesText([p.label, p.title_de, p.title_en, p.project_title_de, p.project_title_en, p.project_ref], text)
  );
}

const collator = new Intl.Collator('de', { numeric: true });

function byProject(a: StaffSection, b: StaffSection): number {
  const [p, q] = [a.properties, b.properties];
  return (
    collator.compare(p.project_title_de ?? '', q.project_title_de ?? '') ||
    p.sequence - q.sequence ||
    collator.compare(p.label, q.label) ||
    a.id - b.id
  );
}

export const allSections = computed(() => (sections.value().data ?? []).toSorted(byProject));

/** Puts in what a save answered, so that list and map need not wait. */
export function learn(section: StaffSection): void {
  const before = untracked(sections.value).data;
  if (!before) return;
  const rest = before.filter(({ id }) => id !== section.id);
  sections.put([...rest, section]);
}

export function forget(id: number): void {
  const before = untracked(sections.value).data;
  if (before) sections.put(before.filter((each) => each.id !== id));
}

export function followSections(): void {
  let lastSeen = Date.now();
  for (const sign of ['pointerdown', 'keydown']) addEventListener(sign, () => (lastSeen = Date.now()), true);
  const look = () => {
    if (document.visibilityState === 'hidden' || !untracked(me)) return;
    if (Date.now() - lastSeen > AWAY_MS) return;
    if (untracked(route).view === 'closed') return;
    inPassing = true;
    void sections.load();
    inPassing = false;
  };
  setInterval(look, LOOK_MS);
  addEventListener('visibilitychange', look);
  onNews(({ all, changes }) => {
    if (all || changes.some(({ layer }) => layer === 'sections')) look();
  });
}
