import { instant, utf8 } from '@holdover/kernel';
import { createFakeClock } from '@holdover/testbed';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { createAdmission } from './admission.ts';
import { uploadRoute } from './gateway-route.ts';
import type { Peer } from './peer.ts';
import { takeUpload } from './take-upload.ts';

const PEER = {} as Peer; // no route here looks at it

/** Reads all; what it read is noted once it came to its end. */
function createRoute() {
  const taken: string[] = [];
  const route = uploadRoute({
    path: '/v1/upload',
    request: z.strictObject({ name: z.string() }),
    mostBytes: 50,
    admits: 'trusted',
    needs: 'everything',
    async take(_, { name }, { data }) {
      let text = '';
      for await (const part of data) text += new TextDecoder().decode(part);
      taken.push(`${name}: ${text}`);
      return 'taken';
    },
  });
  return { route, taken };
}

async function* octets(text: string, breaks = false): AsyncGenerator<Uint8Array> {
  yield utf8(text);
  if (breaks) throw new RangeError('the connection broke');
}

const body = '{"name":"a"}';
const upload = (text: string, length = text.length, breaks = false) => ({ body, data: octets(text, breaks), length });

test('a document of the length it was said to have is taken', async () => {
  const { route, taken } = createRoute();
  const answer = takeUpload({ admission: undefined, route, peer: PEER }, upload('whole'));
  expect([await answer, taken]).toEqual(['taken', ['a: whole']]);
});

test.each([
  ['too short', upload('half', 10)],
  ['too long', upload('too much', 3)],
  ['broken off', upload('half', 10, true)],
])('one that is %s never comes to its end', async (_, given) => {
  const { route, taken } = createRoute();
  const taking = takeUpload({ admission: undefined, route, peer: PEER }, given);
  await expect(taking).rejects.toMatchObject({ refusal: { code: 'bad-request' } });
  expect(taken).toEqual([]);
});

test.each([['no JSON'], ['{"name":1}'], [`{"name":"${'x'.repeat(50)}"}`]])(
  'with the message %s nothing is read',
  async (message) => {
    const { route } = createRoute();
    let isRead = false;
    async function* data(): AsyncGenerator<Uint8Array> {
      isRead = true;
      yield utf8('x');
    }
    const taking = takeUpload({ admission: undefined, route, peer: PEER }, { body: message, data: data(), length: 1 });
    await expect(taking).rejects.toMatchObject({ refusal: { code: 'bad-request' } });
    expect(isRead).toBe(false);
  },
);

test('[C3f] more at the same time than are taken in are asked to come again', async () => {
  const { route } = createRoute();
  const admission = createAdmission({ atOnce: 1, mostWaiting: 0, clock: createFakeClock(instant(0)) });
  const first = takeUpload({ admission, route, peer: PEER }, upload('one'));
  const second = takeUpload({ admission, route, peer: PEER }, upload('two'));
  await expect(second).rejects.toMatchObject({ refusal: { code: 'overloaded' } });
  expect(await first).toBe('taken');
  expect(await takeUpload({ admission, route, peer: PEER }, upload('two'))).toBe('taken');
});
