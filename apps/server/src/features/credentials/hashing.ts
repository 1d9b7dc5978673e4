import { Fault, toBase64Url, type Entropy } from '@holdover/kernel';
import { CARD_STRETCH, PIN_STRETCH } from '@holdover/nodejs';
import {
  instantField,
  methodHashingField,
  type Hashing,
  type HashLink,
  type HashParameters,
  type MethodHashing,
} from '@holdover/protocol';
import * as z from 'zod';
import type { SettingStore } from '../settings/setting-store.ts';
import type { CredentialKind } from './credential.ts';

export type HashingCost = Readonly<Record<CredentialKind, HashParameters>>;

/** How the secrets of one kind are stretched, and what that is about to be or was a moment ago. */
const stagesField = z.strictObject({
  /** What terminals take with their next state, and credentials are looked up by. */
  use: methodHashingField,
  /** The cost is being raised: every credential is wrapped for this, then it comes into use. */
  target: methodHashingField.nullable(),
  /** What was in use before. Terminals that still hold it log in by it. */
  former: methodHashingField.extend({ leftAt: instantField }).nullable(),
});
export type HashingStages = z.output<typeof stagesField>;

const plan = z.strictObject({ pin: stagesField, card: stagesField });
export type HashingPlan = z.output<typeof plan>;

const NAME = 'hashing';
const SALT_BYTES = 16;

/**
 * How PINs and cards are stretched throughout the organisation.
 * Invariant: what is in use changes only by wrapping: another salt or cost would make every stored credential unknown.
 * @throws Fault `setting-unreadable`
 */
export async function readHashingPlan(settings: SettingStore): Promise<HashingPlan> {
  const read = plan.safeParse(await settings.read(NAME));
  if (read.success) return read.data;
  throw new Fault({
    owner: 'environment',
    code: 'setting-unreadable',
    message: 'The parameters of the slow hash cannot be read',
  });
}

/** As terminals are told. */
export function inUse({ pin, card }: HashingPlan): Hashing {
  return { pin: pin.use, card: card.use };
}

/** Inside a change. */
export async function writeStages(settings: SettingStore, kind: CredentialKind, stages: HashingStages): Promise<void> {
  const next = { ...(await readHashingPlan(settings)), [kind]: stages };
  await settings.write(NAME, { pin: asJson(next.pin), card: asJson(next.card) });
}

/** At first start; what is there stays. Inside a change. */
export async function ensureHashing(settings: SettingStore, entropy: Entropy, cost?: HashingCost): Promise<void> {
  if ((await settings.read(NAME)) !== undefined) return;
  const { pin, card } = cost ?? { pin: PIN_STRETCH, card: CARD_STRETCH };
  const salt = newSalt(entropy);
  const first = (parameters: HashParameters): HashingStages => ({
    use: { generation: 1, links: [{ salt, parameters: { ...parameters } }] },
    target: null,
    former: null,
  });
  await settings.write(NAME, { pin: asJson(first(pin)), card: asJson(first(card)) });
}

export function newSalt(entropy: Entropy): string {
  return toBase64Url(entropy.bytes(SALT_BYTES));
}

function asJson({ use, target, former }: HashingStages) {
  return {
    use: hashingJson(use),
    target: target && hashingJson(target),
    former: former && { ...hashingJson(former), leftAt: former.leftAt },
  };
}

function hashingJson({ generation, links }: MethodHashing) {
  return { generation, links: links.map(({ salt, parameters }) => ({ salt, parameters: { ...parameters } })) };
}

/** What the newest link costs: what an administrator sees. */
export function costOf({ use, target }: HashingStages): HashParameters {
  const links: readonly HashLink[] = (target ?? use).links;
  return links[links.length - 1]?.parameters ?? PIN_STRETCH;
}
