import type { Page } from 'playwright-core';

/** Markup in every place it could end up in, and what goes on where texts are put together. */
const MARKUP = `"'><img src=x onerror=__tripped(1)><svg onload=__tripped(2)>{{name}}$&`;
/** An override without its end, a family of four in one picture, letters beyond the BMP, of no width, and piled up. */
const ODD = '\u202Egpj.exe 👩‍👩‍👧‍👦 𝕳𐍈 \u200B\u200D\uFEFF Z\u0334\u0322\u0300\u0301';

/** What is tried in a field, one after the other, until one is stored. `tag` makes it unique and finds it again. */
export function hostileTexts(tag: string, label: string): readonly string[] {
  const long = `${tag} ${MARKUP} ${ODD} ${'W'.repeat(80)}`;
  const tight = `${tag}<img/src=x/onerror=__tripped(3)>\u202Egpj.exe👩‍👩‍👧‍👦𝕳\u200B${'W'.repeat(40)}`;
  const script = `javascript:__tripped(4)//${tag}`;
  return /address|server|sender|base dn/i.test(label) ? [script, long, tight] : [long, tight, script];
}

/** Notes what must never happen in any page of this browser; `complaints` fills as it does. */
export async function setTripwire(page: Page, origin: string): Promise<string[]> {
  const complaints: string[] = [];
  await page.exposeFunction('__tripped', (what: unknown) => void complaints.push(`script ran: ${String(what)}`));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) complaints.push(`request to ${request.url()}`);
  });
  return complaints;
}

/** Markup of ours never has these: whoever sees one sees a text that became markup, even where the policy stopped it. */
export function injectionsIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const handlers = '[onerror], [onload], [onclick], [onfocus], img[src="x"], iframe, object, embed, base';
    const found = [...document.querySelectorAll(`body :is(${handlers})`)].map(
      (one) => `became markup: ${one.outerHTML}`,
    );
    for (const one of document.querySelectorAll('[href], [src], [action], [formaction]')) {
      for (const name of ['href', 'src', 'action', 'formaction']) {
        if (/^\s*(javascript|data|vbscript):/i.test(one.getAttribute(name) ?? ''))
          found.push(`a script to follow: ${one.outerHTML}`);
      }
    }
    return found;
  });
}
