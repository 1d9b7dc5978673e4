/**
 * Why nothing of a file or a directory can be used. `interrupted` while a directory was read, or what was staged is gone ·
 * `hash-cost-changing` PINs and cards were stretched for a salt that was given up.
 */
export const FILE_REASONS = [
  'empty',
  'unknown-column',
  'column-twice',
  'no-user-name-column',
  'line-too-long',
  'too-many-rows',
  'hash-cost-changing',
  'interrupted',
  'server-fault',
] as const;
export type FileReason = (typeof FILE_REASONS)[number];

/** Why one row is left out. Each has a text in the console, and stands in the documentation. */
export const ROW_REASONS = [
  'required',
  'white-space',
  'too-long',
  'control-characters',
  'bad-format',
  'not-one-of',
  'given-twice',
  'empty-entry',
  'too-many',
  'pin-not-digits',
  'pin-too-short',
  'pin-too-long',
  'pin-constant-step',
  'pin-below-floor',
  'pin-taken',
  'card-empty',
  'card-too-long',
  'card-not-printable',
  'card-taken',
  'not-csv',
  'too-few-fields',
  'too-many-fields',
  'owned-by-source',
  'of-another-source',
  'name-taken',
  'external-id-invalid',
  'added-meanwhile',
  'deleted-meanwhile',
  'deactivation-skipped',
] as const;
export type RowReason = (typeof ROW_REASONS)[number];
