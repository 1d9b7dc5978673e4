import { createHash } from 'node:crypto';
import { toBase64Url, toHex } from '@holdover/kernel';
import { createNodeDigest, stretch } from '@holdover/nodejs';
import type { HeldCredential, Hashing, HashLink, StateSnapshot } from '@holdover/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DESK_KEY, openLoginDesk, type LoginDesk } from '../testing/login-desk.ts';
import { TEST_NOW } from '../testing/open-test-journal.ts';
import { heldOf, sampleLogins, stretchedOf, type Person } from '../testing/sample-state.ts';
import { credentialsProof } from './ask-server.ts';
import { createStretcher, type Stretcher } from './stretched-secret.ts';

const link = (fill: number, passes: number): HashLink => ({
  salt: toBase64Url(new Uint8Array(16).fill(fill)),
  parameters: { memoryKiB: 8, passes, lanes: 1 },
});
const hashingOf = (generation: number): Hashing => ({
  pin: { generation, links: generation === 1 ? [link(1, 1)] : [link(1, 1), link(2, 2)] },
  card: { generation: 1, links: [link(1, 1)] },
});

test('[P3g] the second link is stretched over what the first gave, under a salt of its own', async () => {
  const secrets = [
    { method: 'pin', text: '482913' },
    { method: 'card', text: '04A23B' },
  ] as const;
  const hashing = hashingOf(2);
  const stretched = await createStretcher()(secrets, hashing);
  const options = (fill: number, passes: number) => ({
    method: 'pin' as const,
    salt: new Uint8Array(16).fill(fill),
    parameters: { memoryKiB: 8, passes, lanes: 1 },
  });
  const inner = await stretch('482913', options(1, 1));
  expect(stretched.map(({ bytes }) => toHex(bytes))).toEqual([
    toHex(await stretch(inner, options(2, 2))),
    toHex(await stretch('04A23B', { ...options(1, 1), method: 'card' })),
  ]);
  const proof = credentialsProof(stretched, hashing);
  expect(proof).toMatchObject({
    credentials: [
      { method: 'pin', generation: 2 },
      { method: 'card', generation: 1 },
    ],
  });
});

describe('a state of another hashing that comes while somebody logs in', () => {
  let desk: LoginDesk;
  beforeEach(async () => {
    desk = await openLoginDesk();
  });
  afterEach(() => desk.close());

  const wrapped = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
  /** Quick, and one hash more by the second generation. */
  const byGeneration: Stretcher = (secrets, { pin }) =>
    Promise.resolve(
      secrets.map(({ method, text }) => {
        const inner = stretchedOf(method, text);
        return { method, bytes: pin.generation === 2 && method === 'pin' ? wrapped(inner) : inner };
      }),
    );
  const nextState = (person: Person): Partial<StateSnapshot> => ({
    revision: 2,
    hashing: hashingOf(2),
    credentials: heldOf(person, DESK_KEY, { source: 'sync', at: TEST_NOW }).map((held): HeldCredential => {
      const verifier = createNodeDigest().hmacSha256(DESK_KEY, wrapped(stretchedOf('pin', person.pin.digits)));
      return held.method === 'pin' ? { ...held, verifier: toBase64Url(verifier) } : held;
    }),
  });

  test('[P3g] counts for that login: the PIN is right by whichever came last', async () => {
    let taken = false;
    desk.stretch = async (secrets, hashing) => {
      if (!taken) {
        taken = true;
        await desk.hold([desk.anna], nextState(desk.anna));
      }
      return byGeneration(secrets, hashing);
    };
    expect(await desk.code(desk.byPin())).toBe('opened');
    desk.leave();
    expect(await desk.code(desk.byPin())).toBe('opened');
    desk.leave();
    expect(await desk.code(desk.byPin('640281'))).toBe('unknown-credential');
  });

  test('[P3g] and what the server let be cached under the one before is not kept', async () => {
    desk.stretch = byGeneration;
    desk.mode = 'online';
    const answers = sampleLogins([desk.anna, desk.bela], DESK_KEY, TEST_NOW);
    desk.serverAnswer = async (request) => {
      await desk.hold([desk.anna], nextState(desk.anna));
      return { kind: 'answer', value: answers(request) };
    };
    expect(await desk.code(desk.byPin('719305'))).toBe('opened');
    expect(desk.cache.counts()).toEqual({ users: 1, credentials: 2 });
  });
});
