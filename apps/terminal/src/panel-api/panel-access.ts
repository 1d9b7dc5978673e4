import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { days, Fault, fromUtf8, later, toBase64Url, utf8, type Entropy, type Instant } from '@holdover/kernel';
import { deriveKey, open, readFileIfPresent, seal, writeFileAtomic } from '@holdover/nodejs';
import { instantField } from '@holdover/protocol';
import * as z from 'zod';
import { makeOwnCertificate, OWN_CERTIFICATE_LIFETIME } from '../spool/own-certificate.ts';

/** A panel reached over the network: what it shows, and what its page has to bring. */
export interface PanelAccess {
  /** PEM: its own first, then its authority's, which an administrator may let the panel's browser trust. */
  readonly certificate: string;
  readonly privateKey: string;
  /** The token of now: another one counts from the moment it is made. */
  token(): Promise<string>;
}

export interface PanelAccessOptions {
  readonly folder: string;
  /** The machine's. */
  readonly key: Uint8Array;
  readonly entropy: Entropy;
}

const FILE = 'panel-access.json';
const KEY_ID = 'panel-1';
const TOKEN_BYTES = 32;
const RENEWED_BEFORE = days(30);

const fileSchema = z.strictObject({ version: z.literal(1), sealed: z.string() });
const contentSchema = z.strictObject({
  token: z.string().min(1),
  own: z
    .strictObject({ certificate: z.string(), privateKey: z.string(), hosts: z.array(z.string()), endsAt: instantField })
    .nullable(),
});
type Content = z.infer<typeof contentSchema>;

/**
 * Makes what is not there; the certificate anew in its last month, and for other hosts.
 * @throws Fault `panel-access-damaged`
 */
export async function openPanelAccess(
  options: PanelAccessOptions,
  { hosts, now }: { readonly hosts: readonly string[]; readonly now: Instant },
): Promise<PanelAccess> {
  const kept = await readContent(options);
  const own = isFit(kept?.own ?? null, hosts, now) ?? (await makeOwn(options, hosts, now));
  const content = { token: kept?.token ?? newToken(options.entropy), own };
  if (kept === undefined || kept.own !== own) await writeContent(options, content);
  return { ...own, token: tokenOf(options, content.token) };
}

/** The token whose link a panel's page is opened by. @param anew another one; what had the one before is shut out */
export async function panelTokenOf(
  options: PanelAccessOptions,
  anew: boolean,
): Promise<{ readonly token: string; readonly certificate: string | null }> {
  const kept = await readContent(options);
  const certificate = kept?.own?.certificate ?? null;
  if (kept !== undefined && !anew) return { token: kept.token, certificate };
  const token = newToken(options.entropy);
  await writeContent(options, { token, own: kept?.own ?? null });
  return { token, certificate };
}

async function makeOwn(
  { entropy }: PanelAccessOptions,
  hosts: readonly string[],
  now: Instant,
): Promise<NonNullable<Content['own']>> {
  const { certificate, authority, privateKey } = await makeOwnCertificate({ hosts, now, entropy });
  const chain = `${certificate.trimEnd()}\n${authority}`;
  return { certificate: chain, privateKey, hosts: [...hosts], endsAt: later(now, OWN_CERTIFICATE_LIFETIME) };
}

/** Reads the file again only where it is another one than before. */
function tokenOf(options: PanelAccessOptions, first: string): () => Promise<string> {
  let token = first;
  let seen: number | undefined;
  return async () => {
    const { mtimeMs } = await stat(join(options.folder, FILE));
    if (mtimeMs === seen) return token;
    token = (await readContent(options))?.token ?? token;
    seen = mtimeMs;
    return token;
  };
}

function isFit(own: Content['own'], hosts: readonly string[], now: Instant): Content['own'] {
  if (own === null || !hosts.every((host) => own.hosts.includes(host))) return null;
  const isInTime = own.endsAt > later(now, RENEWED_BEFORE) && own.endsAt <= later(now, OWN_CERTIFICATE_LIFETIME);
  return isInTime ? own : null;
}

function newToken(entropy: Entropy): string {
  return toBase64Url(entropy.bytes(TOKEN_BYTES));
}

async function readContent({ folder, key }: PanelAccessOptions): Promise<Content | undefined> {
  const bytes = await readFileIfPresent(join(folder, FILE));
  if (bytes === undefined) return undefined;
  try {
    const { sealed } = fileSchema.parse(JSON.parse(fromUtf8(bytes)));
    const find = (id: string): Uint8Array | undefined => (id === KEY_ID ? keyOf(key) : undefined);
    return contentSchema.parse(JSON.parse(fromUtf8(open(find, Buffer.from(sealed, 'base64url'), utf8(FILE)))));
  } catch (cause) {
    throw new Fault({ owner: 'environment', code: 'panel-access-damaged', message: `${FILE} cannot be read`, cause });
  }
}

async function writeContent({ folder, key }: PanelAccessOptions, content: Content): Promise<void> {
  const sealed = seal({ id: KEY_ID, key: keyOf(key) }, utf8(JSON.stringify(content)), utf8(FILE));
  const file: z.input<typeof fileSchema> = { version: 1, sealed: Buffer.from(sealed).toString('base64url') };
  await writeFileAtomic(join(folder, FILE), `${JSON.stringify(file)}\n`);
}

function keyOf(key: Uint8Array): Uint8Array {
  return deriveKey(key, 'holdover terminal panel');
}
