import type { Page } from 'playwright-core';

/** What may hold more than it shows. */
const SCROLLS = '.jobs__list, .film, .targets';

/** What is cut off, sticks out, lies outside the screen or is too small for a glove. */
export async function misfitsOf(page: Page): Promise<string[]> {
  return page.evaluate((scrolling) => {
    const found: string[] = [];
    const name = (element: Element): string => `${element.tagName.toLowerCase()}.${element.className}`;
    for (const element of document.querySelectorAll<HTMLElement>('body *:not(svg, svg *, .sr-only, .sr-only *)')) {
      const style = getComputedStyle(element);
      if (style.clip !== 'auto' || style.display === 'none') continue;
      const may = element.matches(scrolling) || style.textOverflow === 'ellipsis' || style.display === 'inline';
      const wide = element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
      const high = style.overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1;
      if (!may && (wide || high)) found.push(`cut off: ${name(element)}`);
      if (!element.matches('button, label')) continue;
      const box = element.getBoundingClientRect();
      if (box.height < 55.5 || box.width < 63.5 || (element.matches('button') && box.height < 63.5)) {
        found.push(`small: ${name(element)} ${Math.round(box.width)} × ${Math.round(box.height)}`);
      }
      const inList = element.closest(scrolling) !== null;
      if (!inList && (box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.top < -1)) {
        found.push(`outside: ${name(element)}`);
      }
    }
    return found;
  }, SCROLLS);
}
