import { fail } from '../bootstrap/progress.mjs';

/**
 * @typedef {Readonly<Record<string, string>>} Registration one <record>: text by the name of its element; `reference` is
 *   what its first <xref> names
 * @typedef {{ updated: string, sections: ReadonlyMap<string, readonly Registration[]> }} Registrations by title
 */

/**
 * Reads the list that IANA keeps: `<registry>` sections of flat `<record>`s. It is no reader of XML in general: what it
 * does not expect ends the program.
 * @param {string} xml
 * @returns {Registrations}
 */
export function readRegistrations(xml) {
  const updated = /<updated>(\d{4}-\d\d-\d\d)<\/updated>/.exec(xml)?.[1];
  if (!xml.includes('id="ipp-registrations"') || updated === undefined)
    fail('This is not the IANA list of IPP registrations.');
  const sections = xml.split(/<registry id="ipp-registrations-\d+">/).slice(1);
  return { updated, sections: new Map(sections.map((section) => [titleOf(section), recordsOf(section)])) };
}

function titleOf(section) {
  const title = /<title>([^<]+)<\/title>/.exec(section)?.[1];
  if (title === undefined) fail('A section of the list has no title.');
  return title;
}

function recordsOf(section) {
  return [...section.matchAll(/<record\b[^>]*>([^]*?)<\/record>/g)].map(([, body]) => recordOf(body));
}

function recordOf(body) {
  const fields = [...body.matchAll(/<([\w-]+)>([^<]*)<\/\1>/g)].map(([, name, text]) => [name, plain(text)]);
  return { ...Object.fromEntries(fields), reference: referenceOf(body) };
}

/** `RFC8011`, `PWG5100.7` and the like: an <xref> has its text, or names an RFC by itself. */
function referenceOf(body) {
  const [, attributes = '', text = ''] = /<xref\b([^>]*?)(?:\/>|>([^<]*)<\/xref>)/.exec(body) ?? [];
  const data = /data="([^"]*)"/.exec(attributes)?.[1] ?? '';
  return text === '' ? data.replace(/^rfc/, 'RFC') : plain(text);
}

const ENTITIES = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function plain(text) {
  return text
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => ENTITIES[name])
    .replace(/\s+/g, ' ')
    .trim();
}
