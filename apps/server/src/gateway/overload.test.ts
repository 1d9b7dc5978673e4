import { milliseconds } from '@holdover/kernel';
import { PATHS, type WireAnswer } from '@holdover/protocol';
import { settle } from '@holdover/testbed/simulation';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, type DoorLink, type DoorTerminal, type OpenWorld } from '../testing/open-door.ts';

let world: OpenWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function addAnna(): Promise<void> {
  const { body: anna } = await world.ask('POST', '/users', { userName: 'anna' });
  await world.ask('POST', `/users/${anna.id}/pins`, { pin: '482913' });
}

describe('more than the server can do at once', () => {
  const pulls = (terminal: DoorTerminal, count: number): Promise<readonly WireAnswer[]> =>
    Promise.all(
      Array.from({ length: count }, () =>
        terminal.call(PATHS.state, { protocol: 1, reason: 'first', revision: 0, generation: 0 }),
      ),
    );

  test('[C3f] the pulls beyond the queue are answered 503 with the time to come again, and all others served', async () => {
    const answers = await pulls(await world.enrolled(), 210);
    const sentAway = answers.filter(({ status }) => status === 503);
    expect(sentAway).toHaveLength(6);
    expect(sentAway[0]).toMatchObject({ retryAfterSeconds: 3, text: expect.stringContaining('"overloaded"') });
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(204);
  });

  test('[C3g] a login among them is answered before the pulls that wait', async () => {
    await addAnna();
    const terminal = await world.enrolled();
    await terminal.synchronize();
    const order: string[] = [];
    const pulling = pulls(terminal, 210).then(() => order.push('pulls'));
    const login = terminal.login({ method: 'pin', secret: '482913' }).then(({ outcome }) => order.push(outcome));
    await Promise.all([pulling, login]);
    expect(order).toEqual(['granted', 'pulls']);
  });

  test('[C3f] the journal has a queue of its own', async () => {
    const terminal = await world.enrolled();
    const pulling = pulls(terminal, 210);
    expect((await terminal.call(PATHS.journal, { records: ['no record'] })).status).not.toBe(503);
    await pulling;
  });
});

test('[C2d] a heartbeat says what a lost doorbell said: time, deny list and revision', async () => {
  const { body: anna } = await world.ask('POST', '/users', { userName: 'anna' });
  const { body: card } = await world.ask('POST', `/users/${anna.id}/cards`, { number: '04A1B2C3D4' });
  const terminal = await world.enrolled();
  await terminal.synchronize();
  await terminal.login({ method: 'card', secret: '04A1B2C3D4' });
  const link = await terminal.link();
  await link.introduce();
  const before = await link.heartbeat(1);
  await world.ask('DELETE', `/users/${anna.id}/cards/${card.id}`);
  await world.clock.advanceAsync(milliseconds(500));
  const { tidings } = await link.heartbeat(2);
  expect(tidings).toMatchObject({
    serverTime: world.clock.wall(),
    denyListVersion: before.tidings.denyListVersion + 1,
    confirmedAt: null,
  });
  expect(tidings.desiredRevision).toBeGreaterThan(before.tidings.desiredRevision);
});

describe('a change that many terminals are to pull', () => {
  test('[A7e] [B5a] a heartbeat tells nothing of it before the terminal’s turn, and confirms up to the change', async () => {
    const assignments = [{ devices: [], deviceGroups: ['dgr_all'], users: [], groups: ['grp_all'], rankByUse: false }];
    const { body: settings } = await world.ask('GET', '/settings/offline-login');
    const userSync = { enabled: true, intervalHours: 4, assignments };
    await world.ask('PUT', '/settings/offline-login', { ...settings, userSync });
    const terminals: { readonly terminal: DoorTerminal; readonly link: DoorLink }[] = [];
    for (let n = 0; n < 25; n++) {
      const terminal = await world.enrolled(`Device ${n}`);
      await terminal.synchronize();
      const link = await terminal.link();
      await link.introduce();
      terminals.push({ terminal, link });
    }
    const last = terminals[24]?.link;
    await world.clock.advanceAsync(milliseconds(50));
    const before = await last?.heartbeat(1);
    await addAnna();
    await settle();
    const rung = (): number => terminals.filter(({ link }) => link.frames.at(-1)?.type === 'doorbell').length;
    expect(rung()).toBe(20);
    await world.clock.advanceAsync(milliseconds(30));
    const meanwhile = await last?.heartbeat(2);
    expect(meanwhile?.tidings).toEqual({ ...before?.tidings, serverTime: world.clock.wall() });

    await world.clock.advanceAsync(milliseconds(200));
    await settle();
    expect(last?.frames.at(-1)).toMatchObject({ type: 'doorbell', reason: 'state' });
    const told = await last?.heartbeat(3);
    expect(told?.tidings.desiredRevision).toBe((before?.tidings.desiredRevision ?? 0) + 1);
    expect(told?.tidings.confirmedAt).toBeNull();
  });
});
