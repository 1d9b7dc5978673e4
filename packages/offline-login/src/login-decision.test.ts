import { instant, milliseconds, minutes, type CredentialId, type UserId } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import {
  decideOffline,
  locked,
  nextAfterServer,
  type CachedCredential,
  type CredentialLookup,
  type OfflineLoginQuestion,
} from './login-decision.ts';
import { offlineMethods, type LoginMethod } from './login-methods.ts';
import type { TimeReading } from './trusted-time.ts';

const LOGIN_METHODS: readonly LoginMethod[] = ['pin', 'card', 'card+pin', 'password'];
const NOW = instant(1_000);
const time: TimeReading = { at: NOW, uncertainty: milliseconds(0), from: 'stated', allowsOfflineLogin: true };

function cached(part: Partial<CachedCredential> = {}): CachedCredential {
  return {
    credentialId: 'pin_1' as CredentialId,
    userId: 'usr_anna' as UserId,
    validUntil: instant(2_000),
    disabled: false,
    ...part,
  };
}

const card = cached({ credentialId: 'crd_1' as CredentialId });

function decide(lookup: CredentialLookup, part: Partial<OfflineLoginQuestion> = {}) {
  return decideOffline({
    lookup,
    profile: { loginMethods: LOGIN_METHODS },
    model: { offlineLogin: true },
    settings: { enabled: true },
    time,
    ...part,
  });
}

describe('offline login', () => {
  test('[A2a] PIN, ID card, and both together open a session', () => {
    expect(decide({ method: 'pin', pin: cached() })).toEqual({
      decision: 'granted',
      mode: 'offline',
      userId: 'usr_anna',
      credentialIds: ['pin_1'],
      validUntil: 2_000,
    });
    expect(decide({ method: 'card', card })).toMatchObject({ decision: 'granted', credentialIds: ['crd_1'] });
    expect(decide({ method: 'card+pin', card, pin: cached() })).toMatchObject({
      decision: 'granted',
      credentialIds: ['crd_1', 'pin_1'],
    });
  });

  test('[A2a] a password needs the server', () => {
    expect(decide({ method: 'password' })).toEqual({
      decision: 'refused',
      code: 'offline-login-unavailable',
      reason: 'method-needs-server',
    });
  });

  test('[A2b] a method the profile does not list is refused, even with a right PIN', () => {
    const profile = { loginMethods: ['card'] as const };
    expect(decide({ method: 'pin', pin: cached() }, { profile })).toMatchObject({ code: 'method-not-allowed' });
    expect(decide({ method: 'password' }, { profile })).toMatchObject({ code: 'method-not-allowed' });
  });

  test('[A2c] a profile of passwords alone has no method left offline', () => {
    expect(offlineMethods(['password'])).toEqual([]);
    expect(offlineMethods(LOGIN_METHODS)).toEqual(['pin', 'card', 'card+pin']);
  });

  test('[A3b] a device without offline login says so, whatever its cache holds', () => {
    expect(decide({ method: 'pin', pin: cached() }, { model: { offlineLogin: false } })).toMatchObject({
      code: 'offline-login-unavailable',
      reason: 'device-model',
    });
  });

  test('[A5a] the feature switched off serves nobody from a cache that is still there', () => {
    expect(decide({ method: 'pin', pin: cached() }, { settings: { enabled: false } })).toMatchObject({
      reason: 'feature-off',
    });
  });

  test('[T3a] nobody is let in at a time nobody can vouch for', () => {
    const uncertain = { ...time, from: 'uncertain', allowsOfflineLogin: false } as const;
    expect(decide({ method: 'pin', pin: cached() }, { time: uncertain })).toMatchObject({ reason: 'time-uncertain' });
  });

  test('[B6a] past its end a credential is expired', () => {
    const pin = cached({ validUntil: NOW });
    expect(decide({ method: 'pin', pin })).toEqual({ decision: 'refused', code: 'expired' });
    expect(decide({ method: 'card+pin', card, pin })).toMatchObject({ code: 'expired' });
    expect(decide({ method: 'card+pin', card, pin: cached({ validUntil: instant(1_500) }) })).toMatchObject({
      validUntil: 1_500,
    });
  });

  test('[T5a] what may have ended by now has ended', () => {
    const within = { ...time, uncertainty: milliseconds(500) };
    const ending = (ms: number) => ({ method: 'pin' as const, pin: cached({ validUntil: instant(NOW + ms) }) });
    expect(decide(ending(501), { time: within })).toMatchObject({ decision: 'granted' });
    expect(decide(ending(500), { time: within })).toMatchObject({ code: 'expired' });
    expect(decide(ending(500))).toMatchObject({ decision: 'granted' });
  });

  test('[D2a] expired and disabled are told to the whole secret alone', () => {
    const gone = { validUntil: instant(0), disabled: true };
    expect(decide({ method: 'pin', pin: undefined })).toMatchObject({ code: 'unknown-credential' });
    expect(decide({ method: 'pin', pin: cached(gone) })).toMatchObject({ code: 'disabled' });
    expect(decide({ method: 'card+pin', card: { ...card, ...gone }, pin: undefined })).toMatchObject({
      code: 'unknown-credential',
    });
    expect(decide({ method: 'card+pin', card: undefined, pin: cached(gone) })).toMatchObject({
      code: 'unknown-credential',
    });
    expect(decide({ method: 'card+pin', card, pin: cached({ disabled: true }) })).toMatchObject({ code: 'disabled' });
  });

  test('[D4a] a card and another user’s PIN are unknown, even when one has expired', () => {
    const pin = cached({ userId: 'usr_ben' as UserId, validUntil: instant(0) });
    expect(decide({ method: 'card+pin', card, pin })).toEqual({ decision: 'refused', code: 'unknown-credential' });
  });

  test('[D3f] a locked panel says how long', () => {
    expect(locked(minutes(3))).toEqual({ decision: 'refused', code: 'locked', retryAfter: 180_000 });
  });
});

describe('after asking the server', () => {
  test('[D1b] no answer, 429 and 5xx leave it to the cache', () => {
    expect(nextAfterServer({ answer: 'no-answer' })).toEqual({ next: 'ask-cache' });
    expect(nextAfterServer({ answer: 'status', status: 429 })).toEqual({ next: 'ask-cache' });
    expect(nextAfterServer({ answer: 'status', status: 503 })).toEqual({ next: 'ask-cache' });
  });

  test('[D1b] a server that does not know the terminal said nothing about the credential', () => {
    expect(nextAfterServer({ answer: 'terminal-refused' })).toEqual({ next: 'ask-cache' });
  });

  test.each(['unknown-credential', 'expired', 'disabled', 'method-not-allowed'] as const)(
    '[D1c] %s is final',
    (code) => {
      expect(nextAfterServer({ answer: 'refused', code })).toEqual({
        next: 'refuse',
        refusal: { decision: 'refused', code },
      });
    },
  );

  test('what it grants is granted', () => {
    expect(nextAfterServer({ answer: 'granted', grant: 'anna' })).toEqual({ next: 'grant', grant: 'anna' });
  });
});
