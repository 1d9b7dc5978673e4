/** Markup that is safe to send: only `html` makes it. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | undefined | readonly Part[];

/** Invariant: whatever is put into the template is escaped, unless it was made by it. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: texts.map((text, index) => unindented(text) + markupOf(parts[index])).join('') };
}

/** Most of a page would be the indentation of its templates. */
const unindented = (text: string): string => text.replaceAll(/\n\s+/g, '\n');

function markupOf(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return part.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(markupOf).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Texts of the document: `code` in backquotes. */
export function prose(text: string): Html {
  const pieces = text.split('`');
  return {
    markup: pieces
      .map((piece, index) => (index % 2 === 0 ? html`${piece}` : html`<code>${piece}</code>`).markup)
      .join(''),
  };
}
