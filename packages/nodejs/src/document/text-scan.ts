import type { DocumentScan } from './count-pages.ts';

/** Lines of a page at six lines an inch, as line printers have them. */
const LINES = 66;
const FORM_FEED = 0x0c;
const LINE_FEED = 0x0a;

/** Plain text: a page ends with a form feed or after 66 lines. */
export function createTextScan(): DocumentScan {
  let finished = 0;
  let lines = 0;
  let inkOnPage = false;

  const endPage = (): void => {
    finished += 1;
    lines = 0;
    inkOnPage = false;
  };
  return {
    push(chunk) {
      for (const octet of chunk) {
        if (octet === FORM_FEED) {
          endPage();
          continue;
        }
        if (lines === LINES) endPage();
        inkOnPage = true;
        if (octet === LINE_FEED) lines += 1;
      }
    },
    end: () => ({ pages: Math.max(1, finished + (inkOnPage ? 1 : 0)), color: false }),
  };
}
