// How soon the list of whom a drawing affects follows the hand.

import type { Page } from 'playwright-core';

declare global {
  interface Window {
    handAt: number;
    listedAt: number;
  }
}

/** Does something to the drawing and returns the milliseconds from its last press to the painted list. */
export async function listedAfter(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    [window.handAt, window.listedAt] = [0, 0];
    for (const kind of ['pointerup', 'keydown'])
      addEventListener(kind, (event) => (window.handAt = event.timeStamp), { capture: true });
    new MutationObserver((changes) => {
      const isThere = changes.some(
        ({ target }) => target instanceof Element && target.matches('.reach[aria-busy="false"]'),
      );
      if (isThere) requestAnimationFrame(() => (window.listedAt = performance.now()));
    }).observe(document.body, { subtree: true, attributeFilter: ['aria-busy'], attributeOldValue: true });
  });
  await act();
  await page.waitForFunction(
    () => window.listedAt > window.handAt && document.querySelector('.reach[aria-busy="false"]') !== null,
  );
  return page.evaluate(() => Math.round(window.listedAt - window.handAt));
}
