import { toHex, type EpochId, type Entropy } from '@holdover/kernel';

const EPOCH = /^epo_[0-9a-f]{32}$/;

/** F2: 128 random bits, so that no two starts of any two disks share an epoch. */
export function makeEpochId(entropy: Entropy): EpochId {
  return `epo_${toHex(entropy.bytes(16))}` as EpochId;
}

export function isEpochId(value: unknown): value is EpochId {
  return typeof value === 'string' && EPOCH.test(value);
}
