import { hours } from '@holdover/kernel';
import { locked } from '@holdover/offline-login';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PinChangeOutcome, RegistrationOutcome } from '../own-credentials/own-credentials.ts';
import { startDeskPanel } from '../testing/desk-panel.ts';
import { openLoginDesk, type LoginDesk } from '../testing/login-desk.ts';
import { callPanel } from '../testing/panel-client.ts';
import type { PanelServer } from './panel-server.ts';

describe('what people do for themselves, over HTTP', () => {
  let desk: LoginDesk;
  let panel: PanelServer;
  let registration: RegistrationOutcome;
  let pinChange: PinChangeOutcome;

  beforeEach(async () => {
    desk = await openLoginDesk();
    registration = { outcome: 'unavailable' };
    pinChange = { outcome: 'unavailable' };
    panel = await startDeskPanel(desk, {
      own: { registerCard: () => Promise.resolve(registration), changePin: () => Promise.resolve(pinChange) },
    });
  });
  afterEach(async () => {
    await panel.close();
    desk.close();
  });

  const proof = { method: 'pin', pin: '482913' };
  const registerCard = () => callPanel(panel.url, 'register-card', { body: { card: '04FFEE', proof } });
  const changePin = () => callPanel(panel.url, 'change-pin', { body: { proof } });
  const logIn = async (card: string) =>
    (await callPanel(panel.url, 'login', { body: { method: 'card', card } })).status;
  const current = () => desk.sessions.current();

  test.each([
    ['unavailable', 409, { code: 'not-available', reason: 'needs-print-server' }],
    ['not-allowed', 403, { code: 'registration-not-allowed' }],
    ['card-taken', 409, { code: 'card-taken' }],
    ['too-many-cards', 409, { code: 'too-many-cards' }],
    ['journal-full', 503, { code: 'journal-full' }],
    ['busy', 409, { code: 'session-active' }],
    ['not-recorded', 500, { code: 'terminal-fault' }],
  ] as const)('[E11] a registration that comes to %s is answered %i', async (outcome, status, body) => {
    registration = { outcome };
    expect(await registerCard()).toMatchObject({ status, body });
  });

  test('[D3f] [E10] a proof is refused as a login is', async () => {
    registration = { outcome: 'refused', refusal: { decision: 'refused', code: 'unknown-credential' } };
    expect(await registerCard()).toMatchObject({ status: 403, body: { code: 'unknown-credential' } });
    registration = { outcome: 'refused', refusal: locked(hours(1)) };
    expect(await registerCard()).toMatchObject({ status: 429, body: { code: 'locked', retryAfterSeconds: 3_600 } });
  });

  test('[E10] a registration answers with the session it opened, or the one it was made in', async () => {
    await desk.logIn(desk.byCard());
    const session = current();
    if (session === undefined) return expect.unreachable();
    registration = { outcome: 'registered', session };
    expect((await registerCard()).body.session).toMatchObject({ id: session.id, userName: 'anna' });
    const headers = { 'holdover-session': 'ses_another' };
    const late = await callPanel(panel.url, 'register-card', { body: { card: '04FFEE', proof }, headers });
    expect(late).toMatchObject({ status: 409, body: { code: 'session-ended' } });
  });

  test('[E10] a PIN is changed in a session, and shown once', async () => {
    pinChange = { outcome: 'changed', pin: '306172' };
    expect(await changePin()).toMatchObject({ status: 409, body: { code: 'session-ended' } });
    await desk.logIn(desk.byCard());
    const answer = await fetch(new URL('api/change-pin', panel.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ proof }),
    });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await answer.json()).toEqual({ pin: '306172' });
    expect(desk.logger.text()).not.toMatch(/306172|482913/);
    pinChange = { outcome: 'too-many-pins' };
    expect(await changePin()).toMatchObject({ status: 409, body: { code: 'too-many-pins' } });
    pinChange = { outcome: 'unavailable' };
    expect(await changePin()).toMatchObject({ status: 409, body: { reason: 'needs-print-server' } });
    for (const method of ['card', 'card+pin']) {
      const bad = await callPanel(panel.url, 'change-pin', { body: { proof: { method, card: '04', pin: '1' } } });
      expect(bad.status).toBe(400);
    }
  });

  test('[D5d] another’s card is offered; declined nothing changes, accepted the first session ends before the next begins', async () => {
    expect(await logIn(desk.anna.card.number)).toBe(200);
    expect(await logIn(desk.bela.card.number)).toBe(409);
    const first = current()?.id;
    const answer = (accept: boolean) => callPanel(panel.url, 'switch-user', { body: { accept } });
    expect((await answer(false)).status).toBe(204);
    expect(await answer(true)).toMatchObject({ status: 409, body: { code: 'session-active' } });
    expect(current()?.id).toBe(first);
    await logIn(desk.bela.card.number);
    expect((await answer(true)).body.session).toMatchObject({ userName: 'bela' });
    expect(
      desk
        .records()
        .map(({ type }) => type)
        .slice(-2),
    ).toEqual(['session-end', 'session-begin']);
  });
});
