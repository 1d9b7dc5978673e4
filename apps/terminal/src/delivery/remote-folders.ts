import type { Clock, Logger } from '@holdover/kernel';
import type { ScanTarget } from '@holdover/protocol';
import type { OpenFolder } from './folder.ts';
import { openSftp } from './sftp-folder.ts';
import { findSmbclient, openSmb } from './smb-folder.ts';
import { refused } from './target-refusal.ts';
import { openWebdav } from './webdav-folder.ts';

/** The folders that a profile names. */
export interface RemoteFolders {
  /** Whether this terminal has what that kind takes. */
  canReach(kind: ScanTarget['kind']): boolean;
  opener(target: ScanTarget): OpenFolder;
}

export interface RemoteFoldersOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Samba's program; looked for without. */
  readonly smbclient?: string;
}

export function createRemoteFolders({
  clock,
  logger,
  smbclient = findSmbclient(),
}: RemoteFoldersOptions): RemoteFolders {
  let isTold = smbclient !== undefined;
  return {
    canReach(kind) {
      if (kind !== 'smb' || smbclient !== undefined) return true;
      if (!isTold)
        logger.warn('Folders over SMB need the program smbclient; on Debian it comes in the package smbclient');
      isTold = true;
      return false;
    },
    opener(target) {
      switch (target.kind) {
        case 'webdav':
          return openWebdav(clock, target);
        case 'sftp':
          return openSftp(clock, target);
        case 'smb':
          return smbclient === undefined ? noProgram : openSmb(clock, target, smbclient);
      }
    },
  };
}

const noProgram: OpenFolder = () => Promise.reject(refused('target-unreachable', 'smbclient is not installed'));
