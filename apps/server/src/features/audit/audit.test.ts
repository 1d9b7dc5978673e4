import { instant, makeId, type Instant } from '@holdover/kernel';
import { createFakeClock, createNodeDigest, createSeededEntropy } from '@holdover/testbed';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SYSTEM, type Actor } from '../../actor.ts';
import { createChanges } from '../../changes/changes.ts';
import type { Database } from '../../database/database.ts';
import { csvRow } from '../../http/csv-row.ts';
import { openStores } from '../../stores.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';
import { createAuditLog } from './audit-log.ts';
import { exportLog } from './export-log.ts';
import { verifyLog } from './verify-log.ts';

const at: Instant = instant(1_790_000_000_000);
const digest = createNodeDigest();
const entropy = createSeededEntropy('audit');
const ada: Actor = { kind: 'administrator', id: makeId('administrator', at, entropy), name: 'ada', role: 'auditor' };

/** Ten entries, a second apart: every third by ada, odd ones about things, even ones about users. */
async function fill(database: Database): Promise<void> {
  const clock = createFakeClock(at);
  const changes = createChanges({ database, auditLog: createAuditLog(digest, entropy), clock });
  for (let index = 0; index < 10; index++) {
    const kind = index % 2 === 0 ? 'user' : 'thing';
    await changes.make(index % 3 === 0 ? ada : SYSTEM, (change) =>
      change.audit({
        action: `${kind}.${index === 4 ? 'deleted' : 'created'}`,
        target: { kind, id: `${kind}-${index}`, name: `=${kind}, the "${index}th"` },
        before: null,
        after: { index },
      }),
    );
    clock.advance(1_000 as never); // a duration in milliseconds
  }
}

describeStore('looking into the audit log', (open) => {
  test('by each filter, and by several', async () => {
    const database = await open();
    await fill(database);
    const { audit } = openStores(database.queries);
    const found = async (question: object) => {
      const listed = (await audit.page({ limit: 100, sort: 'at', ...question })).items.map(({ sequence }) => sequence);
      const read = await audit.piece({ after: 0, last: 10, most: 100 }, question);
      expect(read.map(({ sequence }) => sequence)).toEqual(listed);
      return listed;
    };
    expect(await found({ action: 'user.deleted' })).toEqual([5]);
    expect(await found({ action: 'user.' })).toEqual([1, 3, 5, 7, 9]);
    expect(await found({ action: 'user' })).toEqual([]);
    expect(await found({ target: 'thing-3' })).toEqual([4]);
    expect(await found({ targetKind: 'thing' })).toEqual([2, 4, 6, 8, 10]);
    expect(await found({ actor: ada.id })).toEqual([1, 4, 7, 10]);
    expect(await found({ actorKind: 'system', action: 'user.' })).toEqual([3, 5, 9]);
    expect(await found({ from: instant(at + 2_000), until: instant(at + 5_000) })).toEqual([3, 4, 5]);
    expect(await found({ until: at })).toEqual([]);
    expect(await found({ q: 'THE "3', until: instant(at + 5_000) })).toEqual([4]);
    expect(await found({ q: '%' })).toEqual([]);
  });

  test('page by page, in both orders, each entry once', async () => {
    const database = await open();
    await fill(database);
    const { audit } = openStores(database.queries);
    for (const [sort, filter, expected] of [
      ['-at', {}, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]],
      ['at', { q: 'user' }, [1, 3, 5, 7, 9]],
      ['-at', { action: 'thing.', until: instant(at + 9_000) }, [8, 6, 4, 2]],
    ] as const) {
      const seen: number[] = [];
      let cursor: string | null = null;
      do {
        const page = await audit.page({ limit: 3, sort, ...filter, ...(cursor === null ? {} : { cursor }) });
        seen.push(...page.items.map(({ sequence }) => sequence));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(expected);
    }
    await expect(audit.page({ limit: 3, sort: 'action' })).rejects.toMatchObject({ code: 'invalid-query' });
    await expect(audit.page({ limit: 3, cursor: 'rubbish' })).rejects.toMatchObject({ code: 'invalid-query' });
  });

  test('the whole chain is computed again: what was changed, taken out or cut off shows', async () => {
    const database = await open();
    const { audit } = openStores(database.queries);
    expect(await verifyLog(audit, digest)).toEqual({ entries: 0, broken: undefined, lastHash: null });
    await fill(database);
    const whole = await verifyLog(audit, digest);
    expect(whole).toEqual({ entries: 10, broken: undefined, lastHash: (await audit.head())?.hash });
    const { queries } = database;
    await queries.deleteFrom('auditEntry').where('sequence', '=', 10).execute();
    expect((await verifyLog(audit, digest)).lastHash).not.toBe(whole.lastHash);
    await queries.deleteFrom('auditEntry').where('sequence', '=', 6).execute();
    expect(await verifyLog(audit, digest)).toMatchObject({ entries: 5, broken: 7 });
    await queries.updateTable('auditEntry').set({ after: '{"index":9}' }).where('sequence', '=', 3).execute();
    expect(await verifyLog(audit, digest)).toMatchObject({ entries: 2, broken: 3 });
    await queries.updateTable('auditEntry').set({ actorName: 'eve' }).where('sequence', '=', 1).execute();
    expect(await verifyLog(audit, digest)).toMatchObject({ entries: 0, broken: 1 });
  });

  test('is exported oldest first, without a cell that a spreadsheet would run', async () => {
    const database = await open();
    await fill(database);
    const pieces: string[] = [];
    for await (const piece of exportLog(openStores(database.queries).audit, { target: 'user-4' })) pieces.push(piece);
    const [heading, row, end] = pieces.join('').split('\r\n');
    expect(heading).toMatch(/^SEQUENCE,AT,ACTOR_KIND,.*,BEFORE,AFTER,HASH$/);
    expect(row).toContain(
      `5,2026-09-21T14:13:24.000Z,system,,server,user.deleted,user,user-4,"'=user, the ""4th""",null,"{""index"":4}",`,
    );
    expect(end).toBe('');
  });
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1'])(
  'a cell that begins as %j is defused',
  (cell) => {
    expect(csvRow([cell])).toMatch(/^"?'/);
  },
);

describe('the interface', () => {
  let console: TestConsole;
  beforeAll(async () => {
    console = await openTestConsole();
  });
  afterAll(() => console.close());

  test('lists, exports and verifies what happened, for whoever may read it', async () => {
    const made = await console.ask('POST /users', { body: { userName: '=cmd' } });
    const listed = (await console.ask('GET /audit?action=user.created&actorKind=api-token')).body.items;
    expect(listed).toMatchObject([{ target: { id: made.body.id, name: '=cmd' }, before: null }]);
    const csv = await console.ask('GET /audit/export?action=user.');
    expect(csv.status).toBe(200);
    expect(csv.header('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.header('content-disposition')).toBe('attachment; filename="audit.csv"');
    expect(csv.text.split('\r\n')).toHaveLength(3);
    expect(csv.text).toContain(`"'=cmd"`);
    const { body } = await console.ask('GET /audit/verification');
    const [newest] = (await console.ask('GET /audit?limit=1')).body.items;
    expect(body).toEqual({
      holds: true,
      entries: newest.sequence,
      firstBreak: null,
      lastHash: newest.hash,
      verifiedAt: '2026-10-01T08:00:00.000Z',
    });
    const { token } = (
      await console.ask('POST /api-tokens', { body: { name: 'x', rights: ['users:read'], expiresAt: null } })
    ).body;
    for (const path of ['/audit', '/audit/export', '/audit/verification'])
      expect(await console.ask(`GET ${path}`, { as: { token } })).toMatchObject({ status: 403 });
  });
});
