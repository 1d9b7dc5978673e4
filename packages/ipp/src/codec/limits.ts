/**
 * Bounds of the decoder; what is beyond is refused before it is stored.
 * A printer description is the largest message in use: ippeveprinter and CUPS stay below 64 KiB and 500 attributes.
 */
export interface Limits {
  /** Octets from the version to the end-of-attributes tag. */
  readonly headerBytes: number;
  readonly groups: number;
  /** Attributes and collection members together. */
  readonly attributes: number;
  readonly values: number;
  /** Collections within collections. */
  readonly depth: number;
  readonly nameBytes: number;
  readonly valueBytes: number;
}

/** RFC 8011 §5.1.4: keywords have 255 octets; RFC 8010 §3.2: lengths are signed 16 bit. */
export const REQUEST_LIMITS: Limits = {
  headerBytes: 256 * 1024,
  groups: 64,
  attributes: 2_000,
  values: 10_000,
  depth: 6,
  nameBytes: 255,
  valueBytes: 32_767,
};

/** Get-Jobs answers one group a job. */
export const RESPONSE_LIMITS: Limits = {
  headerBytes: 4 * 1024 * 1024,
  groups: 5_000,
  attributes: 100_000,
  values: 200_000,
  depth: 10,
  nameBytes: 255,
  valueBytes: 32_767,
};
