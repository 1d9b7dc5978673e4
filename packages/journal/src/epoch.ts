import { ID_PREFIXES, toHex, type EpochId, type Entropy } from '@holdover/kernel';

/** F2: 128 random bits, so that no two starts of any two disks share an epoch. */
export function makeEpochId(entropy: Entropy): EpochId {
  return `${ID_PREFIXES.epoch}${toHex(entropy.bytes(16))}` as EpochId;
}
