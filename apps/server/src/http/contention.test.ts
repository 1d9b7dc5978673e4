import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../testing/test-console.ts';

let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const upwards = (a: number, b: number): number => a - b;

const newUser = async (userName: string, more: object = {}) =>
  (await console.ask('POST /users', { body: { userName, ...more } })).body;

describe('two administrators', () => {
  test('who saves second over a state they have not seen is refused, and nothing of the first is lost', async () => {
    const { id } = await newUser('shared');
    const seen = (await console.ask(`GET /users/${id}`)).header('etag') ?? '';
    const save = (body: object) => console.ask(`PATCH /users/${id}`, { body, headers: { 'if-match': seen } });
    const both = await Promise.all([save({ fullName: 'First' }), save({ email: 'second@example.org' })]);
    expect(both.map(({ status }) => status).toSorted(upwards)).toEqual([200, 412]);
    const won = both.find(({ status }) => status === 200)?.body;
    expect((await console.ask(`GET /users/${id}`)).body).toEqual(won);
  });

  test('of settings as well', async () => {
    const { body, header } = await console.ask('GET /settings/offline-login');
    const save = (cacheHours: number) =>
      console.ask('PUT /settings/offline-login', {
        body: { ...body, cacheHours },
        headers: { 'if-match': header('etag') ?? '' },
      });
    const both = await Promise.all([save(48), save(96)]);
    expect(both.map(({ status }) => status).toSorted(upwards)).toEqual([200, 412]);
    const won = both.find(({ status }) => status === 200)?.body;
    expect((await console.ask('GET /settings/offline-login')).body).toEqual(won);
  });

  test('who changes different fields without If-Match loses nothing either', async () => {
    const { id } = await newUser('patched-by-two');
    const changes = [{ fullName: 'First' }, { email: 'second@example.org' }, { language: 'de' }, { color: false }];
    const answers = await Promise.all(changes.map((body) => console.ask(`PATCH /users/${id}`, { body })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await console.ask(`GET /users/${id}`)).body).toMatchObject(Object.assign({}, ...changes));
  });

  test('a name that both give is given once', async () => {
    const make = () => console.ask('POST /users', { body: { userName: 'wanted-by-two' } });
    expect((await Promise.all([make(), make(), make()])).map(({ status }) => status).toSorted(upwards)).toEqual([
      201, 409, 409,
    ]);
  });

  test('one key at the same time does one thing: whoever comes meanwhile is told so, and later has the answer', async () => {
    const make = () =>
      console.ask('POST /users', { body: { userName: 'once-only' }, headers: { 'idempotency-key': 'same' } });
    const answers = await Promise.all([make(), make()]);
    const [made, refused] = answers.toSorted((a, b) => a.status - b.status);
    expect([made?.status, [201, 409].includes(refused?.status ?? 0)]).toEqual([201, true]);
    if (refused?.status === 409) expect(refused.body.code).toBe('idempotency-running');
    expect(await make()).toMatchObject({ status: 201, body: made?.body });
    expect((await console.ask('GET /users?q=once-only')).body.items).toHaveLength(1);
  });
});

describe('a list that is read while it changes', () => {
  const sorts = ['userName', '-userName', 'fullName', '-fullName', 'createdAt', '-createdAt'];

  test('shows everybody who was there throughout once', async () => {
    const stay = new Set<string>();
    for (let n = 0; n < 12; n++) stay.add((await newUser(`stays-${n}`, { fullName: `Same ${n % 3}` })).id);
    let made = 0;
    const step = fc.constantFrom('add', 'add', 'remove', 'rename', 'read');
    const property = fc.asyncProperty(
      fc.constantFrom(...sorts),
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.array(step, { maxLength: 3 }), { minLength: 3, maxLength: 12 }),
      async (sort, limit, meanwhile) => {
        const others: string[] = [];
        const change = async (what: string): Promise<void> => {
          const some = others.at(-1);
          if (what === 'add') others.push((await newUser(`comes-${(made += 1)}`, { fullName: `Same ${made % 3}` })).id);
          else if (what === 'remove' && some !== undefined) await console.ask(`DELETE /users/${others.pop()}`);
          else if (what === 'rename' && some !== undefined)
            await console.ask(`PATCH /users/${some}`, { body: { fullName: `Same ${made % 4}` } });
        };
        const shown: string[] = [];
        let cursor: string | null = '';
        for (let page = 0; cursor !== null; page++) {
          const answer = await console.ask(
            `GET /users?q=s&sort=${sort}&limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`,
          );
          shown.push(...answer.body.items.map(({ id }: { id: string }) => id));
          cursor = answer.body.nextCursor;
          for (const what of meanwhile[page] ?? []) await change(what);
        }
        for (const id of others) await console.ask(`DELETE /users/${id}`);
        const throughout = shown.filter((id) => stay.has(id));
        expect(throughout).toHaveLength(stay.size);
        expect(new Set(throughout)).toEqual(stay);
      },
    );
    await fc.assert(property, { numRuns: 12, seed: 20_261_001 });
  });
});

/** Kept byte for byte: markup, right to left with its marks, families of four people, what upper case makes of it, and formulas. */
const STRANGE = [
  '<script>alert(1)</script>',
  'مرحبا_بالعالم',
  '\u202egnihton\u202c',
  '👩‍👩‍👧‍👦',
  '𝔘𝔫𝔦𝔠𝔬𝔡𝔢',
  'İstanbul',
  'ﬁligran',
  "o'b\\r%_ien",
  '=HYPERLINK("x")',
  '&amp;&#0;',
];

describe('strange names', () => {
  test.each(STRANGE)('%s comes back as it was: from the list, a search, and the audit log', async (name) => {
    const userName = name.replaceAll(/\s/g, '');
    const made = await console.ask('POST /users', { body: { userName, fullName: `${name} ${name}` } });
    expect(made).toMatchObject({ status: 201, body: { userName, fullName: `${name} ${name}` } });
    const found = await console.ask(`GET /users?q=${encodeURIComponent(name)}`);
    expect(found.body.items).toContainEqual(made.body);
    const inner = Array.from(name).slice(1, -1).join('');
    expect((await console.ask(`GET /users?q=${encodeURIComponent(inner)}`)).body.items).toContainEqual(made.body);
    const audit = await console.ask(`GET /audit?target=${made.body.id}`);
    expect(audit.body.items[0]).toMatchObject({ target: { name: userName }, after: { userName } });
    const exported = await console.ask(`GET /audit/export?target=${made.body.id}`);
    expect(exported.text).toContain(userName.replaceAll('"', '""'));
  });

  test.each(['nul\u0000', 'half\ud800', 'bell\u0007'])('text that nobody can see or store is refused', async (name) => {
    expect(await console.ask('POST /users', { body: { userName: name } })).toMatchObject({ status: 400 });
  });

  test('two names that look the same are one: whatever the case, composed or not', async () => {
    await newUser('Zoë');
    for (const userName of ['zoë', 'ZOË', 'Zoe\u0308'])
      expect(await console.ask('POST /users', { body: { userName } })).toMatchObject({ status: 409 });
  });
});
