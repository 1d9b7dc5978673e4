import type { Clock, Logger } from '@holdover/kernel';
import type { ScanTarget } from '@holdover/protocol';
import type { OpenFolder } from './folder.ts';
import { refused } from './target-refusal.ts';

/** The folders that a profile names. */
export interface RemoteFolders {
  /** Whether this terminal has what that kind takes. */
  canReach(kind: ScanTarget['kind']): boolean;
  opener(target: ScanTarget): OpenFolder;
}

export interface RemoteFoldersOptions {
  readonly clock: Clock;
  readonly logger: Logger;
}

export function createRemoteFolders(_options: RemoteFoldersOptions): RemoteFolders {
  return {
    canReach: () => false,
    opener:
      ({ kind }) =>
      () =>
        Promise.reject(refused('target-unreachable', `Nothing here speaks ${kind}`)),
  };
}
