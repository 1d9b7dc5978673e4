import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';
import { CREDENTIALS_A_KIND } from './credentials.ts';

let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

let names = 0;
const addUser = async (): Promise<string> =>
  (await console.ask('POST /users', { body: { userName: `owner-${++names}` } })).body.id;

/** Of one run, and of no other: what was given stays with whoever has it. */
const numberOf = (run: number, number: number): string => `7${String(run).padStart(3, '0')}4${number}`;

type Step = {
  readonly do: 'give' | 'take' | 'disable' | 'enable' | 'delete';
  readonly who: number;
  readonly number: number;
};

const anyStep: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(
    { weight: 5, arbitrary: fc.constant('give' as const) },
    { weight: 2, arbitrary: fc.constantFrom('take' as const, 'disable' as const, 'enable' as const) },
    { weight: 1, arbitrary: fc.constant('delete' as const) },
  ),
  who: fc.nat(2),
  number: fc.nat(3),
});

interface Person {
  readonly id: string;
  readonly pins: Map<number, string>;
}

describe('[B9f] [B9q] a PIN belongs to one person, disabled or not', () => {
  test('whoever is given what, disabled, enabled and deleted in whatever order', async () => {
    let runs = 100;
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 18 }), async (steps) => {
        const run = ++runs;
        const people: Person[] = [];
        for (let at = 0; at < 3; at++) people.push({ id: await addUser(), pins: new Map() });
        for (const step of steps) await take(run, people, step);
        for (const { id, pins } of people) {
          const { body } = await console.ask(`GET /users/${id}/pins`);
          expect(body.items.map((pin: { id: string }) => pin.id).toSorted()).toEqual([...pins.values()].toSorted());
        }
      }),
      { numRuns: 12 },
    );
  });

  /** Against a model that knows nothing of disabling: it changes nobody's PINs. */
  async function take(run: number, people: Person[], step: Step): Promise<void> {
    const person = people[step.who];
    if (person === undefined) return;
    if (step.do === 'give') {
      const { status, body } = await console.ask(`POST /users/${person.id}/pins`, {
        body: { pin: numberOf(run, step.number) },
      });
      const isFree = people.every(({ pins }) => !pins.has(step.number));
      expect(isFree ? status : [status, body.code]).toEqual(isFree ? 201 : [409, 'pin-taken']);
      if (isFree) person.pins.set(step.number, body.id);
    } else if (step.do === 'take') {
      const pin = person.pins.get(step.number);
      if (pin === undefined) return;
      expect(await console.ask(`DELETE /users/${person.id}/pins/${pin}`)).toMatchObject({ status: 204 });
      person.pins.delete(step.number);
    } else if (step.do === 'delete') {
      expect(await console.ask(`DELETE /users/${person.id}`)).toMatchObject({ status: 204 });
      people[step.who] = { id: await addUser(), pins: new Map() };
    } else {
      const enabled = step.do === 'enable';
      expect(await console.ask(`PATCH /users/${person.id}`, { body: { enabled } })).toMatchObject({ status: 200 });
    }
  }
});

describe('how many', () => {
  test('[B9s] somebody has at most twenty PINs and twenty cards; one that is removed makes room', async () => {
    const id = await addUser();
    for (const [kind, body] of [
      ['pins', () => ({})],
      ['cards', (at: number) => ({ number: `04FFEE${at}` })],
    ] as const) {
      const add = (at: number) => console.ask(`POST /users/${id}/${kind}`, { body: body(at) });
      for (let at = 0; at < CREDENTIALS_A_KIND; at++) expect(await add(at)).toMatchObject({ status: 201 });
      expect((await add(99)).body).toMatchObject({ status: 409, code: 'too-many-credentials' });
      const { body: listed } = await console.ask(`GET /users/${id}/${kind}`);
      expect(listed.items).toHaveLength(CREDENTIALS_A_KIND);
      await console.ask(`DELETE /users/${id}/${kind}/${listed.items[0].id}`);
      expect(await add(99)).toMatchObject({ status: 201 });
    }
  });
});

describe('how it is spelled', () => {
  test.each([
    ['12a456', 'pin-not-digits'],
    ['48291', 'pin-too-short'],
    ['48291304829130482', 'pin-too-long'],
    ['333333', 'pin-constant-step'],
    ['876543', 'pin-constant-step'],
  ])('[B9a] [B9b] %s is refused', async (pin, code) => {
    const { body } = await console.ask(`POST /users/${await addUser()}/pins`, { body: { pin } });
    expect(body).toMatchObject({ status: 400, errors: [{ pointer: '/pin', code }] });
    expect(JSON.stringify(body)).not.toContain(pin);
  });
});
