import { constants, createWriteStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Fault } from '@holdover/kernel';
import { isNodeError } from '@holdover/nodejs';

/** A file that somebody named and that cannot be read. @param what as in `the certificate` */
export function unreadable(what: string, file: string, cause: unknown, code = 'file-unreadable'): Fault {
  const why = WHY_UNREAD[codeOf(cause)] ?? `cannot be read (${codeOf(cause)})`;
  return new Fault({ owner: 'caller', code, message: `The file ${file} with ${what} ${why}`, cause });
}

function cannotWrite(file: string, code: string, cause?: unknown): Fault {
  const why = WHY_UNWRITTEN[code] ?? `this system says ${code}`;
  return new Fault({ owner: 'caller', code: 'file-unwritable', message: `${file} cannot be written: ${why}`, cause });
}

/** Before long work whose result goes there. @throws Fault `file-unwritable` */
export async function checkWritable(file: string): Promise<void> {
  if (await isFolder(file)) throw cannotWrite(file, 'EISDIR');
  const there = await access(file, constants.W_OK).then(
    () => true,
    (cause: unknown) => {
      if (codeOf(cause) === 'ENOENT') return false;
      throw cannotWrite(file, codeOf(cause), cause);
    },
  );
  if (there) return;
  await access(dirname(file), constants.W_OK).catch((cause: unknown) => {
    throw cannotWrite(file, codeOf(cause), cause);
  });
}

/** Writes a report of the server to a file that its owner alone can read. @throws Fault `file-unwritable` */
export async function writeReport(file: string, report: AsyncIterable<Uint8Array>): Promise<void> {
  await checkWritable(file);
  try {
    await pipeline(report, createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    throw isNodeError(error) && error.syscall !== undefined ? cannotWrite(file, codeOf(error), error) : error;
  }
}

/** What a person reads of an error of the system that no command foresaw. */
export function systemFailure(error: NodeJS.ErrnoException): string {
  const why = WHY_UNREAD[codeOf(error)];
  return error.path === undefined || why === undefined ? error.message : `${error.path} ${why} [${codeOf(error)}]`;
}

const WHY_UNREAD: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EISDIR: 'is a folder, not a file',
  ENOTDIR: 'is below something that is no folder',
  EACCES: 'may not be read or written by this account',
  EPERM: 'may not be read or written by this account',
};

const WHY_UNWRITTEN: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'it is below something that is no folder',
  EACCES: 'this account may not write there',
  EPERM: 'this account may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
};

function codeOf(cause: unknown): string {
  return isNodeError(cause) ? (cause.code ?? 'unknown') : 'unknown';
}

async function isFolder(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isDirectory();
  } catch {
    return false;
  }
}
