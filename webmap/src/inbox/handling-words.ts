// How it is handled, in words: for the form, and for two versions of it side by side.

import * as format from '../i18n/format';
import { untracked } from '../signal';
import { allSections } from '../staff/office-data';
import { lang } from '../store';
import { w } from './i18n';
import type { Kind, Priority, Status } from './model';
import { colleagues } from './state';

export const nameOf = (id: number | null) =>
  id === null ? w().nobody : (untracked(colleagues.value).data?.find((each) => each.id === id)?.name ?? `${id}`);

export const sectionName = (id: number) =>
  id === 0
    ? w().noSection
    : w().sectionIs(untracked(allSections).find((each) => each.id === id)?.properties.label ?? `${id}`);

const WORDS: Record<string, (value: never) => string> = {
  status: (value: Status) => w().status[value],
  assignee_id: (value: number | null) => nameOf(value),
  due_at: (value: string | null) => format.date(value, lang()),
  priority: (value: Priority) => w().priority[value],
  kind: (value: Kind) => w().kind[value],
  unit_ref: (value: string) => value || w().noUnit,
  section_id: (value: number) => sectionName(value),
};

export const wordsFor = (path: string, value: unknown): string => WORDS[path]?.(value as never) ?? String(value);
