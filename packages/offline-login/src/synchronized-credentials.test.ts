import { instant, type CredentialId, type Instant } from '@holdover/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { synchronizedCredentials, type DatedCredential } from './synchronized-credentials.ts';

const NOW = instant(1_000);

function credential(kind: 'pin' | 'card', n: number, ownEnd: Instant | null = null): DatedCredential {
  return { id: `${kind === 'pin' ? 'pin' : 'crd'}_${n}` as CredentialId, kind, createdAt: instant(n), ownEnd };
}

describe('synchronized credentials', () => {
  test('[B3a] the newest three PINs and the newest three cards', () => {
    const all = [1, 2, 3, 4, 5].flatMap((n) => [credential('pin', n), credential('card', n)]);
    expect(synchronizedCredentials(all, NOW).map(({ id }) => id)).toEqual([
      'pin_5',
      'pin_4',
      'pin_3',
      'crd_5',
      'crd_4',
      'crd_3',
    ]);
  });

  test('[B3b] one that has ended is not among them and makes room', () => {
    const all = [credential('pin', 1), credential('pin', 2), credential('pin', 3), credential('pin', 4, NOW)];
    expect(synchronizedCredentials(all, NOW).map(({ id }) => id)).toEqual(['pin_3', 'pin_2', 'pin_1']);
    expect(synchronizedCredentials(all, instant(NOW - 1)).map(({ id }) => id)).toEqual(['pin_4', 'pin_3', 'pin_2']);
  });

  test('[B3a] [B3b] whatever a user has', () => {
    const any = fc.uniqueArray(
      fc.record({
        kind: fc.constantFrom('pin' as const, 'card' as const),
        n: fc.nat(50),
        end: fc.option(fc.nat(2_000)),
      }),
      { selector: ({ kind, n }) => `${kind}${n}`, maxLength: 20 },
    );
    fc.assert(
      fc.property(any, (drawn) => {
        const all = drawn.map(({ kind, n, end }) => credential(kind, n, end === null ? null : instant(end)));
        const chosen = synchronizedCredentials(all, NOW);
        for (const kind of ['pin', 'card'] as const) {
          const living = all.filter((one) => one.kind === kind && (one.ownEnd === null || one.ownEnd > NOW));
          const mine = chosen.filter((one) => one.kind === kind);
          expect(mine).toHaveLength(Math.min(3, living.length));
          const oldest = mine.at(-1);
          if (oldest === undefined) continue;
          expect(living.filter((one) => one.createdAt > oldest.createdAt).length).toBeLessThan(3);
        }
        expect(chosen.every((one) => all.includes(one))).toBe(true);
      }),
    );
  });
});
