import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hours, instant, makeId, milliseconds, type DeviceId } from '@holdover/kernel';
import { createFakeClock, createMemoryLogger, createNodeDigest, createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSqlCredentialCache } from '../cache/credential-cache-sql.ts';
import { openCacheDatabase } from '../store/cache-database.ts';
import { openJournalDatabase } from '../store/journal-database.ts';
import { quickStretch, samplePerson, sampleSnapshot } from '../testing/sample-state.ts';
import { createLoginFlow, type LoginOutcome } from './login-flow.ts';
import { createNamedAttempts } from './named-attempts.ts';

const NOW = instant(1_760_000_000_000);
const KEY = new Uint8Array(32).fill(7);
const entropy = createSeededEntropy('card and pin');
const anna = samplePerson(entropy, 'Anna', '482913', '04A23B');
const bela = samplePerson(entropy, 'Bela', '719305', '04C0FE');

describe('ID card and PIN, offline', () => {
  let folder: string;
  const clock = createFakeClock(NOW);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdover-card-and-pin-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function open() {
    const cacheFile = openCacheDatabase(join(folder, 'cache.db'), KEY);
    const journalFile = openJournalDatabase(join(folder, 'journal.db'), KEY);
    const cache = createSqlCredentialCache(cacheFile);
    const deviceId: DeviceId = makeId('device', NOW, entropy);
    const identity = { deviceId, deviceName: 'Floor 2' };
    await cache.adopt(sampleSnapshot({ identity, people: [anna, bela], key: KEY, at: NOW }), new Set());
    const logIn = createLoginFlow({
      cache,
      denied: () => new Set(),
      link: { mode: () => 'offline' },
      askServer: () => Promise.reject(new TypeError('nobody asks an absent server')),
      sessions: {
        current: () => undefined,
        begin: (login, user) => ({
          outcome: 'opened',
          session: { id: login.sessionId, user, mode: login.mode, endsInSeconds: 60 },
        }),
        touch: () => undefined,
        logout: () => undefined,
        refusedLate: () => undefined,
        usersDisabled: () => undefined,
        activityBegan: () => undefined,
        activityEnded: () => undefined,
        stop: () => undefined,
      },
      throttle: {
        admit: () => ({ admitted: true, succeeded: () => undefined, failed: () => undefined }),
        close: () => undefined,
      },
      named: createNamedAttempts(clock, journalFile),
      journal: { room: () => 'room' },
      refusals: { refused: () => undefined, close: () => undefined },
      time: {
        now: () => ({ at: NOW, uncertainty: milliseconds(0), from: 'stated', allowsOfflineLogin: true }),
        state: () => null,
        close: () => undefined,
      },
      stretch: quickStretch,
      clock,
      entropy,
      digest: createNodeDigest(),
      logger: createMemoryLogger(),
      onNewerGeneration: () => undefined,
    });
    return {
      attempt: (card: string, pin: string) => logIn({ method: 'card+pin', card, pin }),
      card: (card: string) => logIn({ method: 'card', card }),
      close: () => {
        cacheFile.close();
        journalFile.close();
      },
    };
  }

  const codeOf = (outcome: LoginOutcome) => (outcome.outcome === 'refused' ? outcome.refusal.code : outcome.outcome);

  test('[D3h] a found card opens three tries at its PIN, then none for eight hours, over restarts too', async () => {
    const before = await open();
    for (const pin of ['111222', '333444', '555666']) {
      expect(codeOf(await before.attempt('04A23B', pin))).toBe('unknown-credential');
    }
    expect(await before.attempt('04A23B', anna.pin.digits)).toMatchObject({
      refusal: { code: 'locked', retryAfter: hours(8) },
    });
    expect(codeOf(await before.attempt('04C0FE', bela.pin.digits))).toBe('opened');
    expect(codeOf(await before.card('04A23B'))).toBe('opened');
    before.close();

    const after = await open();
    expect(codeOf(await after.attempt('04A23B', anna.pin.digits))).toBe('locked');
    clock.advance(hours(8));
    expect(codeOf(await after.attempt('04A23B', anna.pin.digits))).toBe('opened');
    after.close();
  });

  test('[D3h] a card that only the server knows is counted as itself', async () => {
    const { attempt, close } = await open();
    for (let i = 0; i < 3; i++) expect(codeOf(await attempt('04FFFF', '111222'))).toBe('unknown-credential');
    expect(codeOf(await attempt('04FFFF', '111222'))).toBe('locked');
    expect(codeOf(await attempt('04FFFE', '111222'))).toBe('unknown-credential');
    close();
  });

  test('[D3h] right attempts do not count', async () => {
    const { attempt, close } = await open();
    for (let i = 0; i < 6; i++) expect(codeOf(await attempt('04C0FE', bela.pin.digits))).toBe('opened');
    close();
  });
});
