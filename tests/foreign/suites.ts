/** A suite of ipptool that a printer of ours is held to. */
export interface Suite {
  readonly name: string;
  /** At least so many of its tests pass; fewer is a loss. */
  readonly passes: number;
  /** Suites that run first at the same printer, so that there is something to work on. */
  readonly after?: readonly string[];
  /** Asked at the uri of its first job. */
  readonly atJob?: true;
  readonly defines?: Readonly<Record<string, string>>;
  /** Tests that no printer as ours can pass, each explained in docs/conformance.md. */
  readonly faulty?: readonly string[];
}

/** docs/conformance.md says what of both packages is not here, and why. */
export const SUITES: readonly Suite[] = [
  { name: 'ipp-1.1', passes: 38 },
  { name: 'ipp-2.0', passes: 39 },
  { name: 'ipp-everywhere', passes: 106 },
  { name: 'create-job', passes: 2 },
  { name: 'create-job-format', passes: 1 },
  { name: 'create-job-sheets', passes: 1 },
  { name: 'get-completed-jobs', passes: 1 },
  { name: 'get-job-attributes', passes: 1, after: ['print-job'], atJob: true },
  { name: 'get-job-template-attributes', passes: 1 },
  { name: 'get-jobs', passes: 1, after: ['print-job'] },
  { name: 'get-printer-attributes', passes: 1 },
  { name: 'get-printer-description-attributes', passes: 1 },
  { name: 'identify-printer', passes: 1 },
  { name: 'identify-printer-display', passes: 1 },
  { name: 'identify-printer-multiple', passes: 1 },
  { name: 'print-job', passes: 1 },
  { name: 'print-job-and-wait', passes: 2 },
  { name: 'print-job-deflate', passes: 1 },
  { name: 'print-job-gzip', passes: 1 },
  { name: 'print-job-letter', passes: 1 },
  { name: 'print-job-media-col', passes: 1 },
  { name: 'validate-job', passes: 1 },
  { name: 'pwg5100.2', passes: 3 },
  { name: 'pwg5100.8', passes: 5 },
  { name: 'rfc3380', passes: 3 },
];
