export interface BasicCredentials {
  readonly userName: string;
  readonly password: string;
}

/** More than any name and password have; a longer one is not decoded. */
const LONGEST = 1024;

/** RFC 7617 §2, with charset UTF-8; undefined for another scheme, what cannot be read, or no user name. */
export function readBasicCredentials(header: string | undefined): BasicCredentials | undefined {
  const match = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? '');
  if (match?.[1] === undefined || match[1].length > LONGEST) return undefined;
  const text = utf8Of(Buffer.from(match[1], 'base64'));
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 1) return undefined;
  return { userName: text.slice(0, colon), password: text.slice(colon + 1) };
}

function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
