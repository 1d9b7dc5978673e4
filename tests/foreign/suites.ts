/** A suite of ipptool that a printer of ours is held to. */
export interface Suite {
  readonly name: string;
  /** So many of its tests pass at least; fewer is a loss. */
  readonly passes: number;
  /** It waits for the end of its first job, which therefore somebody prints. */
  readonly released?: true;
  /** Runs first at the same printer, so that there is something to work on. */
  readonly after?: string;
  /** Asked at the uri of the job that came first. */
  readonly atJob?: true;
  /** Tests that no printer as ours can pass, each explained in docs/conformance.md. */
  readonly faulty?: readonly string[];
}

/** docs/conformance.md says what of both packages is not here, and why. */
export const SUITES: readonly Suite[] = [
  { name: 'ipp-1.1', passes: 40, released: true },
  { name: 'ipp-2.0', passes: 41, released: true },
  { name: 'ipp-2.1', passes: 42, released: true },
  {
    name: 'ipp-2.2',
    passes: 42,
    released: true,
    faulty: ['PWG 5100.12 section 6.4 - Required Printer Description Attributes'],
  },
  { name: 'ipp-everywhere', passes: 108, released: true },
  { name: 'cancel-current-job', passes: 2, after: 'print-job' },
  { name: 'create-job', passes: 2 },
  { name: 'create-printer-subscription', passes: 1 },
  { name: 'get-completed-jobs', passes: 1 },
  { name: 'get-job-attributes', passes: 1, after: 'print-job', atJob: true },
  { name: 'get-job-attributes2', passes: 1, after: 'print-job', atJob: true },
  { name: 'get-job-template-attributes', passes: 1 },
  { name: 'get-jobs', passes: 1, after: 'print-job' },
  { name: 'get-printer-attributes', passes: 1 },
  {
    name: 'get-printer-attributes-suite',
    passes: 6,
    faulty: ["Get-Printer-Attributes (requested-attributes='media-col-database')"],
  },
  { name: 'get-printer-description-attributes', passes: 1 },
  { name: 'get-subscriptions', passes: 1, after: 'create-printer-subscription' },
  { name: 'identify-printer', passes: 1 },
  { name: 'identify-printer-multiple', passes: 1 },
  { name: 'print-job-and-wait', passes: 2, released: true },
  { name: 'print-job-deflate', passes: 1 },
  { name: 'print-job-gzip', passes: 1 },
  { name: 'print-job-media-col', passes: 1 },
  { name: 'validate-job', passes: 1 },
  { name: 'pwg5100.1', passes: 3 },
  { name: 'pwg5100.2', passes: 3 },
  {
    name: 'pwg5100.7',
    passes: 25,
    faulty: [
      'Print-job operation to pass the media-size attribute along with the',
      'Test media-size and conditionally dependent attributes',
      'Print-job operation to pass the media-source attribute along with th',
      'Test media-source and conditionally dependent attributes',
      'Print-job operation to pass the media-choice attribute along with th',
      'Test media and conditionally dependent attributes',
      'Print using print-content-optimize (photo)',
    ],
  },
  { name: 'pwg5100.8', passes: 5, released: true },
];

/** Whoever reaches the virtual device is its operator. */
export const OPERATOR_SUITES: readonly Suite[] = [
  { name: 'rfc3380', passes: 11, faulty: ['Section 4.1: Set-Job-Attributes operation'] },
  { name: 'rfc3995-3996', passes: 16, faulty: ['Print test page using create-job'] },
];
