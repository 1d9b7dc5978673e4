import { days, Fault, later, makeId, milliseconds, type Duration } from '@holdover/kernel';
import { createPrivateKeyPem, publicKeyText, signJson } from '@holdover/nodejs';
import { journalAcknowledgement, type JournalAnswer, type JournalBatch } from '@holdover/protocol';
import { createMemoryLogger, createNodeDigest } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GatewayAnswer } from '../link/gateway-answer.ts';
import { createKnownServer } from '../link/known-server.ts';
import { createDurableValue } from '../store/durable-value.ts';
import { bookAll } from '../testing/intake.ts';
import { openTestJournal, type TestJournal } from '../testing/open-test-journal.ts';
import { NO_HOOKS } from './hooks.ts';
import { createJournalUpload, type JournalUpload } from './journal-upload.ts';
import { openTerminalJournal } from './terminal-journal.ts';

const INCARNATION = { number: 3, random: '0123456789abcdef' };

describe('uploading the journal', () => {
  const key = createPrivateKeyPem();
  let book: (batch: JournalBatch) => JournalAnswer;
  let keptFor: Duration;
  let world: TestJournal;
  let sent: JournalBatch[];
  let answerOf: (batch: JournalBatch) => GatewayAnswer<JournalAnswer>;
  let upload: JournalUpload;

  beforeEach(() => {
    world = openTestJournal();
    const { terminalId } = world;
    book = bookAll({ terminalId, incarnation: INCARNATION, sign: (value) => signJson(key, value) });
    keptFor = days(7);
    sent = [];
    answerOf = (batch) => ({ kind: 'answer', value: book(batch) });
    const server = createKnownServer(world.database);
    server.greet(INCARNATION, publicKeyText(key));
    upload = createJournalUpload({
      ...world,
      server,
      digest: createNodeDigest(),
      logger: createMemoryLogger(),
      hooks: NO_HOOKS,
      now: () => world.time.now().at,
      keptFor: () => keptFor,
      newest: createDurableValue(world.database, 'newest-acknowledgement', journalAcknowledgement),
      client: {
        journal: (batch) => {
          sent.push(batch);
          return Promise.resolve(answerOf(batch));
        },
      },
    });
  });
  afterEach(() => world.remove());

  const append = (times: number): void => {
    for (let n = 0; n < times; n++) world.journal.append({ type: 'clock-step', mode: 'online', by: n });
  };

  test('[F3j] goes up in order and in batches until nothing waits', async () => {
    // Seven hundred flushes are not what is looked at here.
    world.database.pragma('synchronous = OFF');
    append(700);
    expect(await upload.drain()).toBe('drained');
    expect(sent.map(({ records }) => records.length)).toEqual([500, 201]);
    expect(sent.flatMap(({ records }) => records)).toEqual(world.texts());
    expect(world.journal.backlog()).toBe(0);
    expect(await upload.drain()).toBe('drained');
    expect(sent).toHaveLength(2);
  });

  test('[F3j] what got no answer waits, and is sent again with what came meanwhile', async () => {
    append(2);
    answerOf = () => ({ kind: 'none', fault: new Fault({ owner: 'peer', code: 'gateway-too-slow', message: '' }) });
    expect(await upload.drain()).toBe('again-later');
    append(1);
    answerOf = (batch) => ({ kind: 'answer', value: book(batch) });
    expect(await upload.drain()).toBe('drained');
    expect(sent.map(({ records }) => records.length)).toEqual([3, 4]);
  });

  test.each([
    [
      'with another key’s signature',
      (one: Acknowledged) => ({ ...one, signature: signJson(createPrivateKeyPem(), {}) }),
    ],
    ['of another record', (one: Acknowledged) => resign({ ...one, headHash: '0'.repeat(64) })],
    ['of records never written', (one: Acknowledged) => resign({ ...one, upTo: one.upTo + 5 })],
    ['of a lower incarnation', (one: Acknowledged) => resign({ ...one, incarnation: { ...INCARNATION, number: 2 } })],
    [
      'of another terminal',
      (one: Acknowledged) => resign({ ...one, terminalId: one.terminalId.replace('trm_0', 'trm_1') as never }),
    ],
  ])('[F3k] an acknowledgement %s marks nothing', async (_, spoil) => {
    append(2);
    answerOf = (batch) => ({
      kind: 'answer',
      value: { acknowledgements: book(batch).acknowledgements.map(spoil), kept: [] },
    });
    expect(await upload.drain()).toBe('unfit');
    expect(world.store.countWaiting()).toEqual({ refusals: 0, others: 3 });
  });

  test('[F3l] acknowledged records are kept for seven days, and the last one for good', async () => {
    append(2);
    await upload.drain();
    world.time.state(later(world.time.now().at, days(6)), milliseconds(0));
    append(1);
    await upload.drain();
    expect(world.texts()).toHaveLength(4);
    world.time.state(later(world.time.now().at, days(2)), milliseconds(0));
    await upload.drain();
    expect(world.texts()).toHaveLength(1);
    world.restart();
    expect(world.texts()).toHaveLength(2);
  });

  test('[F3q] as many days as the setting says', async () => {
    append(2);
    keptFor = days(30);
    await upload.drain();
    world.time.state(later(world.time.now().at, days(29)), milliseconds(0));
    await upload.drain();
    expect(world.texts()).toHaveLength(3);
    world.time.state(later(world.time.now().at, days(2)), milliseconds(0));
    await upload.drain();
    expect(world.texts()).toHaveLength(1);
  });

  /** As a fault of a program or of a disk would leave it. */
  const spoil = (position: number, text: string): void => {
    world.database.prepare('UPDATE journal_record SET text = ? WHERE position = ?').run(text, position);
  };

  test('[F3h] what is no record any more is handed in as it is, and got rid of like the others', async () => {
    append(4);
    spoil(3, 'no record');
    spoil(5, 'x'.repeat(100_000));
    expect(await upload.drain()).toBe('drained');
    expect(
      sent
        .flatMap(({ records }) => records.map(({ length }) => length))
        .toSorted((a, b) => a - b)
        .at(-1),
    ).toBe(16_384);
    expect(world.journal.backlog()).toBe(0);
  });

  test('[F3h] what the server takes no notice of holds up nothing that comes after it', async () => {
    append(2);
    spoil(3, 'no record');
    answerOf = (batch) => ({ kind: 'answer', value: { ...book(batch), kept: [] } });
    expect(await upload.drain()).toBe('unfit');
    append(1);
    expect(await upload.drain()).toBe('drained');
    expect(world.journal.backlog()).toBe(0);
  });

  test('[F3o] after another enrolment the earlier identity’s records go up as they are, and a new chain begins', async () => {
    append(2);
    const before = world.texts();
    const terminalId = makeId('terminal', world.clock.wall(), world.entropy);
    const journal = openTerminalJournal({ ...world, terminalId, digest: createNodeDigest() });
    journal.append({ type: 'clock-step', mode: 'online', by: 9 });
    expect(await upload.drain()).toBe('drained');
    const records = sent.flatMap((batch) => batch.records);
    expect(records.slice(0, before.length)).toEqual(before);
    expect(records.slice(before.length).map((text) => JSON.parse(text))).toMatchObject([
      { type: 'epoch-begin', terminalId, continues: null, previousHash: null },
      { type: 'clock-step', terminalId, sequence: 2 },
    ]);
    expect(world.store.countWaiting()).toEqual({ refusals: 0, others: 0 });
  });

  test('[F3p] the newest acknowledgement goes with each batch', async () => {
    append(1);
    await upload.drain();
    append(1);
    await upload.drain();
    expect(sent.map(({ acknowledged }) => acknowledged?.upTo)).toEqual([undefined, 2]);
  });

  test('batches stay small enough for a slow link', async () => {
    append(200);
    for (let position = 2; position <= 201; position++) spoil(position, 'x'.repeat(20_000));
    expect(await upload.drain()).toBe('drained');
    for (const { records } of sent) expect(records.join('').length).toBeLessThanOrEqual(1_000_000 + 16_384);
    expect(sent.length).toBeGreaterThan(3);
  });

  test('[F3j] sending everything again changes nothing here', async () => {
    append(3);
    await upload.drain();
    expect(await upload.repeat()).toBe(4);
    expect(world.journal.backlog()).toBe(0);
  });

  type Acknowledged = JournalAnswer['acknowledgements'][number];
  function resign({ terminalId, epoch, upTo, headHash, incarnation }: Acknowledged): Acknowledged {
    const signed = { terminalId, epoch, upTo, headHash, incarnation };
    return { ...signed, signature: signJson(key, signed) };
  }
});
