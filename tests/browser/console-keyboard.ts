import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Somebody without a mouse, who goes on to where they see the focus. */
export interface Keyboard {
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /** By Tab, as often as it takes. */
  reach(role: 'button' | 'link' | 'textbox' | 'combobox' | 'switch' | 'radio', name: string | RegExp): Promise<void>;
  /** Where the focus was not to be seen, and whether something but a keyboard was used. */
  faults(): Promise<string[]>;
}

/** More than are on any page, twice round. */
const MOST_TABS = 150;

export async function createKeyboard(page: Page): Promise<Keyboard> {
  const faults: string[] = [];
  await page.addInitScript(watchFocus);
  await page.exposeFunction('reportFocusFault', (fault: string) => void faults.push(fault));
  const { keyboard } = page;
  const look = async (): Promise<void> => {
    await page.evaluate(() => window.lookAtFocus?.());
  };
  return {
    press: (key) => keyboard.press(key),
    type: (text) => keyboard.type(text),
    async reach(role, name) {
      const wanted = page.getByRole(role, { name, exact: true }).and(page.locator(':focus'));
      await page.getByRole(role, { name, exact: true }).first().waitFor();
      for (let tabs = 0; (await wanted.count()) === 0; tabs++) {
        if (tabs === MOST_TABS) expect.unreachable(`no way by Tab to the ${role} ${String(name)} of ${page.url()}`);
        await keyboard.press('Tab');
        await look();
      }
    },
    async faults() {
      await look();
      return faults;
    },
  };
}

/**
 * Runs in the page. What has the focus must look otherwise than when it has it no more (WCAG 2.2, 2.4.7), lie inside the
 * screen, and not below something else (2.4.11).
 */
function watchFocus(): void {
  let last: { readonly element: Element; readonly look: string } | undefined;
  const named = (element: Element): string => {
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
    const text = element.getAttribute('aria-label') ?? label ?? element.textContent;
    return `${location.pathname}: ${element.tagName.toLowerCase()} “${text.trim().slice(0, 50)}”`;
  };
  // Switches and boxes are drawn beside what has the focus, the frame of a field with chosen things around it.
  const drawn = (element: Element): readonly Element[] => {
    if (!(element instanceof HTMLInputElement)) return [element];
    const [parent, grandparent] = [element.parentElement, element.parentElement?.parentElement];
    if (element.matches('[type=checkbox], [type=radio]')) return [...(parent?.children ?? [])];
    return [element, parent, grandparent].filter((one) => one instanceof Element);
  };
  const lookOf = (element: Element): string =>
    drawn(element)
      .flatMap((one) => [null, '::before', '::after'].map((part) => getComputedStyle(one, part)))
      .map((style) => [style.outline, style.boxShadow, style.border, style.background, style.textDecoration].join())
      .join(';');
  const visible = (element: Element): boolean =>
    drawn(element).some((one) => {
      const box = one.getBoundingClientRect();
      return [0.1, 0.5, 0.9].some((x) =>
        [0.2, 0.5, 0.8].some((y) => {
          const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
          return top !== null && (one.contains(top) || top.contains(one));
        }),
      );
    });
  const still = (): Promise<unknown> => {
    const moving = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(moving.map(({ finished }) => finished));
  };
  window.lookAtFocus = async () => {
    await still();
    const focused = document.activeElement;
    if (
      last !== undefined &&
      last.element !== focused &&
      last.element.isConnected &&
      lookOf(last.element) === last.look
    ) {
      void window.reportFocusFault?.(`focus not to be seen: ${named(last.element)}`);
    }
    last = undefined;
    if (focused === null || focused === document.body) return;
    if (!visible(focused)) void window.reportFocusFault?.(`focus covered: ${named(focused)}`);
    last = { element: focused, look: lookOf(focused) };
  };
  for (const kind of ['pointerdown', 'mousedown', 'touchstart']) {
    addEventListener(kind, () => void window.reportFocusFault?.(`${kind}, with no mouse`), true);
  }
}

declare global {
  interface Window {
    lookAtFocus?: () => Promise<void>;
    reportFocusFault?: (fault: string) => Promise<void>;
  }
}
