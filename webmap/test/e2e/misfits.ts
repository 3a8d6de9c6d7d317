import type { Page } from 'playwright-core';

/** What is too wide for its box, or too small for a finger. */
export const misfits = (page: Page, isTouch: boolean) =>
  page.evaluate((touch) => {
    const out: string[] = [];
    const boxes = '.panel, .office, .group-body, .part, dialog, .top, .save-bar, .status-box, .conflict, .version-diff';
    for (const each of document.querySelectorAll<HTMLElement>(boxes))
      if (each.offsetParent && each.scrollWidth > each.clientWidth + 1)
        out.push(`${each.className} is ${each.scrollWidth} wide in ${each.clientWidth}`);
    if (document.documentElement.scrollWidth > innerWidth) out.push('the page scrolls sideways');
    for (const each of document.querySelectorAll<HTMLElement>('.office button, .office summary, dialog button')) {
      const { height } = each.getBoundingClientRect();
      const isInText = getComputedStyle(each).display === 'inline';
      if (touch && each.offsetParent && !isInText && height > 0 && height < 43.5)
        out.push(`${each.className} ${each.textContent} is ${height} high`);
    }
    return out;
  }, isTouch);
