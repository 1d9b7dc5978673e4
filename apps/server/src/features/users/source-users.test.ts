import { makeId, type UserId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestConsole, START, type TestConsole } from '../../testing/test-console.ts';

const entropy = createSeededEntropy('source-users');
let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const make = async (line: string, body: object) => (await console.ask(line, { body })).body;

/** Somebody whom a directory has brought. */
async function fromSource(userName: string, checksPasswords: boolean): Promise<UserId> {
  const { id } = await make('POST /users', { userName, fullName: 'As there', email: 'there@example.org' });
  const sourceId = makeId('userSource', START, entropy);
  const { queries } = console.core.database;
  const shared = { enabled: 1, passwordSealed: null, lastImportId: null, nextAt: null, claimedAt: null } as const;
  const name = `Source of ${userName}`;
  const settings = JSON.stringify({ checksPasswords });
  await queries
    .insertInto('userSource')
    .values({ id: sourceId, name, nameKey: name.toLowerCase(), settings, createdAt: START, ...shared })
    .execute();
  await queries.updateTable('user').set({ sourceId, externalId: userName }).where('id', '=', id).execute();
  return id;
}

describe('users of a directory', () => {
  test('what the directory says of them is refused by its fields; the rest is this server’s', async () => {
    const id = await fromSource('dora', false);
    const group = await make('POST /groups', { name: 'Here' });
    const wanted = { userName: 'dorothea', fullName: 'Mine', email: null, language: 'de', enabled: false };
    const refused = await console.ask(`PATCH /users/${id}`, { body: wanted });
    expect(refused.body).toMatchObject({
      status: 409,
      code: 'owned-by-source',
      errors: ['/userName', '/fullName', '/email', '/language'].map((pointer) => ({
        pointer,
        code: 'owned-by-source',
        message: 'Is what the directory says: change it there.',
      })),
    });
    expect((await console.ask(`GET /users/${id}`)).body).toMatchObject({ userName: 'dora', enabled: true });
    // What is sent as it is changes nothing.
    const own = { userName: 'dora', fullName: 'As there', enabled: false, color: false, groups: [group.id] };
    expect(await console.ask(`PATCH /users/${id}`, { body: own })).toMatchObject({ status: 200 });
    expect((await console.ask(`GET /users/${id}`)).body).toMatchObject({ ...own, password: 'none' });
    expect(await console.ask(`POST /users/${id}/pins`, { body: {} })).toMatchObject({ status: 201 });
    expect(await console.ask(`PUT /users/${id}/password`, { body: { password: 'eight chars' } })).toMatchObject({
      status: 204,
    });
    expect((await console.ask(`GET /users/${id}`)).body).toMatchObject({ password: 'local' });
    expect(await console.ask(`DELETE /users/${id}`)).toMatchObject({ status: 204 });
  });

  test('a password that the directory checks is neither given nor taken here', async () => {
    const id = await fromSource('emil', true);
    expect((await console.ask(`GET /users/${id}`)).body).toMatchObject({ password: 'source' });
    const given = await console.ask(`PUT /users/${id}/password`, { body: { password: 'eight chars' } });
    for (const { body } of [given, await console.ask(`DELETE /users/${id}/password`)]) {
      expect(body).toMatchObject({ status: 409, code: 'password-at-source' });
    }
    expect((await console.ask('GET /users?q=emil')).body.items).toMatchObject([{ password: 'source' }]);
  });
});
