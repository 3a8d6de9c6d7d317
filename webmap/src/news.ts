// Who wants to hear of edits, and whether they come through. The stream that brings them is loaded after the first picture.

import type { News } from './changes';
import { signal } from './signal';

/** Since when edits have not come through, in milliseconds; null while they do. */
export const cutOff = signal<number | null>(null);

type Listener = (news: News) => void;
const listeners: Listener[] = [];

export function onNews(listener: Listener): void {
  listeners.push(listener);
}

export function tell(news: News): void {
  for (const listener of listeners) listener(news);
}
