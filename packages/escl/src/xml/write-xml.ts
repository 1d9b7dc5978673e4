import { isCharacter } from './characters.ts';

/** An element to write: its name with its prefix, and its text or what is in it; `undefined` in a list is left out. */
export type Node = readonly [name: string, content: string | number | boolean | readonly (Node | undefined)[]];

/** The two namespaces of every document. */
const NAMESPACES =
  'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"';

/** A document in UTF-8. */
export function writeXml(root: Node): string {
  const [name, content] = root;
  const text = Array.isArray(content) ? content.map(written).join('') : escaped(String(content));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name} ${NAMESPACES}>${text}</${name}>\n`;
}

function written(node: Node | undefined): string {
  if (node === undefined) return '';
  const [name, content] = node;
  const text = Array.isArray(content) ? content.map(written).join('') : escaped(String(content));
  return `<${name}>${text}</${name}>`;
}

/** Characters that XML cannot carry are left out. */
function escaped(text: string): string {
  const carried = Array.from(text)
    .filter((character) => isCharacter(character.codePointAt(0) ?? 0))
    .join('');
  return carried.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
