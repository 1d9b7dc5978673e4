import { days, hours, instant, makeId, minutes, utf8, type ActivityId } from '@holdover/kernel';
import { createFakeClock, createMemoryLogger, createSeededEntropy, type FakeClock } from '@holdover/testbed';
import { expect, test } from 'vitest';
import type { Peer } from '../../gateway/peer.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { createMemoryDocuments } from '../../testing/memory-documents.ts';
import type { MailMessage, MailOutcome } from '../mail/mail-sender.ts';
import type { ListedUser } from '../users/user.ts';
import { createScanIntake, type ScanIntake } from './scan-intake.ts';
import { startScanMailer, type ScanMailer } from './scan-mailer.ts';
import { createSqlScanStore } from './scan-store-sql.ts';
import type { ScanStore } from './scan-store.ts';

const entropy = createSeededEntropy(3);
const SCAN = 'the scan';
const BUSY: MailOutcome = { sent: false, lasting: false, detail: '451 later' };
const UNKNOWN: MailOutcome = { sent: false, lasting: true, detail: '550 nobody of that name' };

/** A server with one user and a mail server that says what the test wants. */
interface World {
  readonly clock: FakeClock;
  readonly store: ScanStore;
  readonly documents: ReturnType<typeof createMemoryDocuments<ActivityId>>;
  readonly intake: ScanIntake;
  readonly mailer: ScanMailer;
  readonly sent: { readonly message: MailMessage; readonly text: string }[];
  readonly alerts: string[];
  user: ListedUser | undefined;
  outcome: MailOutcome;
  isEnabled: boolean;
  pass(by: ReturnType<typeof hours>): Promise<void>;
}

function createWorld(store: ScanStore): World {
  const clock = createFakeClock(instant(Date.UTC(2026, 10, 22)));
  const documents = createMemoryDocuments<ActivityId>();
  const world: Omit<World, 'intake' | 'mailer'> = {
    clock,
    store,
    documents,
    sent: [],
    alerts: [],
    user: ADA,
    outcome: { sent: true, detail: '250 OK' },
    isEnabled: true,
    async pass(by) {
      const until = clock.wall() + by;
      while (clock.wall() < until) {
        await clock.advanceAsync(minutes(30));
        await settled();
      }
    },
  };
  const users = { read: async () => world.user };
  const mailer = startScanMailer(
    {
      store,
      documents,
      users,
      organisation: async () => ({ language: 'en', timeZone: 'Europe/Vienna' }),
      sender: async () => {
        if (!world.isEnabled) return undefined;
        return async (message) => {
          let text = '';
          for await (const part of message.attachment?.data ?? []) text += new TextDecoder().decode(part);
          world.sent.push({ message, text });
          return world.outcome;
        };
      },
      alerts: { raise: async ({ detail }) => void world.alerts.push(detail) },
      clock,
      entropy,
      logger: createMemoryLogger(),
    },
    [],
  );
  const settings = async () => ({ mostMegabytes: 1 });
  const intake = createScanIntake({ store, users, documents, settings, clock, onTaken: mailer.take });
  return Object.assign(world, { intake, mailer });
}

const ADA: ListedUser = {
  id: makeId('user', instant(1), entropy),
  userName: 'ada',
  fullName: 'Ada Ärmel',
  email: 'ada@example.org',
  language: 'de',
  color: true,
  enabled: true,
  createdAt: instant(1),
  groups: [],
  pins: 0,
  cards: 0,
  sourceId: null,
  externalId: null,
  password: 'none',
};

const PEER = {
  terminal: { id: makeId('terminal', instant(1), entropy), deviceId: makeId('device', instant(1), entropy) },
} as Peer; // no more of it is looked at

const upload = (activityId = makeId('activity', instant(5), entropy)) => ({
  activityId,
  userId: ADA.id,
  scannedAt: instant(Date.UTC(2026, 10, 22, 21, 30)),
  fileName: 'scan.pdf',
  format: 'application/pdf' as const,
  pages: 2,
});

async function* octets(text: string, breaks = false): AsyncGenerator<Uint8Array> {
  yield utf8(text);
  if (breaks) throw new RangeError('broke off');
}

const handed = (text = SCAN) => ({ data: octets(text), length: text.length });
/** Databases answer in their own time. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => {
      setTimeout(resolve, 2);
    });
  }
};

describeStore('scans on their way to their owners', (open) => {
  const start = async (): Promise<World> => createWorld(createSqlScanStore((await open()).queries));
  const states = async ({ store }: World): Promise<number> => (await store.waiting()).length;

  test('a scan is sent to its owner, in their language, and is gone from the disk', async () => {
    const world = await start();
    const given = upload();
    expect(await world.intake.take(PEER, given, handed())).toEqual({ scan: 'taken' });
    await settled();
    const [{ message, text } = { message: undefined, text: '' }] = world.sent;
    expect(message).toMatchObject({ to: 'ada@example.org', subject: 'Ihr Scan', id: given.activityId });
    expect(message?.text).toMatch(/Ada Ärmel[^]*22\. November 2026[^]*22:30[^]*2 Seiten/);
    expect([text, world.documents.files.size, await states(world)]).toEqual([SCAN, 0, 0]);
  });

  test('[G3l] handed in again it is there already, before it was sent and after', async () => {
    const world = await start();
    world.isEnabled = false;
    const given = upload();
    for (let count = 0; count < 2; count++)
      expect(await world.intake.take(PEER, given, handed())).toEqual({ scan: 'taken' });
    world.isEnabled = true;
    world.mailer.wake();
    await settled();
    expect(await world.intake.take(PEER, given, handed())).toEqual({ scan: 'taken' });
    await settled();
    expect([world.sent.length, world.documents.files.size]).toEqual([1, 0]);
  });

  test('[G3l] two that bring it at the same time: one is taken, the other comes again', async () => {
    const world = await start();
    world.isEnabled = false;
    const given = upload();
    const both = await Promise.allSettled([1, 2].map(() => world.intake.take(PEER, given, handed())));
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    expect(await world.intake.take(PEER, given, handed())).toEqual({ scan: 'taken' });
    expect([await states(world), world.documents.files.size]).toEqual([1, 1]);
  });

  test.each([
    ['is unknown', undefined],
    ['is disabled', { ...ADA, enabled: false }],
    ['has no address', { ...ADA, email: null }],
  ])('[G3m] nothing is kept of a scan whose owner %s, and nothing sent once it is so', async (_, user) => {
    const world = await start();
    world.outcome = BUSY;
    await world.intake.take(PEER, upload(), handed());
    await settled();
    world.user = user;
    expect(await world.intake.take(PEER, upload(), handed())).toEqual({ scan: 'no-address' });
    const before = world.sent.length;
    await world.pass(hours(2));
    expect([world.sent.length, world.documents.files.size, await states(world)]).toEqual([before, 0, 0]);
  });

  test('one that is larger than the setting is refused, and one that breaks off leaves nothing', async () => {
    const world = await start();
    const large = { data: octets('x'), length: 1_000_001 };
    expect(await world.intake.take(PEER, upload(), large)).toEqual({ scan: 'too-large' });
    const broken = { data: octets('half', true), length: 10 };
    await expect(world.intake.take(PEER, upload(), broken)).rejects.toThrow();
    expect([await states(world), world.documents.files.size]).toEqual([0, 0]);
  });

  test('[G3n] what is put off is tried again, ever more seldom, until it is taken', async () => {
    const world = await start();
    world.outcome = BUSY;
    await world.intake.take(PEER, upload(), handed());
    await settled();
    await world.pass(hours(12));
    expect(world.sent.length).toBeGreaterThan(8);
    expect(world.sent.length).toBeLessThan(40);
    world.outcome = { sent: true, detail: '250 OK' };
    await world.pass(hours(2));
    expect([await states(world), world.alerts]).toEqual([0, []]);
  });

  test('[G3n] after a week it is given up, with an alert that has the last words', async () => {
    const world = await start();
    world.isEnabled = false;
    await world.intake.take(PEER, upload(), handed());
    await settled();
    world.clock.setWall(instant(world.clock.wall() + days(7)));
    await world.pass(hours(2));
    expect([await states(world), world.documents.files.size, world.alerts.length]).toEqual([0, 0, 1]);
  });

  test('[G3n] what is refused for good is told at once and given up after a day', async () => {
    const world = await start();
    world.outcome = UNKNOWN;
    await world.intake.take(PEER, upload(), handed());
    await settled();
    expect([await states(world), world.alerts]).toEqual([1, [UNKNOWN.detail]]);
    world.clock.setWall(instant(world.clock.wall() + days(1)));
    await world.pass(hours(3));
    expect([await states(world), world.documents.files.size]).toEqual([0, 0]);
  });
});
