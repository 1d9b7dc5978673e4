import { milliseconds, toHex } from '@holdover/kernel';
import { spkiHashOf } from '@holdover/nodejs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { postgresPlace } from '../../testing/describe-store.ts';
import { openWorld, type DoorLink, type DoorTerminal, type OpenWorld } from '../../testing/open-door.ts';

const opened: OpenWorld[] = [];
afterEach(async () => {
  for (const world of opened.splice(0).toReversed()) await world.close();
});

/** Two servers over one PostgreSQL. The terminal is linked to the second, the administrator asks the first. */
async function openTwo() {
  const place = postgresPlace();
  await place.prepare();
  const { url } = await place.next();
  const first = await openWorld({ database: { url } });
  opened.push(first);
  const second = await openWorld({ database: { url }, userName: 'second' });
  opened.push(second);
  return { first, second, terminal: second.at(await first.enrolled()) };
}

async function linked(terminal: DoorTerminal): Promise<DoorLink> {
  const link = await terminal.link();
  await link.introduce();
  await vi.waitFor(() => expect(link.frames.some(({ type }) => type === 'welcome')).toBe(true), WAIT);
  return link;
}

/** A busy machine; heartbeats, which would find out too, are not sent here. */
const WAIT = { timeout: 20_000, interval: 20 };

describe('several servers over one database', () => {
  test('[C2e] [I2h] what is changed at one reaches terminals linked to another at once', async () => {
    const { first, terminal } = await openTwo();
    const { body: anna } = await first.ask('POST', '/users', { userName: 'anna' });
    await first.ask('POST', `/users/${anna.id}/cards`, { number: '04A1B2C3D4' });
    await terminal.synchronize();
    await terminal.login({ method: 'card', secret: '04A1B2C3D4' });
    const link = await linked(terminal);
    const heard = (reason: string) =>
      vi.waitFor(async () => {
        await first.clock.advanceAsync(milliseconds(100));
        expect(link.frames).toContainEqual(expect.objectContaining({ type: 'doorbell', reason }));
      }, WAIT);

    await first.ask('POST', `/devices/${terminal.device}/synchronize`);
    await heard('synchronize');
    await first.ask('PATCH', `/users/${anna.id}`, { enabled: false });
    await heard('revocation');
    expect(link.frames.findLast(({ type }) => type === 'doorbell')).toMatchObject({ denyDelta: { users: [anna.id] } });
    await first.ask('POST', `/devices/${terminal.device}/reset`);
    await heard('reset');
    await first.ask('POST', `/devices/${terminal.device}/unlock-pin`);
    await vi.waitFor(() => expect(link.frames.at(-1)).toMatchObject({ type: 'unlock-pin' }), WAIT);
    await first.ask('POST', `/devices/${terminal.device}/revoke`);
    await vi.waitFor(() => expect(link.code()).toBe(1006), WAIT);
  }, 60_000);

  test('[I4d] an authority that is rolled at one is the one that the others issue by', async () => {
    const { first, second, terminal } = await openTwo();
    await first.ask('POST', `/devices/${terminal.device}/revoke`);
    await first.ask('POST', '/authority/steps', { step: 'prepare' });
    const { body: rolled } = await first.ask('POST', '/authority/steps', { step: 'roll' });
    await vi.waitFor(async () => {
      const { body: code } = await second.ask('POST', `/devices/${terminal.device}/enrolment`);
      const { authority } = await second.enrol(code.code);
      expect(toHex(spkiHashOf(authority))).toBe(rolled.spkiHash);
    }, WAIT);
  }, 60_000);
});
