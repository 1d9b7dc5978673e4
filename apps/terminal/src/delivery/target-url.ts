import type { ScanTarget } from '@holdover/protocol';
import { refused } from './target-refusal.ts';

/** Where a folder is: its server, and the way to it. */
export interface TargetPlace {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** Of smb the first is the share. Never `.` or `..`, never empty. */
  readonly path: readonly string[];
}

const KINDS: Readonly<Record<ScanTarget['kind'], { readonly scheme: string; readonly port: number }>> = {
  smb: { scheme: 'smb:', port: 445 },
  webdav: { scheme: 'https:', port: 443 },
  sftp: { scheme: 'sftp:', port: 22 },
};
/** What no server takes in a name, or takes for something else. */
// oxlint-disable-next-line no-control-regex -- refusing them is the point
const UNUSABLE = /[\u0000-\u001f\u007f\\/]/;

/** @throws Fault `target-refused`: the server checks addresses, and this terminal does not rely on it */
export function placeOf({ kind, url }: Pick<ScanTarget, 'kind' | 'url'>): TargetPlace {
  const { scheme, port } = KINDS[kind];
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== scheme || parsed.hostname === '' || parsed.username !== '' || parsed.password !== '') {
    throw refused('target-refused', `The address of a folder is no ${scheme}//host/folder without a sign-in`);
  }
  return {
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: parsed.port === '' ? port : Number(parsed.port),
    path: parsed.pathname
      .split('/')
      .filter((part) => part !== '')
      .map(partOf),
  };
}

function partOf(written: string): string {
  const part = decoded(written);
  if (part === undefined || part === '.' || part === '..' || UNUSABLE.test(part)) {
    throw refused('target-refused', 'The address of a folder has a part that is no name');
  }
  return part;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
