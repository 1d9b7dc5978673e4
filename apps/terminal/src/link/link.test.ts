import { Fault, milliseconds, minutes, seconds } from '@holdover/kernel';
import type { LinkMode, ReturnStep } from '@holdover/offline-login';
import { PROTOCOL_VERSION, type LinkFrameDown, type LinkFrameUp } from '@holdover/protocol';
import { createFakeClock, createMemoryLogger, createSeededEntropy, type FakeClock } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestJournal, TEST_NOW, type TestJournal } from '../testing/open-test-journal.ts';
import { sampleTidings } from '../testing/sample-state.ts';
import { createKnownServer, type KnownServer } from './known-server.ts';
import { createLink, type HeardTidings, type Link } from './link.ts';
import type { LinkEnd, PushLinkListener } from './push-link.ts';

const INCARNATION = { number: 3, random: '0123456789abcdef' };
const SIGNING_KEY = 'A'.repeat(120);

describe('the link of a terminal', () => {
  let clock: FakeClock;
  let disk: TestJournal;
  let server: KnownServer;
  let link: Link;
  let far: (PushLinkListener & { readonly sent: LinkFrameUp[]; abandoned: boolean })[];
  let modes: LinkMode[];
  let steps: ReturnStep[];
  let heard: HeardTidings[];
  let stepsHold: boolean;

  beforeEach(() => {
    clock = createFakeClock(TEST_NOW);
    disk = openTestJournal();
    server = createKnownServer(disk.database);
    far = [];
    modes = [];
    steps = [];
    heard = [];
    stepsHold = true;
    link = createLink({
      open(listener) {
        const end = { ...listener, sent: [] as LinkFrameUp[], abandoned: false };
        far.push(end);
        return {
          send: (frame) => end.sent.push(frame),
          abandon: () => {
            end.abandoned = true;
          },
        };
      },
      listener: {
        facts: () => ({ revision: 4, generation: 2, journalBacklog: 1 }),
        tidings: (one) => heard.push(one),
        doorbell: () => undefined,
        order: () => undefined,
        unlockPin: () => undefined,
        jobs: () => undefined,
        runStep: (step) => {
          steps.push(step);
          return Promise.resolve(stepsHold);
        },
        lost: () => undefined,
        modeChanged: (mode) => modes.push(mode),
      },
      server,
      keyProtector: 'keyfile',
      clock,
      entropy: createSeededEntropy('link'),
      logger: createMemoryLogger(),
    });
  });
  afterEach(() => disk.remove());

  const last = () => {
    const end = far.at(-1);
    if (end === undefined) throw new TypeError('nothing was opened');
    return end;
  };
  const welcome = (change: Partial<Extract<LinkFrameDown, { type: 'welcome' }>> = {}): LinkFrameDown => ({
    type: 'welcome',
    protocol: PROTOCOL_VERSION,
    incarnation: INCARNATION,
    signingKey: SIGNING_KEY,
    tidings: sampleTidings(),
    returnSpreadSeconds: 0,
    heartbeatSeconds: 5,
    ...change,
  });
  const broken: LinkEnd = { why: 'broken', fault: new Fault({ owner: 'peer', code: 'gateway-closed', message: '' }) };
  const answer = (): void => {
    const asked = last().sent.findLast((frame) => frame.type === 'heartbeat');
    if (asked?.type === 'heartbeat')
      last().frame({ type: 'heartbeat', number: asked.number, tidings: sampleTidings() });
  };
  async function goOnline(change: Parameters<typeof welcome>[0] = {}): Promise<void> {
    last().opened();
    last().frame(welcome(change));
    await clock.advanceAsync(milliseconds(0));
  }

  test('[C3a] greets with what it holds, then carries deny list, journal and desired state, then is online', async () => {
    link.start();
    expect(link.mode()).toBe('offline');
    await goOnline();
    expect(last().sent[0]).toMatchObject({ type: 'hello', revision: 4, generation: 2, journalBacklog: 1 });
    expect(steps).toEqual(['deny-list', 'journal', 'desired-state']);
    expect(modes).toEqual(['returning', 'online']);
    expect(heard).toMatchObject([{ roundTrip: 0, said: { revision: 4 } }]);
  });

  test('[C2a] two heartbeats without an answer break a link that nobody closed', async () => {
    link.start();
    await goOnline();
    answer();
    await clock.advanceAsync(seconds(5));
    await clock.advanceAsync(seconds(5));
    expect(link.mode()).toBe('online');
    await clock.advanceAsync(seconds(5));
    expect(link.mode()).toBe('offline');
    expect(far[0]?.abandoned).toBe(true);
  });

  test('[C2a] the server may ask for another rhythm', async () => {
    link.start();
    await goOnline({ heartbeatSeconds: 1 });
    answer();
    await clock.advanceAsync(seconds(6));
    expect(link.mode()).toBe('offline');
  });

  test('[C2c] an answer that comes late tells the time, and no longer that the link is well', async () => {
    link.start();
    await goOnline();
    const first = last().sent.find((frame) => frame.type === 'heartbeat');
    await clock.advanceAsync(seconds(5));
    if (first?.type === 'heartbeat')
      last().frame({ type: 'heartbeat', number: first.number, tidings: sampleTidings() });
    expect(heard.at(-1)).toMatchObject({ roundTrip: seconds(5) });
    await clock.advanceAsync(seconds(5));
    expect(link.mode()).toBe('offline');
  });

  test('[C2b] one login without an answer sends the next ones to the cache, until a heartbeat comes back', async () => {
    link.start();
    await goOnline();
    answer();
    link.questionUnanswered(link.number() ?? 0);
    expect(link.mode()).toBe('offline');
    answer();
    await clock.advanceAsync(milliseconds(0));
    expect(link.mode()).toBe('online');
    expect(far).toHaveLength(1);
  });

  test('[C1h] says with each heartbeat that the link is degraded, and no longer once it is well', async () => {
    link.start();
    await goOnline();
    answer();
    let waited = 0;
    const beat = async (roundTrip: number) => {
      await clock.advanceAsync(milliseconds(seconds(5) - waited));
      const sent = last().sent.at(-1);
      waited = roundTrip;
      await clock.advanceAsync(milliseconds(roundTrip));
      answer();
      return sent?.type === 'heartbeat' && 'degraded' in sent;
    };
    const said = [];
    for (const roundTrip of [1_300, 1_300, 0, 0, 0]) said.push(await beat(roundTrip));
    expect(modes.slice(1)).toEqual(['online', 'degraded', 'online']);
    expect(said).toEqual([false, false, true, true, false]);
  });

  test('[C3c] tries again by itself, later each time, and never all at one moment', async () => {
    link.start();
    for (let n = 0; n < 6; n++) {
      last().ended(broken);
      await clock.advanceAsync(seconds(15));
    }
    expect(far.length).toBeGreaterThan(6);
    expect(link.mode()).toBe('offline');
  });

  test('[C3b] returns after a share of the spread that the server told before', async () => {
    link.start();
    await goOnline({ returnSpreadSeconds: 600 });
    answer();
    await clock.advanceAsync(milliseconds(0));
    last().ended(broken);
    steps = [];
    while (far.length < 2) await clock.advanceAsync(seconds(1));
    await goOnline({ returnSpreadSeconds: 600 });
    expect(link.mode()).toBe('returning');
    expect(steps).toEqual([]);
    // It is watched meanwhile.
    for (let waited = 0; waited < minutes(10) && steps.length === 0; waited += seconds(1)) {
      answer();
      await clock.advanceAsync(seconds(1));
    }
    expect(steps).toEqual(['deny-list', 'journal', 'desired-state']);
  });

  test('[C3d] a step that fails gives the link up', async () => {
    stepsHold = false;
    link.start();
    await goOnline();
    expect(steps).toEqual(['deny-list']);
    expect(link.mode()).toBe('offline');
    expect(far[0]?.abandoned).toBe(true);
  });

  test.each(['certificate-revoked', 'suspended', 'not-found'] as const)(
    '[C1c] the answer %s is a refusal, not an absence',
    (code) => {
      link.start();
      last().ended({ why: 'refused', status: 403, code });
      expect(link.mode()).toBe('refused');
    },
  );

  test('[C1c] an overloaded server, or another program in its place, has refused nobody', () => {
    link.start();
    last().ended({ why: 'refused', status: 503, code: 'overloaded' });
    expect(link.mode()).toBe('offline');
  });

  test('[R1a] a lower incarnation than one known is not followed, nor another one of the same number', async () => {
    link.start();
    await goOnline();
    last().ended(broken);
    while (far.length < 2) await clock.advanceAsync(seconds(1));
    await goOnline({ incarnation: { number: 2, random: INCARNATION.random } });
    expect(link.mode()).toBe('offline');
    expect(far[1]?.abandoned).toBe(true);
    while (far.length < 3) await clock.advanceAsync(seconds(1));
    await goOnline({ incarnation: { number: 3, random: 'fedcba9876543210' } });
    expect(link.mode()).toBe('offline');
    while (far.length < 4) await clock.advanceAsync(seconds(1));
    await goOnline({ incarnation: { number: 4, random: 'fedcba9876543210' } });
    expect(link.mode()).toBe('online');
  });

  test('a newer protocol than known is not followed', async () => {
    link.start();
    await goOnline({ protocol: PROTOCOL_VERSION + 1 });
    expect(link.mode()).toBe('offline');
  });

  test('closed, it tries nothing any more', async () => {
    link.start();
    await goOnline();
    link.close();
    await clock.advanceAsync(minutes(5));
    expect(far).toHaveLength(1);
    expect(far[0]?.abandoned).toBe(true);
  });
});
