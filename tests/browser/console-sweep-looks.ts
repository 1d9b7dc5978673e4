import type { Page } from 'playwright-core';

/**
 * What a careful reader of a page would point at: it is wider than the screen, a text is cut off or shortened with its
 * whole nowhere to be read, a key or a value stands where a sentence should. Where a dialog is open, of the dialog.
 */
export function faultsToTheEye(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const dialog = document.querySelector('[role=dialog]');
    const looked = dialog ?? document.body;
    const { scrollWidth, clientWidth } = document.documentElement;
    // A dialog lies over a page that was looked at without it.
    if (dialog === null && scrollWidth > clientWidth)
      found.add(`${scrollWidth - clientWidth} px wider than the screen`);

    const notASentence =
      /\b(?:console|fixed|problems|explain)\.[a-z]\w*(?:\.\w+)*|\{\{|undefined|\bNaN\b|\[object |Invalid Date/;
    const clips = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
    const named = (element: Element): string =>
      `${element.tagName.toLowerCase()} “${element.textContent.trim().slice(0, 60)}”`;

    /** A text box may stick out of its line; out of its column it may not. */
    const cutBy = (box: DOMRect, around: Element): string | undefined => {
      const style = getComputedStyle(around);
      const edge = around.getBoundingClientRect();
      if (edge.width <= 2 || style.clipPath !== 'none' || style.clip !== 'auto') return 'hidden';
      const wide = box.right > edge.right + 2 || box.left < edge.left - 2;
      const whole = around.closest('[title], [aria-label]') !== null;
      if (clips(style.overflowX) && wide) {
        if (style.textOverflow !== 'ellipsis') return 'cut off';
        return whole ? 'hidden' : 'shortened for good';
      }
      const high = box.bottom > edge.bottom + 6 || box.top < edge.top - 6;
      return clips(style.overflowY) && high ? 'cut off below' : undefined;
    };

    const scrolls = (style: CSSStyleDeclaration): boolean =>
      /auto|scroll/.test(`${style.overflowX} ${style.overflowY}`);
    const lookAt = (text: Text): void => {
      const range = document.createRange();
      range.selectNodeContents(text);
      const parent = text.parentElement;
      if (parent === null) return;
      for (const box of range.getClientRects()) {
        let scrolled = false;
        for (
          let around: Element | null = parent;
          around !== null && around !== document.body;
          around = around.parentElement
        ) {
          const how = scrolled ? undefined : cutBy(box, around);
          if (how === 'hidden') return;
          if (how !== undefined) return void found.add(`${how}: ${named(parent)}`);
          scrolled ||= scrolls(getComputedStyle(around));
        }
        if (!scrolled && (box.right > innerWidth + 1 || box.left < -1))
          found.add(`beside the screen: ${named(parent)}`);
      }
    };

    const walker = document.createTreeWalker(looked, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.nodeValue ?? '';
      if (text.trim() === '') continue;
      if (notASentence.test(text)) found.add(`no sentence: ${text.slice(0, 80)}`);
      if (node instanceof Text && node.parentElement?.checkVisibility({ visibilityProperty: true }) === true)
        lookAt(node);
    }
    for (const element of looked.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        const text = element.getAttribute(name) ?? '';
        if (notASentence.test(text)) found.add(`no sentence: ${name} ${text.slice(0, 80)}`);
      }
    }
    return [...found];
  });
}

/** What stands in plain letters on a page in the pseudo-language, where every sentence of ours has accents and brackets. */
export function plainTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const ours = 'h1, h2, h3, th, label, legend, dt, [role=tab], [role=menuitem], button, nav a';
    const texts = [...document.querySelectorAll(`:is(${ours}):not([lang], [lang] *)`)]
      .filter((element) => element.checkVisibility())
      .map((element) => element.textContent.trim());
    return texts.filter((text) => /[a-z]{3}/i.test(text) && !text.includes('['));
  });
}
