import { expect, test } from 'vitest';
import { ApiFault } from './api-fault.ts';
import { createApiClient } from './client.ts';
import { deletePin } from './credentials.ts';
import type { Transport } from './transport.ts';
import { getUser, listUsers } from './users.ts';

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
