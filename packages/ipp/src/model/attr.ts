import type { Attribute, DateTime, Resolution, Value } from '../codec/message.ts';
import type { OutOfBandSyntax, StringSyntax } from '../codec/tags.ts';

type OneOrMore<T> = T | readonly T[];

function strings(syntax: StringSyntax) {
  return (name: string, values: OneOrMore<string>): Attribute => ({
    name,
    values: listed(values).map((value) => ({ syntax, value })),
  });
}

function numbers(syntax: 'integer' | 'enum') {
  return (name: string, values: OneOrMore<number>): Attribute => ({
    name,
    values: listed(values).map((value) => ({ syntax, value })),
  });
}

/** Attributes by syntax: `attr.keyword('sides', 'one-sided')`; a list makes a 1setOf. */
export const attr = {
  text: strings('text'),
  name: strings('name'),
  keyword: strings('keyword'),
  uri: strings('uri'),
  uriScheme: strings('uriScheme'),
  charset: strings('charset'),
  naturalLanguage: strings('naturalLanguage'),
  mimeMediaType: strings('mimeMediaType'),
  integer: numbers('integer'),
  enum: numbers('enum'),
  boolean: (name: string, value: boolean): Attribute => ({ name, values: [{ syntax: 'boolean', value }] }),
  octetString: (name: string, values: OneOrMore<Uint8Array>): Attribute => ({
    name,
    values: listed(values).map((value) => ({ syntax: 'octetString', value })),
  }),
  dateTime: (name: string, at: DateTime): Attribute => ({ name, values: [{ syntax: 'dateTime', ...at }] }),
  resolution: (name: string, values: OneOrMore<Resolution>): Attribute => ({
    name,
    values: listed(values).map((value) => ({ syntax: 'resolution', ...value })),
  }),
  range: (name: string, lower: number, upper: number): Attribute => ({
    name,
    values: [{ syntax: 'rangeOfInteger', lower, upper }],
  }),
  collection: (name: string, values: OneOrMore<readonly Attribute[]>): Attribute => ({
    name,
    values: collections(values).map((members) => ({ syntax: 'collection', members })),
  }),
  outOfBand: (name: string, syntax: OutOfBandSyntax): Attribute => ({ name, values: [{ syntax }] }),
  of: (name: string, values: readonly Value[]): Attribute => ({ name, values }),
} as const;

function listed<T>(values: OneOrMore<T>): readonly T[] {
  return isList(values) ? values : [values];
}

function isList<T>(values: OneOrMore<T>): values is readonly T[] {
  return Array.isArray(values);
}

function collections(values: OneOrMore<readonly Attribute[]>): readonly (readonly Attribute[])[] {
  return values.every((value) => Array.isArray(value))
    ? (values as readonly (readonly Attribute[])[]) // every element is a list of members
    : [values as readonly Attribute[]]; // the elements are attributes
}
