import { instant, makeId, milliseconds, minutes, type Instant } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { describe, expect, test } from 'vitest';
import type { CacheState } from '../cache/credential-cache.ts';
import type { OpenSession } from '../session/session-keeper.ts';
import { samplePerson, sampleSnapshot } from '../testing/sample-state.ts';
import { panelStateOf, type PanelFacts } from './panel-state.ts';

const NOW: Instant = instant(1_760_000_000_000);
const KEY = new Uint8Array(32);

const SOMEBODY: OpenSession = {
  id: makeId('session', NOW, createSeededEntropy('session')),
  user: samplePerson(createSeededEntropy('user'), 'Anna', '482913', '04A23B').user,
  mode: 'online',
  endsInSeconds: 60,
};

describe('what the panel shows', () => {
  const deviceId = makeId('device', NOW, createSeededEntropy('panel'));
  const snapshot = sampleSnapshot({ identity: { deviceId, deviceName: 'Kyocera' }, people: [], key: KEY, at: NOW });
  const cached: CacheState = { ...snapshot, cacheKey: KEY, confirmedAt: NOW };
  const facts = (change: Partial<PanelFacts> = {}): PanelFacts => ({
    link: 'offline',
    deviceName: 'As enrolled',
    cache: cached,
    session: undefined,
    hasJobs: false,
    time: { at: NOW, uncertainty: milliseconds(0), from: 'stated', allowsOfflineLogin: true },
    pinLockedFor: milliseconds(0),
    journalRoom: 'room',
    journalBacklog: 0,
    ...change,
  });
  const messages = (change: Partial<PanelFacts>): string[] =>
    panelStateOf(facts(change)).messages.map(({ code }) => code);
  const withMethods = (...loginMethods: CacheState['profile']['loginMethods']): CacheState => ({
    ...cached,
    profile: { ...cached.profile, loginMethods },
  });

  test('the five states of the link go to the panel as they are', () => {
    for (const link of ['online', 'degraded', 'offline', 'returning', 'refused'] as const) {
      expect(panelStateOf(facts({ link })).link).toBe(link);
    }
  });

  test('[A2a] offline, a password is shown as needing the server; the others are there', () => {
    const cache = withMethods('pin', 'card', 'card+pin', 'password');
    expect(panelStateOf(facts({ cache })).methods).toEqual([
      { method: 'pin', available: true },
      { method: 'card', available: true },
      { method: 'card+pin', available: true },
      { method: 'password', available: false, reason: 'needs-print-server' },
    ]);
    expect(panelStateOf(facts({ cache, link: 'online' })).methods.every(({ available }) => available)).toBe(true);
  });

  test.each(['printer-unreachable', 'printer-certificate'] as const)('[G4f] a device that cannot print: %s', (code) => {
    expect(messages({ link: 'online', printerTrouble: code })).toEqual([code]);
  });

  test.each([
    ['the offline band', cached, 'offline-mode'],
    ['a profile without an offline method', withMethods('password'), 'no-offline-method'],
    ['the feature switched off', { ...cached, settings: { ...cached.settings, enabled: false } }, 'offline-login-off'],
    [
      'a model without it',
      { ...cached, device: { ...cached.device, offlineLogin: false } },
      'model-without-offline-login',
    ],
    ['nothing synchronized yet', undefined, 'offline-login-off'],
  ])('offline says why: %s', (_, cache, code) => {
    expect(messages({ cache })).toEqual([code]);
    expect(messages({ cache, link: 'online' })).toEqual([]);
    expect(messages({ cache, link: 'returning' })).toEqual([]);
  });

  test('[C1c] refused is told beside what works', () => {
    expect(messages({ link: 'refused' })).toEqual(['terminal-refused', 'offline-mode']);
  });

  test('time that is too uncertain opens nothing offline, and the panel offers nothing', () => {
    const time = { ...facts().time, allowsOfflineLogin: false };
    expect(panelStateOf(facts({ time })).methods.some(({ available }) => available)).toBe(false);
  });

  test('[D3f] a locked PIN says for how long', () => {
    expect(panelStateOf(facts({ pinLockedFor: minutes(90) })).messages).toContainEqual({
      code: 'pin-locked',
      retryAfterSeconds: 5_400,
    });
  });

  test('[F6a] a journal that fills up warns, and says when it is full', () => {
    expect(messages({ journalRoom: 'warning', link: 'online' })).toEqual(['journal-nearly-full']);
    expect(messages({ journalRoom: 'full', link: 'online' })).toEqual(['journal-full']);
  });

  test('a session shows what can be done now, and when it ends', () => {
    const user = {
      id: makeId('user', NOW, createSeededEntropy('user')),
      userName: 'anna',
      fullName: 'Anna',
      language: null,
      color: true,
      scanToMe: true,
    };
    const session = {
      id: makeId('session', NOW, createSeededEntropy('session')),
      user,
      mode: 'offline',
      endsInSeconds: 60,
    } as const;
    expect(panelStateOf(facts({ session, hasJobs: true })).session).toMatchObject({
      userName: 'anna',
      mode: 'offline',
      endsAt: '2025-10-09T08:54:20.000Z',
      endsInSeconds: 60,
      actions: [
        { name: 'print', available: true },
        { name: 'copy', available: false, reason: 'no-scanner' },
        { name: 'register-card', available: false, reason: 'not-in-profile' },
        { name: 'change-pin', available: false, reason: 'needs-print-server' },
      ],
    });
    expect(panelStateOf(facts({ session })).session?.actions[0]).toEqual({
      name: 'print',
      available: false,
      reason: 'no-jobs',
    });
  });

  test('[E6] [E7] [E11] copying and scanning are shown with what keeps them', () => {
    const profile = { ...cached.profile, actions: ['copy', 'scan'] as const };
    const cache = { ...cached, profile: { ...profile, actions: [...profile.actions] } };
    const obstacles = { copy: null, scan: 'scanner-unreachable' } as const;
    expect(panelStateOf(facts({ session: SOMEBODY, cache, obstacles })).session?.actions.slice(0, 2)).toEqual([
      { name: 'copy', available: true },
      { name: 'scan', available: false, reason: 'scanner-unreachable' },
    ]);
  });

  test('before the first synchronization the device has the name it was enrolled with', () => {
    expect(panelStateOf(facts({ cache: undefined })).device.name).toBe('As enrolled');
    expect(panelStateOf(facts()).device.name).toBe('Kyocera');
  });

  const own = (change: Partial<PanelFacts>) =>
    panelStateOf(facts({ session: SOMEBODY, ...change })).session?.actions.filter(
      ({ name }) => name === 'register-card' || name === 'change-pin',
    );

  test('[E10] [E12] what people do for themselves needs the server, the profile and a way to use a PIN', () => {
    const cache = { ...cached, profile: { ...cached.profile, cardRegistration: true } };
    expect(own({ cache, link: 'online' })).toEqual([
      { name: 'register-card', available: true },
      { name: 'change-pin', available: true },
    ]);
    expect(own({ cache })).toEqual([
      { name: 'register-card', available: false, reason: 'needs-print-server' },
      { name: 'change-pin', available: false, reason: 'needs-print-server' },
    ]);
    expect(own({ cache: withMethods('card', 'password'), link: 'online' })).toEqual([
      { name: 'register-card', available: false, reason: 'not-in-profile' },
      { name: 'change-pin', available: false, reason: 'no-pin-method' },
    ]);
    expect(
      [facts({ cache, link: 'returning' }), facts({ cache }), facts({ link: 'online' })].map(panelStateOf),
    ).toMatchObject([{ cardRegistration: true }, { cardRegistration: false }, { cardRegistration: false }]);
  });

  test('[D5h] a reader that should be there and is not is said', () => {
    expect(messages({ link: 'online', cardReader: 'away' })).toEqual(['card-reader-away']);
    expect(messages({ link: 'online', cardReader: 'ready' })).toEqual([]);
  });
});
