import type { Syntax } from '../codec/message.ts';
import type { Registration } from './registered.ts';

/** What an attribute may be: one or several values, each of one of these kinds. */
export interface AttributeSyntax {
  /** As it is registered. */
  readonly notation: string;
  readonly many: boolean;
  readonly values: readonly ValueSyntax[];
}

/** Bounds of a number, of both ends of a range, or of the octets of a string; nothing for the others. */
export interface ValueSyntax {
  readonly syntax: Syntax;
  readonly least: number;
  readonly most: number;
}

/** RFC 8011 §5.1: what MAX stands for, in octets of the text alone. */
export const MOST_OCTETS: Readonly<Partial<Record<Syntax, number>>> = {
  text: 1023,
  textWithLanguage: 1023,
  name: 255,
  nameWithLanguage: 255,
  keyword: 255,
  uri: 1023,
  uriScheme: 63,
  charset: 63,
  naturalLanguage: 63,
  mimeMediaType: 255,
  octetString: 1023,
};

/** RFC 8011 §5.1.13. */
const MIN = -(2 ** 31);
const MAX = 2 ** 31 - 1;

/**
 * Reads the registry's notation. Memoized: some hundred notations serve all attributes.
 * Invariant: it is called with the generated tables alone, so nothing from outside adds to the memory.
 */
export function syntaxOf(registration: Registration): AttributeSyntax {
  const notation = typeof registration === 'string' ? registration : registration.syntax;
  const known = READ.get(notation);
  if (known !== undefined) return known;
  const many = notation.startsWith(SET_OF);
  const values = notation
    .slice(many ? SET_OF.length : 0)
    .split(' | ')
    .flatMap(valueSyntaxes);
  const read = { notation, many, values };
  READ.set(notation, read);
  return read;
}

const SET_OF = '1setOf ';
const READ = new Map<string, AttributeSyntax>();

/** RFC 8011 §5.1.2 and §5.1.3: whoever takes a text or name takes one with its language. */
function valueSyntaxes(notation: string): readonly ValueSyntax[] {
  const [, name = '', lower, upper] = /^([\w-]+)(?:\((?:([^:]+):)?(.+)\))?$/.exec(notation) ?? [];
  // The generator writes no other names.
  const syntax = name as Syntax;
  const most = MOST_OCTETS[syntax] ?? MAX;
  const read = { syntax, least: bound(lower, MIN), most: bound(upper, most) };
  if (syntax === 'text') return [read, { ...read, syntax: 'textWithLanguage' }];
  if (syntax === 'name') return [read, { ...read, syntax: 'nameWithLanguage' }];
  return [read];
}

function bound(text: string | undefined, otherwise: number): number {
  return text === undefined || text === 'MIN' || text === 'MAX' ? otherwise : Number(text);
}
