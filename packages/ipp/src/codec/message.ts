import type { OutOfBandSyntax, StringSyntax } from './tags.ts';

/** RFC 8011 §5.1: one value of an attribute, by its syntax. */
export type Value =
  | { readonly syntax: 'integer' | 'enum'; readonly value: number }
  | { readonly syntax: 'boolean'; readonly value: boolean }
  | { readonly syntax: StringSyntax; readonly value: string }
  | { readonly syntax: 'textWithLanguage' | 'nameWithLanguage'; readonly language: string; readonly value: string }
  | { readonly syntax: 'octetString'; readonly value: Uint8Array }
  | ({ readonly syntax: 'dateTime' } & DateTime)
  | ({ readonly syntax: 'resolution' } & Resolution)
  | { readonly syntax: 'rangeOfInteger'; readonly lower: number; readonly upper: number }
  | { readonly syntax: 'collection'; readonly members: readonly Attribute[] }
  | { readonly syntax: OutOfBandSyntax }
  /** A tag this library does not know: kept as it came, so that it can be named back as unsupported. */
  | { readonly syntax: 'other'; readonly tag: number; readonly bytes: Uint8Array };

export type Syntax = Value['syntax'];

/** RFC 2579 DateAndTime in its 11-octet form: local time and its distance from UTC. */
export interface DateTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** 60 is a leap second. */
  readonly second: number;
  readonly deciSecond: number;
  readonly utcDirection: '+' | '-';
  readonly utcHours: number;
  readonly utcMinutes: number;
}

export interface Resolution {
  /** Dots across the feed. */
  readonly cross: number;
  readonly feed: number;
  readonly units: 'dpi' | 'dpcm';
}

/** Invariant: `values` is never empty on the wire; a name appears once in its group or collection. */
export interface Attribute {
  readonly name: string;
  readonly values: readonly Value[];
}

export interface Group {
  /** A delimiter tag, see `GROUP`; 0x0b–0x0f are reserved and kept, so that a receiver can ignore them. */
  readonly tag: number;
  readonly attributes: readonly Attribute[];
}

export interface Version {
  readonly major: number;
  readonly minor: number;
}

/** What every message begins with: enough to answer it even when the rest cannot be read. */
export interface Header {
  readonly version: Version;
  /** operation-id in a request, status-code in a response. */
  readonly code: number;
  readonly requestId: number;
}

/** One IPP request or response without its document data. */
export interface Message extends Header {
  readonly groups: readonly Group[];
}
