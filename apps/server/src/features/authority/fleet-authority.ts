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
import type { AuthorityRecord } from './authority-store.ts';
import { createSqlAuthorityStore } from './authority-store-sql.ts';

/** Who this server is towards its fleet. */
export interface FleetAuthority {
  readonly fleetId: FleetId;
  readonly incarnation: Incarnation;
  readonly authority: Authority;
  /** Shown by the gateway and the enrolment listener. */
  readonly gateway: FleetCredentials;
  readonly signer: FleetSigner;
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

const KEY_ID = 'fleet-1';
const GATEWAY_ID = 'gateway';

/**
 * Opens the fleet's authority, made at the first start.
 * Invariant: private keys reach the database only sealed under the server key, which no backup holds.
 * @throws Fault `sealed-value-damaged` when the server key is another than the one it was made under
 */
export async function openFleetAuthority(deps: FleetAuthorityDeps): Promise<FleetAuthority> {
  const key = deps.keys.derive('holdover fleet authority 1');
  const record = (await createSqlAuthorityStore(deps.database.queries).read()) ?? (await found(deps, key));
  const unseal = (name: string, text: string): string => {
    const sealed = present(fromBase64Url(text), `the sealed ${name} key`);
    return fromUtf8(open((id) => (id === KEY_ID ? key : undefined), sealed, associated(record.fleetId, name)));
  };
  const signingKey = unseal('signing', record.signingSealedKey);
  return {
    fleetId: record.fleetId,
    incarnation: record.incarnation,
    authority: await openAuthority(
      record.fleetId,
      { certificate: record.certificate, privateKey: unseal('authority', record.sealedKey) },
      deps.entropy,
    ),
    gateway: { certificate: record.gatewayCertificate, privateKey: unseal('gateway', record.gatewaySealedKey) },
    signer: { publicKey: publicKeyText(signingKey), sign: (value) => signJson(signingKey, value) },
  };
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
  const gatewayKey = createPrivateKeyPem();
  const publicKey = await publicKeyOfRequest(await createSigningRequest(gatewayKey));
  const gateway = await authority.issue({ publicKey, role: 'gateway', id: GATEWAY_ID });
  const sealed = (name: string, pem: string): string =>
    toBase64Url(seal({ id: KEY_ID, key }, utf8(pem), associated(fleetId, name)));
  return {
    fleetId,
    certificate: material.certificate,
    sealedKey: sealed('authority', material.privateKey),
    gatewayCertificate: gateway.certificate,
    gatewaySealedKey: sealed('gateway', gatewayKey),
    signingSealedKey: sealed('signing', createPrivateKeyPem()),
    incarnation: { number: 1, random: toHex(entropy.bytes(8)) },
    createdAt: clock.wall(),
  };
}

const associated = (fleetId: FleetId, name: string): Uint8Array => utf8(`${fleetId} ${name}`);
