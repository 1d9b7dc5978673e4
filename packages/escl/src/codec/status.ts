import { EsclFault } from '../escl-fault.ts';
import type { ScannerStatus } from '../scanner.ts';
import { at, childrenOf, numberAt, shortened, textAt, type Element } from '../xml/element.ts';
import { readXml } from '../xml/read-xml.ts';
import { writeXml, type Node } from '../xml/write-xml.ts';
import { FEEDER_STATES, SCANNER_STATES, feederStateOf, scannerStateOf } from './names.ts';

/** eSCL 2.97, ScannerStatus. */
export interface StatusReport extends ScannerStatus {
  readonly version: string;
  /** Those running, and the last ones that are over. */
  readonly jobs: readonly ScanJobInfo[];
}

export type ScanJobState = 'Pending' | 'Processing' | 'Completed' | 'Canceled' | 'Aborted';

export interface ScanJobInfo {
  /** A path of the scanner. */
  readonly uri: string;
  readonly uuid: string | undefined;
  /** Seconds. */
  readonly age: number;
  readonly imagesCompleted: number;
  readonly imagesToTransfer: number;
  readonly state: ScanJobState;
  /** As eSCL has them: `JobScanning`, `JobCompletedSuccessfully`, `JobCanceledByUser` … */
  readonly reasons: readonly string[];
}

const JOB_STATES: readonly ScanJobState[] = ['Pending', 'Processing', 'Completed', 'Canceled', 'Aborted'];
const COUNT = { least: 0, most: 999_999_999 };
/** Devices keep some ten. */
const MOST_JOBS = 200;
const MOST_TEXT = 500;

/** @throws EsclFault */
export function readStatus(bytes: Uint8Array): StatusReport {
  const root = readXml(bytes);
  if (root.name !== 'ScannerStatus') throw new EsclFault('unexpected', `${root.name} is no ScannerStatus`);
  const state = scannerStateOf(textAt(root, 'State') ?? '');
  if (state === undefined) throw new EsclFault('unexpected', 'State is none that is known');
  const feeder = textAt(root, 'AdfState');
  return {
    version: shortened(textAt(root, 'Version') ?? '2.0', MOST_TEXT),
    state,
    feeder: feeder === undefined ? undefined : feederStateOf(feeder, state),
    jobs: childrenOf(at(root, 'Jobs'), 'JobInfo').slice(0, MOST_JOBS).flatMap(readJob),
  };
}

export function writeStatus({ version, state, feeder, jobs }: StatusReport): string {
  return writeXml([
    'scan:ScannerStatus',
    [
      ['pwg:Version', version],
      ['pwg:State', SCANNER_STATES[state]],
      feeder === undefined ? undefined : ['scan:AdfState', FEEDER_STATES[feeder]],
      jobs.length === 0 ? undefined : ['scan:Jobs', jobs.map(jobNode)],
    ],
  ]);
}

/** A job that says no address or no state that is known is passed over. */
function readJob(info: Element): readonly ScanJobInfo[] {
  const uri = textAt(info, 'JobUri');
  const uuid = textAt(info, 'JobUuid');
  const state = JOB_STATES.find((known) => known === textAt(info, 'JobState'));
  if (uri === undefined || state === undefined) return [];
  const reasons = childrenOf(at(info, 'JobStateReasons'), 'JobStateReason').slice(0, MOST_JOBS);
  return [
    {
      uri: shortened(uri, MOST_TEXT),
      uuid: uuid === undefined ? undefined : shortened(uuid, MOST_TEXT),
      age: numberAt(info, 'Age', COUNT) ?? 0,
      imagesCompleted: numberAt(info, 'ImagesCompleted', COUNT) ?? 0,
      imagesToTransfer: numberAt(info, 'ImagesToTransfer', COUNT) ?? 0,
      state,
      reasons: reasons.flatMap(({ text }) => (text === '' ? [] : [shortened(text, MOST_TEXT)])),
    },
  ];
}

function jobNode(job: ScanJobInfo): Node {
  return [
    'scan:JobInfo',
    [
      ['pwg:JobUri', job.uri],
      job.uuid === undefined ? undefined : ['pwg:JobUuid', job.uuid],
      ['scan:Age', job.age],
      ['pwg:ImagesCompleted', job.imagesCompleted],
      ['pwg:ImagesToTransfer', job.imagesToTransfer],
      ['pwg:JobState', job.state],
      ['pwg:JobStateReasons', job.reasons.map((reason): Node => ['pwg:JobStateReason', reason])],
    ],
  ];
}
