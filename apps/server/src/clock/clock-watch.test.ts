import { days, hours, later, minutes, seconds, type Duration } from '@holdover/kernel';
import { PATHS } from '@holdover/protocol';
import { settle } from '@holdover/testbed/simulation';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OPENED_AT, openWorld, type OpenWorld } from '../testing/open-door.ts';

let world: OpenWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const setBack = (by: Duration): void => world.clock.setWall(later(world.clock.wall(), -by as Duration));
const setForward = (by: Duration): void => world.clock.setWall(later(world.clock.wall(), by));
const entries = async () => (await world.ask('GET', '/audit?action=server.clock-set')).body.items;

describe('the server’s clock set', () => {
  test('[T6b] while it runs, is in the audit log with both times', async () => {
    await world.clock.advanceAsync(hours(1));
    setBack(minutes(30));
    await world.clock.advanceAsync(minutes(1));
    const [entry, ...more] = await entries();
    expect([Date.parse(entry.before.at) - Date.parse(entry.after.at), more]).toEqual([minutes(30), []]);
  });

  test('[T6b] between two runs, is in the audit log once', async () => {
    await world.clock.advanceAsync(hours(3));
    await world.ask('POST', '/users', { userName: 'anna' });
    setBack(hours(2));
    await world.restart();
    expect(await entries()).toHaveLength(1);
    await world.restart();
    expect(await entries()).toHaveLength(1);
  });

  test('[T6c] back, nothing is confirmed or seen later than now; terminals confirm anew by what they say', async () => {
    const terminal = await world.enrolled();
    setForward(days(1));
    await terminal.synchronize();
    const link = await terminal.link();
    await link.introduce();
    await link.heartbeat(1);
    setBack(days(1));
    const now = world.clock.wall();
    const answer = await link.heartbeat(2);
    expect(answer.tidings.serverTime).toBe(now);
    await settle();
    const { body } = await world.ask('GET', `/devices/${terminal.device}`);
    expect(Date.parse(body.terminal.lastContactAt)).toBe(now);
    await world.clock.advanceAsync(seconds(5));
    const next = await link.heartbeat(3);
    expect(next.tidings.confirmedAt).toBe(world.clock.wall());
  });

  test('[T6d] a server whose clock lost the time does not start, and says so', async () => {
    world.clock.setWall(later(OPENED_AT, -days(365) as Duration));
    await expect(world.restart()).rejects.toMatchObject({ code: 'clock-before-founding', owner: 'environment' });
    world.clock.setWall(OPENED_AT);
    await world.restart();
  });

  test('[T6e] codes and sessions made in a time that was taken back are over; locks of that time are forgotten', async () => {
    const { body: device } = await world.ask('POST', '/devices', { name: 'Lift', model: 'kyocera' });
    setForward(days(300));
    const signIn = (password: string) =>
      world.server.app.inject({
        method: 'POST',
        url: '/api/v1/sign-in',
        payload: { userName: 'root', password },
      });
    const cookie = String((await signIn('correct horse battery')).headers['set-cookie']).split(';')[0] ?? '';
    for (let n = 0; n < 5; n++) await signIn('a wrong password');
    const { body: code } = await world.ask('POST', `/devices/${device.id}/enrolment`);
    setBack(days(300));
    await world.clock.advanceAsync(minutes(1));
    const me = await world.server.app.inject({ method: 'GET', url: '/api/v1/me', headers: { cookie } });
    expect(me.statusCode).toBe(401);
    expect((await signIn('correct horse battery')).statusCode).toBe(200);
    await expect(world.enrol(code.code)).rejects.toMatchObject({ code: 'enrolment-code-expired' });
  });

  test('[T6f] audit entries, deny lists and revisions go on in their order', async () => {
    const terminal = await world.enrolled();
    const { body: user } = await world.ask('POST', '/users', { userName: 'anna' });
    await world.ask('POST', `/users/${user.id}/cards`, { number: '04A1B2C3D4' });
    await terminal.synchronize();
    await terminal.login({ method: 'card', secret: '04A1B2C3D4' });
    const before = await terminal.synchronize('synchronize');
    await world.clock.advanceAsync(days(2));
    setBack(days(1));
    await world.ask('PATCH', `/users/${user.id}`, { enabled: false });
    const after = await terminal.synchronize('synchronize');
    expect(after.users).toEqual([]);
    expect(after.revision).toBeGreaterThan(before.tidings.desiredRevision);
    expect(after.tidings.denyListVersion).toBe(before.tidings.denyListVersion + 1);
    const { items } = (await world.ask('GET', '/audit')).body;
    const newest: readonly string[] = items.slice(0, 2).map(({ action }: { action: string }) => action);
    expect(newest.toSorted()).toEqual(['server.clock-set', 'user.changed']);
  });

  test('[T6b] a terminal’s door stays open through it', async () => {
    const terminal = await world.enrolled();
    setForward(days(2));
    expect((await terminal.call(PATHS.state, STATE)).status).toBe(200);
    setBack(days(2));
    expect((await terminal.call(PATHS.state, STATE)).status).toBe(200);
  });
});

const STATE = { protocol: 1, reason: 'first', revision: 0, generation: 0 };
