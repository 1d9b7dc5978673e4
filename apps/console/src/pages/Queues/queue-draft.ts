import type { NewQueue, Queue } from '@holdover/api';
import type { DeviceGroupId, DeviceId } from '@holdover/kernel';

export interface QueueDraft {
  readonly name: string;
  readonly path: string;
  /** Whether somebody typed it; until then it follows the name. */
  readonly ownPath: boolean;
  readonly location: string;
  readonly kind: Queue['kind'];
  readonly ownerFrom: Queue['ownerFrom'];
  readonly deviceGroups: readonly DeviceGroupId[];
  readonly deviceId: DeviceId | null;
  readonly acceptingJobs: boolean;
}

export const QUEUE_FIELDS = [
  'name',
  'path',
  'location',
  'kind',
  'ownerFrom',
  'deviceGroups',
  'deviceId',
  'acceptingJobs',
];

export const NO_QUEUE: QueueDraft = {
  name: '',
  path: '',
  ownPath: false,
  location: '',
  kind: 'pull',
  ownerFrom: 'authenticated',
  deviceGroups: [],
  deviceId: null,
  acceptingJobs: true,
};

export function draftOf(queue: Queue): QueueDraft {
  const { name, path, location, kind, ownerFrom, deviceGroups, deviceId, acceptingJobs } = queue;
  return { name, path, ownPath: true, location, kind, ownerFrom, deviceGroups, deviceId, acceptingJobs };
}

/** A queue has device groups or a device, by its kind: what was chosen for the other kind is left out. */
export function bodyOf(draft: QueueDraft): NewQueue {
  const { path, location, kind, ownerFrom, acceptingJobs } = draft;
  return {
    name: draft.name.trim(),
    path: path.trim(),
    location,
    kind,
    ownerFrom,
    acceptingJobs,
    deviceGroups: kind === 'pull' ? [...draft.deviceGroups] : [],
    deviceId: kind === 'direct' ? draft.deviceId : null,
  };
}

/** German letters as German writes them without; all other marks are dropped. */
const SPELLED: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
const PATH_MOST = 64;

/** The path of a queue of this name, as the contract allows it; empty if nothing of it can stand there. */
export function pathFor(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => SPELLED[letter] ?? '')
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, PATH_MOST)
    .replaceAll(/^-+|-+$/g, '');
}
