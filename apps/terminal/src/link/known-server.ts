import type { Json } from '@holdover/kernel';
import { verifyJson } from '@holdover/nodejs';
import { incarnationField, type Incarnation } from '@holdover/protocol';
import type { SealedDatabase } from '@holdover/sealed-store';
import * as z from 'zod';
import { createDurableValue } from '../store/durable-value.ts';

/** What this terminal has learnt of its server and does not unlearn. */
export interface KnownServer {
  /**
   * The server greets. False, and nothing is learnt, when its incarnation is lower than one known (R1): it was restored
   * without `holdover restore`, or is not the server.
   */
  greet(incarnation: Incarnation, signingKey: string): boolean;
  isOlder(incarnation: Incarnation): boolean;
  /** Whether the server's signing key signed exactly this. False before the first greeting. */
  isSigned(value: Json, signature: string): boolean;
  denyListVersion(): number;
  /** H3: ordered by (incarnation, version). */
  learnDenyList(version: number): void;
}

const knownSchema = z.strictObject({
  incarnation: incarnationField,
  signingKey: z.string(),
  denyListVersion: z.int().min(0),
});

export function createKnownServer(database: SealedDatabase): KnownServer {
  const durable = createDurableValue(database, 'known-server', knownSchema);
  let known = durable.read();
  const isOlder = (incarnation: Incarnation): boolean =>
    known !== undefined &&
    (incarnation.number < known.incarnation.number ||
      (incarnation.number === known.incarnation.number && incarnation.random !== known.incarnation.random));

  const learn = (next: z.infer<typeof knownSchema>): void => {
    durable.write(next);
    known = next;
  };

  return {
    greet(incarnation, signingKey) {
      if (isOlder(incarnation)) return false;
      const isSame = known?.incarnation.number === incarnation.number;
      if (!isSame || known?.signingKey !== signingKey) {
        learn({ incarnation, signingKey, denyListVersion: isSame ? (known?.denyListVersion ?? 0) : 0 });
      }
      return true;
    },
    isOlder,
    isSigned: (value, signature) => known !== undefined && verifyJson(known.signingKey, value, signature),
    denyListVersion: () => known?.denyListVersion ?? 0,
    learnDenyList(version) {
      if (known !== undefined && version > known.denyListVersion) learn({ ...known, denyListVersion: version });
    },
  };
}
