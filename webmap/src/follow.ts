// What keeps an open map up to date; it comes after the first picture.

import { keepInStep } from './instep';
import { Stream } from './live';
import { tell } from './news';

/** Follows the edits from a version of the data on. The lists come first: what else listens looks into them. */
export function follow(version: string): void {
  new Stream(version, (news) => {
    keepInStep(news);
    tell(news);
  });
}
