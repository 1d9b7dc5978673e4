import { fromBase64Url, present } from '@holdover/kernel';
import type { HashLink, MethodHashing } from '@holdover/protocol';
import type { Change } from '../../changes/change.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import type { SlowHash } from '../../keys/slow-hash.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Stores } from '../../stores.ts';
import type { CredentialKind } from './credential.ts';
import { readHashingPlan } from './hashing.ts';

/** A normalised secret after the slow hash. Holds what a list may show of it, and not the secret. */
export interface PreparedSecret {
  readonly kind: CredentialKind;
  /** What each link gave, with the generation it is of; the last is the one in use. */
  readonly stretches: readonly [Stretch, ...Stretch[]];
  /** Under the generation in use. */
  readonly lookup: string;
  /** Under each: what was taken from somebody before the cost was raised is found as well (B9). */
  readonly lookups: readonly string[];
  readonly length: number;
  readonly ending: string;
}

export interface Stretch {
  readonly generation: number;
  readonly link: HashLink;
  readonly stretched: Uint8Array;
}

export interface PrepareDeps {
  readonly keys: ServerKeys;
  readonly slowHash: SlowHash;
}

/** Characters of a card number that lists show; none of a number so short that they would be half of it. */
const ENDING = 2;
const ENDING_FROM = 6;

export async function prepare(
  deps: PrepareDeps & { readonly stores: Pick<Stores, 'settings'> },
  kind: CredentialKind,
  secret: string,
): Promise<PreparedSecret> {
  return prepareUnder(deps, (await readHashingPlan(deps.stores.settings))[kind].use, { kind, secret });
}

/** The same for many, whose links were looked up once. */
export async function prepareUnder(
  deps: PrepareDeps,
  use: MethodHashing,
  { kind, secret }: { readonly kind: CredentialKind; readonly secret: string },
): Promise<PreparedSecret> {
  const [first, ...others] = linksOf(use);
  const stretches: [Stretch, ...Stretch[]] = [await stretchOver(deps, kind, secret, present(first, 'the first link'))];
  for (const link of others) stretches.push(await stretchOver(deps, kind, newest(stretches).stretched, link));
  return {
    ...found(deps, kind, stretches),
    length: kind === 'pin' ? secret.length : 0,
    ending: kind === 'card' && secret.length >= ENDING_FROM ? secret.slice(-ENDING) : '',
  };
}

/**
 * Inside a change: the secret under what is in use now, should the cost have been raised since it was prepared.
 * @throws ProblemFault `hash-cost-changing` where its salt was given up meanwhile: there was no credential yet
 */
export async function upToDate(
  deps: PrepareDeps,
  change: Pick<Change, 'stores'>,
  secret: PreparedSecret,
): Promise<PreparedSecret> {
  return upToDateUnder(deps, (await readHashingPlan(change.stores.settings))[secret.kind].use, secret);
}

/** @throws ProblemFault `hash-cost-changing` */
export async function upToDateUnder(
  deps: PrepareDeps,
  use: MethodHashing,
  secret: PreparedSecret,
): Promise<PreparedSecret> {
  const { kind, stretches } = secret;
  const links = linksOf(use);
  if (stretches.some((stretch, at) => links[at]?.link.salt !== stretch.link.salt)) {
    throw new ProblemFault('hash-cost-changing');
  }
  if (links.length === stretches.length) return secret;
  const more: [Stretch, ...Stretch[]] = [...stretches];
  for (const link of links.slice(stretches.length)) {
    more.push(await stretchOver(deps, kind, newest(more).stretched, link));
  }
  return { ...secret, ...found(deps, kind, more) };
}

/**
 * Inside a change: what a terminal stretched, under what is in use now. It knows nothing of the links before: a secret taken from
 * somebody under those alone is not found by it.
 * @returns undefined for a generation that is given up
 */
export async function continueStretched(
  deps: PrepareDeps,
  change: Pick<Change, 'stores'>,
  { kind, generation, stretched }: { kind: CredentialKind; generation: number; stretched: Uint8Array },
): Promise<PreparedSecret | undefined> {
  const links = linksOf((await readHashingPlan(change.stores.settings))[kind].use);
  const at = links.findIndex((link) => link.generation === generation);
  const given = links[at];
  if (given === undefined) return undefined;
  const stretches: [Stretch, ...Stretch[]] = [{ ...given, stretched }];
  for (const link of links.slice(at + 1)) {
    stretches.push(await stretchOver(deps, kind, newest(stretches).stretched, link));
  }
  return { ...found(deps, kind, stretches), length: 0, ending: '' };
}

/** `Argon2id(stretched, new salt, new parameters)`: what is stored, under the next link. */
export async function stretchOver(
  { slowHash }: Pick<PrepareDeps, 'slowHash'>,
  kind: CredentialKind,
  secret: string | Uint8Array,
  { generation, link }: Omit<Stretch, 'stretched'>,
): Promise<Stretch> {
  const salt = present(fromBase64Url(link.salt), 'a salt that its schema accepted');
  const stretched = await slowHash.stretch(secret, { method: kind, salt, parameters: link.parameters });
  return { generation, link, stretched };
}

/** Generations rise by one with each link: what a link gives is of the generation that ended with it. */
export function linksOf({ generation, links }: MethodHashing): readonly Omit<Stretch, 'stretched'>[] {
  return links.map((link, at) => ({ generation: generation - (links.length - 1 - at), link }));
}

export function newest(stretches: readonly [Stretch, ...Stretch[]]): Stretch {
  return stretches[stretches.length - 1] ?? stretches[0];
}

function found({ keys }: PrepareDeps, kind: CredentialKind, stretches: readonly [Stretch, ...Stretch[]]) {
  const lookups = stretches.map(({ stretched }) => keys.lookup(stretched));
  return { kind, stretches, lookups, lookup: keys.lookup(newest(stretches).stretched) };
}
