import { EsclFault } from '../escl-fault.ts';

const MOST_PATH = 2_000;

export interface ScannerUrl {
  /** `http://host:port`. */
  readonly origin: string;
  /** `/eSCL`, without the slash at its end. */
  readonly root: string;
}

/** Undefined for what is no http or https url. */
export function scannerUrlOf(url: string): ScannerUrl | undefined {
  const match = /^(https?:\/\/(?:\[[0-9A-Fa-f:.%]+\]|[^/?#@:[\]\s\\]+)(?::\d{1,5})?)(\/[^?#\s\\]*)?$/i.exec(url);
  const origin = match?.[1];
  return origin === undefined ? undefined : { origin, root: (match?.[2] ?? '').replace(/\/+$/, '') };
}

/**
 * Where a job is that the scanner took on.
 * Invariant: always the host and port that the scanner was reached at. Devices behind a forwarding, and some in front of none,
 * name their own address, another port, `localhost`, or only a path (with a slash at its end: HP); of all these the path counts.
 * @throws EsclFault for a Location that is none
 */
export function jobUrlOf({ origin, root }: ScannerUrl, location: string | undefined): string {
  const match = /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/[^/?#\\]*)?([^?#]*)/i.exec(location?.trim() ?? '');
  const path = (match?.[1] ?? '').replace(/\/+$/, '');
  if (path === '' || path.length > MOST_PATH || !/^[\x21-\x7e]+$/.test(path) || path.includes('\\')) {
    throw new EsclFault('unexpected', 'the scanner took the job on and gave no Location that can be followed');
  }
  return path.startsWith('/') ? `${origin}${path}` : `${origin}${root}/${path}`;
}
