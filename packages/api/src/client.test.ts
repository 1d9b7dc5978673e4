import { instant, seconds, type Clock, type Entropy } from '@holdover/kernel';
import { expect, test } from 'vitest';
import { ApiFault } from './api-fault.ts';
import { createApiClient } from './client.ts';
import { deletePin } from './credentials.ts';
import type { Transport } from './transport.ts';
import { importUsers } from './imports.ts';
import { createUser, getUser, listUsers, patchUser } from './users.ts';

type Sent = Parameters<Transport>[0];

function answering(status: number, body: unknown): { sent: Sent[]; transport: Transport } {
  const sent: Sent[] = [];
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    sent,
    transport: (request) => {
      sent.push(request);
      return Promise.resolve({ status, headers: { get: () => null }, text: () => Promise.resolve(text) });
    },
  };
}

const USER = 'usr_017f22e2-79b0-7cc3-98c4-dc0c0c07398f';
const PIN = 'pin_017f22e2-79b0-7cc3-98c4-dc0c0c07398f';

test('parameters and queries are encoded into the address', async () => {
  const { sent, transport } = answering(200, { items: [], nextCursor: null });
  await createApiClient(transport).call(listUsers, { query: { q: 'a&b=ü' } });
  expect(sent[0]?.path).toBe('/api/v1/users?q=a%26b%3D%C3%BC');
});

test('an answer without a body is nothing', async () => {
  const { sent, transport } = answering(204, '');
  const params = { id: USER, pinId: PIN } as never; // ids of the right shape, made by hand
  expect(await createApiClient(transport).call(deletePin, { params })).toBeUndefined();
  expect(sent[0]).toMatchObject({ method: 'DELETE', path: `/api/v1/users/${USER}/pins/${PIN}`, body: undefined });
});

test('a refusal keeps its code and field', async () => {
  const { transport } = answering(400, {
    type: 'about:blank',
    title: 'Invalid',
    status: 400,
    detail: 'The body is not valid.',
    code: 'invalid-body',
    errors: [{ pointer: '/cacheHours', code: 'too_big', message: 'at most 720', limit: 720 }],
  });
  const fault = await createApiClient(transport)
    .call(listUsers, {})
    .catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(ApiFault);
  expect(fault).toMatchObject({ code: 'invalid-body', owner: 'caller', retryable: false });
});

test('an answer of some other program is a fault of the peer, not a crash', async () => {
  const { transport } = answering(502, '<html>Bad gateway</html>');
  const fault = await createApiClient(transport)
    .call(listUsers, {})
    .catch((error: unknown) => error);
  expect(fault).toMatchObject({ code: 'not-our-answer', owner: 'peer', retryable: true });
});

test('an answer outside its schema is refused', async () => {
  const { transport } = answering(200, { id: USER });
  const params = { id: USER } as never; // an id of the right shape, made by hand
  await expect(createApiClient(transport).call(getUser, { params })).rejects.toThrow();
});

const scripted = (...answers: readonly (readonly [number, unknown, Record<string, string>?])[]) => {
  const sent: Sent[] = [];
  const transport: Transport = (request) => {
    const [status, body, headers = {}] = answers[Math.min(sent.length, answers.length - 1)] ?? [500, ''];
    sent.push(request);
    return Promise.resolve({
      status,
      headers: { get: (name) => headers[name] ?? null },
      text: () => Promise.resolve(typeof body === 'string' ? body : JSON.stringify(body)),
    });
  };
  return { sent, transport };
};
let made = 0;
const entropy: Entropy = { bytes: (length) => new Uint8Array(length).fill(++made) };
/** Passes at once, and tells how long it would have been. */
const quickClock = (): Clock & { readonly waits: number[] } => {
  const waits: number[] = [];
  const after: Clock['after'] = (delay, action) => {
    waits.push(delay);
    let off = false;
    queueMicrotask(() => (off ? undefined : action()));
    return () => (off = true);
  };
  return { waits, after, wall: () => instant(0), boot: () => 0 as never, bootId: 'boot' };
};
const user = (n: number) => ({
  id: USER,
  userName: `u${n}`,
  fullName: '',
  email: null,
  language: null,
  groups: [],
  color: true,
  enabled: true,
  pins: 0,
  cards: 0,
  password: 'none',
  sourceId: null,
  createdAt: '2026-10-01T08:00:00.000Z',
});
const refusal = (status: number) => ({
  type: 'about:blank',
  title: 'Not now',
  status,
  detail: '',
  code: 'not-ready',
  errors: [],
});

test('a list is read page by page, by its cursor', async () => {
  const { sent, transport } = scripted(
    [200, { items: [user(1), user(2)], nextCursor: 'c2' }],
    [200, { items: [user(3)], nextCursor: null }],
  );
  const names: string[] = [];
  for await (const { userName } of createApiClient(transport).items(listUsers, { query: { q: 'u', limit: 2 } })) {
    names.push(userName);
  }
  expect(names).toEqual(['u1', 'u2', 'u3']);
  expect(sent.map(({ path }) => path)).toEqual(['/api/v1/users?q=u&limit=2', '/api/v1/users?q=u&limit=2&cursor=c2']);
});

test('a later page is asked for when it is wanted', async () => {
  const { sent, transport } = scripted([200, { items: [user(1)], nextCursor: 'more' }]);
  for await (const _page of createApiClient(transport).pages(listUsers, {})) break;
  expect(sent).toHaveLength(1);
});

test('what creates goes out under a key of its own, and again under the same one', async () => {
  const clock = quickClock();
  const { sent, transport } = scripted([503, refusal(503), { 'retry-after': '2' }], [201, user(1)]);
  const added = createApiClient(transport, { entropy, clock }).call(createUser, { body: { userName: 'u1' } });
  expect((await added).userName).toBe('u1');
  const keys = sent.map(({ headers }) => headers['idempotency-key']);
  expect(keys).toEqual([expect.stringMatching(/^[\w-]{22}$/), keys[0]]);
});

test('what might be done twice is not sent twice', async () => {
  const clock = quickClock();
  const { sent, transport } = scripted([503, refusal(503), { 'retry-after': '1' }]);
  const params = { id: USER } as never; // an id of the right shape, made by hand
  const client = createApiClient(transport, { entropy, clock });
  await expect(client.call(patchUser, { params, body: {}, ifMatch: '"e"' })).rejects.toThrow('not-ready');
  expect(sent).toHaveLength(1);
  expect(sent[0]?.headers['if-match']).toBe('"e"');
});

test('waiting is bounded: by tries, and by what the server asks for', async () => {
  const clock = quickClock();
  const patient = scripted([429, refusal(429), { 'retry-after': '1' }]);
  const asked = createApiClient(patient.transport, { entropy, clock }).call(listUsers, {});
  await expect(asked).rejects.toThrow('not-ready');
  expect(patient.sent).toHaveLength(5);
  expect(clock.waits.every((wait) => wait >= 1_000 && wait <= 10_000)).toBe(true);
  const long = scripted([503, refusal(503), { 'retry-after': '3600' }]);
  await expect(createApiClient(long.transport, { entropy, clock }).call(listUsers, {})).rejects.toThrow('not-ready');
  expect(long.sent).toHaveLength(1);
});

test('a field nobody here knows says that the server is newer; a missing one, that it is older', async () => {
  const ask = (answer: unknown) => createApiClient(scripted([200, answer]).transport).call(listUsers, {});
  await expect(ask({ items: [{ ...user(1), nickname: 'x' }], nextCursor: null })).rejects.toMatchObject({
    code: 'server-newer',
    message: expect.stringContaining('/items/0/nickname'),
  });
  const { color: _gone, ...older } = user(1);
  await expect(ask({ items: [older], nextCursor: null })).rejects.toMatchObject({
    code: 'server-older',
    message: expect.stringContaining('/items/0/color'),
  });
  await expect(ask({ items: [{ ...user(1), pins: 'two' }], nextCursor: null })).rejects.toMatchObject({
    code: 'answer-off-contract',
  });
  await expect(ask('<html>')).rejects.toMatchObject({ code: 'answer-off-contract' });
});

test('a large body goes out as it comes, and once', async () => {
  const clock = quickClock();
  const { sent, transport } = scripted([503, refusal(503), { 'retry-after': '1' }]);
  const pieces = async function* () {
    yield await Promise.resolve(new Uint8Array([65]));
  };
  const client = createApiClient(transport, { entropy, clock });
  await expect(client.call(importUsers, { body: pieces() })).rejects.toThrow('not-ready');
  expect(sent).toHaveLength(1);
  expect(sent[0]?.headers).toMatchObject({ 'content-type': 'text/csv' });
  expect(sent[0]?.headers).not.toHaveProperty('idempotency-key');
});

test('events go on after a break from the last one seen; unknown names are passed over', async () => {
  const clock = quickClock();
  const { sent, transport } = scripted(
    [200, `id: s-1\nevent: resync\ndata: {}\n\nid: s-2\nevent: of.tomorrow\ndata: {"x":1}\n\n`],
    [503, refusal(503)],
    [200, `id: s-3\nevent: resync\ndata: {}\n\n`],
  );
  const stop = new AbortController();
  const seen: string[] = [];
  const followed = (async () => {
    for await (const { id } of createApiClient(transport, {
      entropy,
      clock,
      retry: { attempts: 0, most: seconds(1) },
    }).follow({ abort: stop.signal })) {
      seen.push(id);
      if (id === 's-3') stop.abort();
    }
  })();
  await followed;
  expect(seen).toEqual(['s-1', 's-3']);
  expect(sent.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, 's-2', 's-2']);
});
