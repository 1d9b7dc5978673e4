import {
  fromBase64Url,
  fromUtf8,
  makeId,
  present,
  toBase64Url,
  toHex,
  utf8,
  type Clock,
  type Entropy,
  type FleetId,
  type Json,
} from '@holdover/kernel';
import {
  createAuthority,
  createPrivateKeyPem,
  createSigningRequest,
  open,
  openAuthority,
  publicKeyOfRequest,
  publicKeyText,
  seal,
  signJson,
  type Authority,
  type FleetCredentials,
} from '@holdover/nodejs';
import type { Incarnation } from '@holdover/protocol';
import type { Database } from '../../database/database.ts';
import { createSqlRevisionStore } from '../../changes/revision-store-sql.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import type { AuthorityBeside, AuthorityRecord } from './authority-store.ts';
import { createSqlAuthorityStore } from './authority-store-sql.ts';

/** Who this server is towards its fleet. What a roll of the authority changes is read at each use. */
export interface FleetAuthority {
  readonly fleetId: FleetId;
  readonly incarnation: Incarnation;
  /** The one that issues. */
  readonly authority: Authority;
  /** PEM: every authority whose certificates count; the first issues. */
  readonly trusted: string;
  /** Shown by the gateway and the enrolment listener. */
  readonly gateway: FleetCredentials;
  readonly signer: FleetSigner;
  /** A roll went a step further. */
  reload(): Promise<void>;
  onReload(listener: () => void): void;
}

/** Signs what terminals believe without a connection: acknowledgements, deny lists, orders. */
export interface FleetSigner {
  /** SPKI, base64url. */
  readonly publicKey: string;
  sign(value: Json): string;
}

export interface FleetAuthorityDeps {
  readonly database: Database;
  readonly keys: ServerKeys;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

/** Name of the setting that says since when terminals are told whom to trust: before, the one they were enrolled with is all. */
export const ROLLED = 'authority-rolled';

const KEY_ID = 'fleet-1';
const GATEWAY_ID = 'gateway';

/**
 * Opens the fleet's authority, made at the first start.
 * Invariant: private keys reach the database only sealed under the server key, which no backup holds.
 * @throws Fault `sealed-value-damaged` when the server key is another than the one it was made under
 */
export async function openFleetAuthority(deps: FleetAuthorityDeps): Promise<FleetAuthority> {
  const key = authorityKey(deps.keys);
  const record = (await createSqlAuthorityStore(deps.database.queries).read()) ?? (await found(deps, key));
  const { fleetId, incarnation } = record;
  const signingKey = unsealKey(key, fleetId, 'signing', record.signingSealedKey);
  let current = await openCurrent(deps, key, record);
  const listeners: (() => void)[] = [];
  return {
    fleetId,
    incarnation,
    get authority() {
      return current.authority;
    },
    get trusted() {
      return current.trusted;
    },
    get gateway() {
      return current.gateway;
    },
    signer: { publicKey: publicKeyText(signingKey), sign: (value) => signJson(signingKey, value) },
    reload: async () => {
      const now = present(await createSqlAuthorityStore(deps.database.queries).read(), 'the authority of a fleet');
      current = await openCurrent(deps, key, now);
      for (const listener of listeners) listener();
    },
    onReload: (listener) => void listeners.push(listener),
  };
}

async function openCurrent({ database, entropy }: FleetAuthorityDeps, key: Uint8Array, record: AuthorityRecord) {
  const { fleetId, certificate, sealedKey, gatewayCertificate, gatewaySealedKey } = record;
  const beside = await createSqlAuthorityStore(database.queries).beside();
  const material = { certificate, privateKey: unsealKey(key, fleetId, 'authority', sealedKey) };
  return {
    authority: await openAuthority(fleetId, material, entropy),
    trusted: trustedOf(certificate, beside),
    gateway: {
      certificate: gatewayCertificate,
      privateKey: unsealKey(key, fleetId, 'gateway', gatewaySealedKey),
    },
  };
}

/** The issuing authority first, as terminals expect it. */
export function trustedOf(certificate: string, beside: AuthorityBeside | undefined): string {
  return [certificate, ...(beside === undefined ? [] : [beside.certificate])].map((pem) => pem.trim()).join('\n');
}

export function authorityKey(keys: ServerKeys): Uint8Array {
  return keys.derive('holdover fleet authority 1');
}

/** base64url; opens only for the same fleet and purpose. */
export function sealKey(key: Uint8Array, fleetId: FleetId, name: string, pem: string): string {
  return toBase64Url(seal({ id: KEY_ID, key }, utf8(pem), associated(fleetId, name)));
}

/** @throws Fault `sealed-value-damaged` */
export function unsealKey(key: Uint8Array, fleetId: FleetId, name: string, text: string): string {
  const sealed = present(fromBase64Url(text), `the sealed ${name} key`);
  return fromUtf8(open((id) => (id === KEY_ID ? key : undefined), sealed, associated(fleetId, name)));
}

/** Servers that start at once over one database end with one fleet: the first to write wins. */
async function found(deps: FleetAuthorityDeps, key: Uint8Array): Promise<AuthorityRecord> {
  const made = await make(deps, key);
  return deps.database.transact(async (queries) => {
    await createSqlRevisionStore(queries).lockChanges();
    const store = createSqlAuthorityStore(queries);
    const there = await store.read();
    if (there !== undefined) return there;
    await store.create(made);
    return made;
  });
}

async function make({ clock, entropy }: FleetAuthorityDeps, key: Uint8Array): Promise<AuthorityRecord> {
  const fleetId = makeId('fleet', clock.wall(), entropy);
  const material = await createAuthority(fleetId);
  const authority = await openAuthority(fleetId, material, entropy);
  const gateway = await issueGateway(authority);
  const sealed = (name: string, pem: string): string => sealKey(key, fleetId, name, pem);
  return {
    fleetId,
    certificate: material.certificate,
    sealedKey: sealed('authority', material.privateKey),
    gatewayCertificate: gateway.certificate,
    gatewaySealedKey: sealed('gateway', gateway.privateKey),
    signingSealedKey: sealed('signing', createPrivateKeyPem()),
    incarnation: { number: 1, random: toHex(entropy.bytes(8)) },
    createdAt: clock.wall(),
  };
}

/** A new key for gateway and enrolment listener. */
export async function issueGateway(authority: Authority): Promise<FleetCredentials> {
  const privateKey = createPrivateKeyPem();
  const publicKey = await publicKeyOfRequest(await createSigningRequest(privateKey));
  const { certificate } = await authority.issue({ publicKey, role: 'gateway', id: GATEWAY_ID });
  return { certificate, privateKey };
}

const associated = (fleetId: FleetId, name: string): Uint8Array => utf8(`${fleetId} ${name}`);
