import { connect } from 'node:net';
import { API_ROOT, type ServerEvent } from '@holdover/api';
import { minutes, seconds } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openTestConsole, type TestConsole } from '../testing/test-console.ts';

let console: TestConsole;
let address: string;
const ends: (() => void)[] = [];
beforeEach(async () => {
  console = await openTestConsole();
  address = await console.app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await console.close();
});

const WAIT = { timeout: 20_000, interval: 10 };

const line = (number: number): ServerEvent => ({
  name: 'import.logged',
  data: {
    importId: 'imp_0199a1c2-7d3e-7b4f-8a5c-6d7e8f901234' as never, // any will do
    number,
    at: '2026-10-01T08:00:00.000Z',
    level: 'info',
    code: 'row-added',
    values: {},
  },
});

async function listen(headers: Record<string, string> = {}, rights?: readonly string[]) {
  const token = await tokenWith(rights);
  const stop = new AbortController();
  ends.push(() => stop.abort());
  const answer = await fetch(`${address}${API_ROOT}/events`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: stop.signal,
  });
  const reader = { text: '', answer, stop: () => stop.abort() };
  void (async () => {
    for await (const piece of answer.body ?? []) reader.text += Buffer.from(piece).toString();
  })().catch(() => undefined);
  await vi.waitFor(() => expect(reader.text).toContain(': still here'), WAIT);
  return reader;
}

async function tokenWith(rights: readonly string[] = ['users:read']): Promise<string> {
  const { body } = await console.ask('POST /api-tokens', { body: { name: 'listens', rights, expiresAt: null } });
  return body.token;
}

const numbersIn = (text: string): number[] => [...text.matchAll(/"number":(\d+)/g)].map(([, number]) => Number(number));

describe('the stream of events', () => {
  test('goes on behind the last event heard, with nothing missed and nothing twice', async () => {
    const first = await listen();
    for (const number of [1, 2, 3]) console.hub.publish(line(number));
    await vi.waitFor(() => expect(numbersIn(first.text)).toEqual([1, 2, 3]), WAIT);
    const id = /id: (.+)\nevent: import\.logged\ndata: .*"number":2/.exec(first.text)?.[1] ?? '';
    first.stop();
    console.hub.publish(line(4));
    const second = await listen({ 'last-event-id': id });
    console.hub.publish(line(5));
    await vi.waitFor(() => expect(numbersIn(second.text)).toEqual([3, 4, 5]), WAIT);
    expect(second.text).not.toContain('event: resync');
    expect(second.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  });

  test('after more than ten minutes says that all is to be read anew', async () => {
    for (const number of [1, 2]) console.hub.publish(line(number));
    console.clock.advance(minutes(10));
    console.clock.advance(seconds(1));
    console.hub.publish(line(3));
    const reader = await listen({ 'last-event-id': 'start-1' });
    await vi.waitFor(() => expect(reader.text).toContain('event: resync\ndata: {}'), WAIT);
    expect(numbersIn(reader.text)).toEqual([]);
  });

  test('tells nobody what their rights do not show them', async () => {
    const stranger = await listen({}, ['settings:read']);
    const reader = await listen();
    console.hub.publish(line(1));
    await vi.waitFor(() => expect(numbersIn(reader.text)).toEqual([1]), WAIT);
    expect(stranger.text).not.toContain('import.logged');
  });

  test('tells what an administrator changed to those who may read it', async () => {
    const reader = await listen();
    const auditor = await listen({}, ['audit:read']);
    const stranger = await listen({}, ['settings:read']);
    const { body } = await console.ask('POST /groups', { body: { name: 'Staff' } });
    const told = `event: resource.changed\ndata: {"kind":"group","id":"${body.id}"}`;
    await vi.waitFor(() => {
      console.clock.advance(seconds(1));
      expect([reader.text.includes(told), auditor.text.includes(told)]).toEqual([true, true]);
    }, WAIT);
    await console.ask('PUT /settings/organisation', { body: { name: 'Office', language: 'en', timeZone: 'UTC' } });
    await vi.waitFor(() => expect(stranger.text).toContain('"kind":"settings","id":null'), WAIT);
    expect(stranger.text).not.toContain('"group"');
    await console.ask('PUT /settings/organisation', { body: { name: 'Office', language: 'en', timeZone: 'Mars' } });
    expect(stranger.text.match(/"settings"/g)).toHaveLength(1);
  });

  test('lets go of who does not read, and keeps little for them', async () => {
    const { port } = new URL(address);
    const socket = connect(Number(port), '127.0.0.1');
    ends.push(() => socket.destroy());
    let closed = false;
    socket.on('close', () => {
      closed = true;
    });
    socket.on('error', () => undefined);
    socket.write(
      `GET ${API_ROOT}/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${await tokenWith()}\r\n\r\n`,
    );
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    const before = process.memoryUsage().external;
    const long = line(1);
    const data = { ...long.data, values: { text: 'x'.repeat(20_000) } };
    for (let n = 0; n < 2_000; n++) console.hub.publish({ ...long, data } as ServerEvent);
    expect(process.memoryUsage().external - before).toBeLessThan(30_000_000);
    socket.resume();
    await vi.waitFor(() => expect(closed).toBe(true), WAIT);
  });
});
