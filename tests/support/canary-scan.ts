import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A secret planted to be looked for. `name` is what a finding says: never the secret. */
export interface Canary {
  readonly name: string;
  readonly text: string;
}

export interface Finding {
  readonly canary: string;
  readonly encoding: string;
  readonly where: string;
}

/** Every form in which a careless program could leave a secret behind. */
export function encodingsOf(text: string): ReadonlyMap<string, Buffer> {
  const forms = new Map<string, Buffer>();
  const plain = Buffer.from(text, 'utf8');
  forms.set('utf-8', plain);
  forms.set('utf-8, lower case', Buffer.from(text.toLowerCase()));
  forms.set('utf-16le', Buffer.from(text, 'utf16le'));
  forms.set('utf-16be', Buffer.from(text, 'utf16le').swap16());
  forms.set('hex', Buffer.from(plain.toString('hex')));
  forms.set('HEX', Buffer.from(plain.toString('hex').toUpperCase()));
  for (const shift of [0, 1, 2]) forms.set(`base64, shifted by ${shift}`, base64Core(plain, shift));
  // Digits in pairs, or hexadecimal in pairs: BCD and the raw bytes of a card.
  if (/^([0-9a-fA-F]{2})+$/.test(text)) {
    const packed = Buffer.from(text, 'hex');
    forms.set('BCD', packed);
    forms.set('BCD, reversed', Buffer.from(packed).reverse());
    for (const shift of [0, 1, 2]) forms.set(`base64 of BCD, shifted by ${shift}`, base64Core(packed, shift));
  }
  return forms;
}

/** The letters of a base64 text that depend on `bytes` alone when `shift` foreign bytes stand before them. */
function base64Core(bytes: Buffer, shift: number): Buffer {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
  const from = Math.ceil((shift * 8) / 6);
  const to = Math.floor(((shift + bytes.length) * 8) / 6);
  return Buffer.from(text.slice(from, to));
}

export function scanBytes(bytes: Buffer, where: string, canaries: readonly Canary[]): readonly Finding[] {
  // Base64url differs from base64 in two letters; one look at each form of the bytes covers both.
  const plain = Buffer.from(bytes.toString('latin1').replaceAll('-', '+').replaceAll('_', '/'), 'latin1');
  return canaries.flatMap(({ name, text }) =>
    [...encodingsOf(text)]
      .filter(([, form]) => bytes.includes(form) || plain.includes(form))
      .map(([encoding]) => ({ canary: name, encoding, where })),
  );
}

export function scanFolder(folder: string, canaries: readonly Canary[]): readonly Finding[] {
  return filesBelow(folder).flatMap((file) => scanBytes(readFileSync(file), file, canaries));
}

export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}
