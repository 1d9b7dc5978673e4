import type { GroupId, UserSourceId } from '@holdover/kernel';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';

let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const make = async (line: string, body: object) => (await console.ask(line, { body })).body;
const group = (name: string): Promise<{ id: GroupId }> => make('POST /groups', { name });
const told = () => console.signals.take();
const read = async (id: GroupId) => (await console.ask(`GET /groups/${id}`)).body;

describe('groups in groups', () => {
  test('[B2i] one is put in and taken out, once each; the fleet and the audit log are told', async () => {
    const [sales, north] = [await group('Sales'), await group('Sales North')];
    told();
    const path = `/groups/${sales.id}/groups/${north.id}`;
    const { revision } = await console.core.stores.revisions.read();
    expect(await console.ask(`PUT ${path}`)).toMatchObject({ status: 204 });
    expect(await console.ask(`PUT ${path}`)).toMatchObject({ status: 204 });
    expect(told()).toEqual(['membersChanged']);
    expect((await console.core.stores.revisions.read()).revision).toBe(revision + 1);
    expect(await read(sales.id)).toMatchObject({ groups: [north.id], members: 0, allMembers: 0 });
    expect(await console.ask(`DELETE ${path}`)).toMatchObject({ status: 204 });
    expect(await console.ask(`DELETE ${path}`)).toMatchObject({ status: 204 });
    expect(told()).toEqual(['membersChanged']);
    expect(await read(sales.id)).toMatchObject({ groups: [] });
    const nesting = { groupId: north.id, groupName: 'Sales North' };
    expect((await console.ask(`GET /audit?target=${sales.id}`)).body.items).toMatchObject([
      { action: 'group.group-removed', before: nesting, after: null },
      { action: 'group.group-added', before: null, after: nesting },
      { action: 'group.created' },
    ]);
  });

  test('[B2i] never two levels, in either direction, and no group in itself', async () => {
    const [top, middle, low] = [await group('Top'), await group('Middle'), await group('Low')];
    const put = async (id: GroupId, member: GroupId) => (await console.ask(`PUT /groups/${id}/groups/${member}`)).body;
    const refusal = { status: 409, code: 'group-nested' };
    expect(await put(top.id, top.id)).toMatchObject(refusal);
    expect(await put(top.id, middle.id)).toBeUndefined();
    expect(await put(middle.id, low.id)).toMatchObject(refusal);
    expect(await put(low.id, top.id)).toMatchObject(refusal);
    expect(await put(middle.id, top.id)).toMatchObject(refusal);
    expect(await put(low.id, middle.id)).toBeUndefined();
    expect(await read(low.id)).toMatchObject({ groups: [middle.id] });
  });

  test('[B2i] of two at once that would make two levels, one is refused', async () => {
    const [a, b, c] = [await group('Race a'), await group('Race b'), await group('Race c')];
    const both = await Promise.all([
      console.ask(`PUT /groups/${a.id}/groups/${b.id}`),
      console.ask(`PUT /groups/${b.id}/groups/${c.id}`),
    ]);
    expect(both.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([204, 409]);
  });

  test('[B2i] what does not exist is not found, and all users are neither in a group nor hold one', async () => {
    const one = await group('One');
    const gone = 'grp_01900000-0000-7000-8000-000000000000';
    expect(await console.ask(`PUT /groups/${one.id}/groups/${gone}`)).toMatchObject({ status: 404 });
    expect(await console.ask(`PUT /groups/${gone}/groups/${one.id}`)).toMatchObject({ status: 404 });
    for (const path of [`/groups/grp_all/groups/${one.id}`, `/groups/${one.id}/groups/grp_all`]) {
      expect((await console.ask(`PUT ${path}`)).body).toMatchObject({ status: 409, code: 'built-in' });
    }
  });

  test('[B2h] members are counted and listed with and without those of groups in it, each once', async () => {
    const [whole, part] = [await group('Whole'), await group('Part')];
    const [both, direct, nested] = [
      await make('POST /users', { userName: 'in-both', groups: [whole.id, part.id] }),
      await make('POST /users', { userName: 'in-whole', groups: [whole.id] }),
      await make('POST /users', { userName: 'in-part', groups: [part.id] }),
    ];
    await console.ask(`PUT /groups/${whole.id}/groups/${part.id}`);
    expect(await read(whole.id)).toMatchObject({ groups: [part.id], members: 2, allMembers: 3 });
    expect(await read(part.id)).toMatchObject({ groups: [], members: 2, allMembers: 2 });
    const listed = (await console.ask('GET /groups?q=whole')).body.items;
    expect(listed).toMatchObject([{ members: 2, allMembers: 3 }]);
    const ids = async (query: string) =>
      (await console.ask(`GET /users?group=${whole.id}${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await ids('')).toEqual([both.id, direct.id]);
    expect(await ids('&nested=true')).toEqual([both.id, nested.id, direct.id]);
    expect((await console.ask(`GET /users/${nested.id}`)).body.groups).toEqual([part.id]);
    // A group that is deleted takes nobody along but those it brought.
    await console.ask(`DELETE /groups/${part.id}`);
    expect(await read(whole.id)).toMatchObject({ groups: [], members: 2, allMembers: 2 });
  });
});

const GROUPS = 4;
const USERS = 3;

interface Model {
  readonly ids: readonly GroupId[];
  readonly members: readonly Set<number>[];
  readonly inner: readonly Set<number>[];
}

const isRefused = ({ inner }: Model, outer: number, member: number): boolean =>
  outer === member || (inner[member]?.size ?? 0) > 0 || inner.some((nested) => nested.has(outer));

describe('[B2h] [B2i] groups and members in whatever order', () => {
  test('are counted and refused as a naive model says', async () => {
    const users: string[] = [];
    for (let at = 0; at < USERS; at++) users.push((await make('POST /users', { userName: `modelled-${at}` })).id);
    let runs = 0;
    const anyStep = fc.record({
      do: fc.constantFrom('add', 'remove', 'nest', 'nest', 'unnest'),
      group: fc.nat(GROUPS - 1),
      other: fc.nat(GROUPS - 1),
      user: fc.nat(USERS - 1),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 20 }), async (steps) => {
        runs += 1;
        const ids: GroupId[] = [];
        for (let at = 0; at < GROUPS; at++) ids.push((await group(`Modelled ${runs} ${at}`)).id);
        const model: Model = { ids, members: ids.map(() => new Set()), inner: ids.map(() => new Set()) };
        for (const step of steps) {
          const [members, inner] = [model.members[step.group], model.inner[step.group]];
          if (members === undefined || inner === undefined) return;
          const isAdded = step.do === 'add' || step.do === 'nest';
          const isNesting = step.do === 'nest' || step.do === 'unnest';
          const path = isNesting ? `groups/${ids[step.other]}` : `members/${users[step.user]}`;
          const answer = await console.ask(`${isAdded ? 'PUT' : 'DELETE'} /groups/${ids[step.group]}/${path}`);
          const refused = step.do === 'nest' && isRefused(model, step.group, step.other);
          expect([answer.status, answer.body?.code]).toEqual(refused ? [409, 'group-nested'] : [204, undefined]);
          if (refused) continue;
          const [set, what] = isNesting ? [inner, step.other] : [members, step.user];
          if (isAdded) set.add(what);
          else set.delete(what);
        }
        for (const [at, id] of ids.entries()) {
          const isInner = (other: number): boolean => model.inner[at]?.has(other) === true;
          const [members, taken] = [model.members[at] ?? [], model.members.filter((_, other) => isInner(other))];
          const found = await read(id);
          expect(new Set(found.groups)).toEqual(new Set(ids.filter((_, other) => isInner(other))));
          const counts = [[...members].length, new Set([...members, ...taken.flatMap((set) => [...set])]).size];
          expect([found.members, found.allMembers]).toEqual(counts);
        }
      }),
      { numRuns: 6 },
    );
  });
});

describe('groups of a user source', () => {
  test('what the directory names is not changed by hand, but may be put into a group of this server', async () => {
    const [own, theirs] = [await group('Own'), await group('Theirs')];
    const person = await make('POST /users', { userName: 'by-hand' });
    const sourceId = 'src_01900000-0000-7000-8000-000000000000' as UserSourceId;
    await console.core.database.queries
      .updateTable('userGroup')
      .set({ sourceId, externalId: 'cn=theirs' })
      .where('id', '=', theirs.id)
      .execute();
    const refusal = { status: 409, code: 'owned-by-source' };
    for (const line of [
      `DELETE /groups/${theirs.id}`,
      `PUT /groups/${theirs.id}/members/${person.id}`,
      `DELETE /groups/${theirs.id}/members/${person.id}`,
      `PUT /groups/${theirs.id}/groups/${own.id}`,
    ]) {
      expect((await console.ask(line)).body).toMatchObject(refusal);
    }
    const renamed = await console.ask(`PATCH /groups/${theirs.id}`, { body: { name: 'Mine' } });
    expect(renamed.body).toMatchObject(refusal);
    const groups = [theirs.id];
    const patched = await console.ask(`PATCH /users/${person.id}`, { body: { groups } });
    expect(patched.body).toMatchObject({ ...refusal, errors: [{ pointer: '/groups/0', code: 'owned-by-source' }] });
    const created = await console.ask('POST /users', { body: { userName: 'new-by-hand', groups } });
    expect(created.body).toMatchObject({ ...refusal, errors: [{ pointer: '/groups/0' }] });
    expect((await console.ask('GET /users?q=new-by-hand')).body.items).toEqual([]);
    expect(await console.ask(`PUT /groups/${own.id}/groups/${theirs.id}`)).toMatchObject({ status: 204 });
    // What was in it before a directory took it over can be taken out.
    await console.core.stores.groups.unnest(own.id, theirs.id);
    await console.core.stores.groups.nest(theirs.id, own.id);
    expect(await console.ask(`DELETE /groups/${theirs.id}/groups/${own.id}`)).toMatchObject({ status: 204 });
    expect((await console.ask(`GET /groups/${theirs.id}`)).body).toMatchObject({ sourceId, groups: [] });
  });
});
