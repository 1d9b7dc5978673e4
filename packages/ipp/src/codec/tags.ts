/** RFC 8010 §3.5.1 and the IANA registry: delimiter tags that begin an attribute group. */
export const GROUP = {
  operation: 0x01,
  job: 0x02,
  printer: 0x04,
  unsupported: 0x05,
  subscription: 0x06,
  eventNotification: 0x07,
  resource: 0x08,
  document: 0x09,
  system: 0x0a,
} as const;

export const END_OF_ATTRIBUTES = 0x03;
/** Tags below are delimiters, all others say the syntax of a value. */
export const FIRST_VALUE_TAG = 0x10;

/** RFC 8010 §3.5.2: the syntaxes whose value is one string, by name. */
export const STRING_TAGS = {
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  uriScheme: 0x46,
  charset: 0x47,
  naturalLanguage: 0x48,
  mimeMediaType: 0x49,
} as const;

/** RFC 8010 §3.5.2 and RFC 3380: values that say why there is none. */
export const OUT_OF_BAND_TAGS = {
  unsupported: 0x10,
  default: 0x11,
  unknown: 0x12,
  'no-value': 0x13,
  'not-settable': 0x15,
  'delete-attribute': 0x16,
  'admin-define': 0x17,
} as const;

export const VALUE_TAG = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  octetString: 0x30,
  dateTime: 0x31,
  resolution: 0x32,
  rangeOfInteger: 0x33,
  begCollection: 0x34,
  textWithLanguage: 0x35,
  nameWithLanguage: 0x36,
  endCollection: 0x37,
  memberAttrName: 0x4a,
  extension: 0x7f,
} as const;

/** Tags that mean a syntax of `Value`; any other, and `extension`, is `other`. */
export const KNOWN_VALUE_TAGS: ReadonlySet<number> = new Set(
  Object.values({ ...STRING_TAGS, ...OUT_OF_BAND_TAGS, ...VALUE_TAG }).filter((tag) => tag !== VALUE_TAG.extension),
);

export type StringSyntax = keyof typeof STRING_TAGS;
export type OutOfBandSyntax = keyof typeof OUT_OF_BAND_TAGS;

export const STRING_SYNTAX_OF = inverse(STRING_TAGS);
export const OUT_OF_BAND_SYNTAX_OF = inverse(OUT_OF_BAND_TAGS);

function inverse<Name extends string>(table: Readonly<Record<Name, number>>): ReadonlyMap<number, Name> {
  // `Object.entries` widens keys to string; the table has no others.
  return new Map((Object.entries(table) as [Name, number][]).map(([name, code]) => [code, name]));
}
