import { instant, milliseconds, type CredentialId, type UserId } from '@holdover/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain, type ExplainQuestion, type HeldAtTerminal, type HeldEntry, type HoldingIntent } from './explain.ts';
import { decideOffline, type CredentialLookup } from './login-decision.ts';
import type { LoginMethod } from './login-methods.ts';
import type { CredentialKind } from './synchronized-credentials.ts';

const NOW = instant(1_000);
const ANNA = 'usr_anna' as UserId;
const METHODS: readonly LoginMethod[] = ['pin', 'card', 'card+pin', 'password'];

function entry(kind: CredentialKind, n: number, change: Partial<HeldEntry> = {}): HeldEntry {
  const credentialId = `${kind === 'pin' ? 'pin' : 'crd'}_${n}` as CredentialId;
  return { kind, credentialId, userId: ANNA, validUntil: instant(2_000), disabled: false, ...change };
}

function at(change: Partial<HeldAtTerminal> = {}): HeldAtTerminal {
  return {
    profile: { loginMethods: METHODS },
    model: { offlineLogin: true },
    settings: { enabled: true },
    time: { at: NOW, uncertainty: milliseconds(0), from: 'stated', allowsOfflineLogin: true },
    entries: [],
    ...change,
  };
}

const wanted: HoldingIntent = {
  nobody: null,
  userEnabled: true,
  kinds: new Set(['pin', 'card']),
  synchronization: 'included',
};
const why = (held: ExplainQuestion['held'], intent: Partial<HoldingIntent> = {}) =>
  explain({ held, intent: { ...wanted, ...intent } });
const no = (reason: string) => ({ can: false, reason });

describe('explain', () => {
  test('[H1c] by which methods and credentials, and until when', () => {
    const entries = [
      entry('pin', 1),
      entry('pin', 2, { validUntil: instant(3_000) }),
      entry('pin', 3, { validUntil: NOW }),
      entry('card', 4, { validUntil: instant(2_500) }),
    ];
    expect(why(at({ entries }))).toEqual({
      can: true,
      validUntil: 3_000,
      ways: [
        { method: 'pin', credentialIds: ['pin_1', 'pin_2'], validUntil: 3_000 },
        { method: 'card', credentialIds: ['crd_4'], validUntil: 2_500 },
        { method: 'card+pin', credentialIds: ['crd_4', 'pin_1', 'pin_2'], validUntil: 2_500 },
      ],
    });
  });

  test('[H1c] a card whose method asks for a PIN too ends with the earlier of both', () => {
    const entries = [entry('card', 1, { validUntil: instant(9_000) }), entry('pin', 2)];
    const profile = { loginMethods: ['card+pin'] as const };
    expect(why(at({ entries, profile }))).toMatchObject({ can: true, validUntil: 2_000 });
    expect(why(at({ entries: entries.slice(0, 1), profile }))).toEqual(no('on-its-way'));
    expect(why(at({ entries: entries.slice(0, 1), profile }), { kinds: new Set(['card']) })).toEqual(
      no('no-fitting-credential'),
    );
  });

  test('[H1c] what holds for everybody at the device comes before what holds for this person', () => {
    expect(why('not-enrolled')).toEqual(no('not-enrolled'));
    expect(why('never-synchronized', { nobody: 'model-without-offline-login' })).toEqual(
      no('model-without-offline-login'),
    );
    expect(why(at({ model: { offlineLogin: false } }))).toEqual(no('model-without-offline-login'));
    expect(why(at({ settings: { enabled: false } }))).toEqual(no('offline-login-off'));
    expect(why(at({ settings: { enabled: false } }), { nobody: 'device-inactive' })).toEqual(no('device-inactive'));
    expect(why(at({ profile: { loginMethods: ['password'] } }))).toEqual(no('no-offline-method'));
    expect(why(at({ time: { ...at().time, from: 'uncertain', allowsOfflineLogin: false } }))).toEqual(
      no('time-uncertain'),
    );
    expect(why(at(), { nobody: 'key-protector-too-weak' })).toEqual(no('key-protector-too-weak'));
  });

  test('[H1c] held, and yet not let in', () => {
    expect(why(at({ entries: [entry('pin', 1, { validUntil: NOW })] }))).toEqual(no('ended'));
    expect(why(at({ entries: [entry('pin', 1, { disabled: true })] }))).toEqual(no('credential-denied'));
    expect(why(at({ entries: [entry('pin', 1, { disabled: true })] }), { userEnabled: false })).toEqual(
      no('user-disabled'),
    );
  });

  test('[H1c] not held, and why', () => {
    expect(why(at())).toEqual(no('on-its-way'));
    expect(why(at(), { synchronization: 'left-out' })).toEqual(no('left-out'));
    expect(why(at(), { synchronization: 'not-assigned' })).toEqual(no('not-assigned'));
    expect(why(at(), { synchronization: 'off' })).toEqual(no('synchronization-off'));
    expect(why(at(), { userEnabled: false })).toEqual(no('user-disabled'));
    expect(why(at(), { kinds: new Set() })).toEqual(no('no-credential'));
    expect(why(at({ profile: { loginMethods: ['card'] } }), { kinds: new Set(['pin']) })).toEqual(
      no('no-fitting-credential'),
    );
  });

  test('[H1d] it says what decideOffline then does, whatever the terminal holds', () => {
    fc.assert(
      fc.property(anyHeld, anyIntent, (held, intent) => {
        const answer = explain({ held, intent });
        const granted = METHODS.flatMap((method) =>
          everyTry(method, held.entries).flatMap((lookup) => {
            const decision = decideOffline({ ...held, lookup });
            return decision.decision === 'granted' ? [{ method, ...decision }] : [];
          }),
        );
        expect(answer.can).toBe(granted.length > 0);
        if (!answer.can) return;
        expect(answer.validUntil).toBe(Math.max(...granted.map(({ validUntil }) => validUntil)));
        expect(answer.ways.map(({ method }) => method).toSorted()).toEqual(
          [...new Set(granted.map(({ method }) => method))].toSorted(),
        );
        for (const { method, validUntil, credentialIds } of answer.ways) {
          const ofMethod = granted.filter((one) => one.method === method);
          expect(validUntil).toBe(Math.max(...ofMethod.map((one) => one.validUntil)));
          expect(new Set(credentialIds)).toEqual(new Set(ofMethod.flatMap((one) => one.credentialIds)));
        }
      }),
    );
  });

  test('[H1d] at the last moment it names they are let in, and a moment later by none of its ways', () => {
    fc.assert(
      fc.property(anyHeld, anyIntent, (held, intent) => {
        const answer = explain({ held, intent });
        fc.pre(answer.can);
        if (!answer.can) return;
        const then = (ms: number) => explain({ held: { ...held, time: { ...held.time, at: instant(ms) } }, intent });
        expect(then(answer.validUntil - 1).can).toBe(true);
        expect(then(answer.validUntil)).toEqual(no('ended'));
      }),
    );
  });
});

function everyTry(method: LoginMethod, entries: readonly HeldEntry[]): CredentialLookup[] {
  const of = (kind: CredentialKind) => [undefined, ...entries.filter((one) => one.kind === kind)];
  switch (method) {
    case 'pin':
      return of('pin').map((pin) => ({ method, pin }));
    case 'card':
      return of('card').map((card) => ({ method, card }));
    case 'card+pin':
      return of('card').flatMap((card) => of('pin').map((pin) => ({ method, card, pin })));
    case 'password':
      return [{ method }];
  }
}

const anyHeld: fc.Arbitrary<HeldAtTerminal> = fc
  .record({
    loginMethods: fc.subarray([...METHODS]),
    offlineLogin: mostly(),
    enabled: mostly(),
    allowsOfflineLogin: mostly(),
    drawn: fc.uniqueArray(
      fc.record({
        kind: fc.constantFrom('pin' as const, 'card' as const),
        n: fc.nat(9),
        until: fc.integer({ min: 900, max: 1_200 }),
        disabled: fc.boolean(),
      }),
      { selector: ({ kind, n }) => `${kind}${n}`, maxLength: 6 },
    ),
  })
  .map(({ loginMethods, offlineLogin, enabled, allowsOfflineLogin, drawn }) =>
    at({
      profile: { loginMethods },
      model: { offlineLogin },
      settings: { enabled },
      time: { ...at().time, allowsOfflineLogin },
      entries: drawn.map(({ kind, n, until, disabled }) => entry(kind, n, { validUntil: instant(until), disabled })),
    }),
  );

const anyIntent: fc.Arbitrary<HoldingIntent> = fc.record({
  nobody: fc.option(fc.constantFrom('device-inactive' as const, 'no-offline-method' as const)),
  userEnabled: fc.boolean(),
  kinds: fc.subarray(['pin' as const, 'card' as const]).map((kinds) => new Set(kinds)),
  synchronization: fc.constantFrom('included', 'left-out', 'not-assigned', 'off'),
});

function mostly(): fc.Arbitrary<boolean> {
  return fc.integer({ min: 0, max: 9 }).map((n) => n > 0);
}
