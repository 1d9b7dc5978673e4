import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createDevice, createEnrolment, type ApiClient } from '@holdover/api';
import { createPanelClient } from '@holdover/demo';
import { hours, milliseconds } from '@holdover/kernel';
import { decodeEnrolmentCode, encodeEnrolmentCode } from '@holdover/nodejs';
import { enrolTerminal, isEnrolled, startTerminal } from '@holdover/terminal';
import { createMemoryLogger } from '@holdover/testbed';
import { scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet } from '../support/fleet.ts';
import { createShiftedClock } from '../support/shifted-clock.ts';

const scratch = scratchFolder('enrol');
const serverClock = createShiftedClock();
let fleet: Fleet;
let other: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ dir: join(scratch.path, 'ours'), clock: serverClock });
  other = await startFleet({ dir: join(scratch.path, 'theirs') });
});
afterAll(async () => {
  await fleet.close();
  await other.close();
  scratch.remove();
});

async function newCode(api: ApiClient, name: string): Promise<string> {
  const { id } = await api.call(createDevice, { body: { name, model: 'generic' } });
  return (await api.call(createEnrolment, { params: { id } })).code;
}

/** @returns the code of the fault, and whether anything was left behind */
async function refusalOf(code: string, name: string): Promise<{ code: string; kept: boolean }> {
  const dataDir = join(scratch.path, name);
  const fault: unknown = await enrolTerminal({ dataDir, code, logger: createMemoryLogger() }).catch(
    (error: unknown) => error,
  );
  expect(fault).toHaveProperty('code');
  const refused = fault as { code: string }; // just asserted
  return { code: refused.code, kept: existsSync(dataDir) && (await isEnrolled(dataDir)) };
}

describe('an enrolment code that must not work', () => {
  test('one with a typing error is refused before anything is sent', async () => {
    const code = await newCode(fleet.api, 'Mistyped');
    const last = code.endsWith('0') ? '1' : '0';
    expect(await refusalOf(code.slice(0, -1) + last, 'mistyped')).toEqual({
      code: 'enrolment-code-mistyped',
      kept: false,
    });
  });

  test('one with another secret is unknown', async () => {
    const code = decodeEnrolmentCode(await newCode(fleet.api, 'Guessed'));
    const guessed = encodeEnrolmentCode({ ...code, secret: new Uint8Array(16).fill(7) });
    expect(await refusalOf(guessed, 'guessed')).toEqual({ code: 'enrolment-code-unknown', kept: false });
  });

  test('one that was used is refused the second time', async () => {
    const code = await newCode(fleet.api, 'Used');
    await enrolTerminal({ dataDir: join(scratch.path, 'used-1'), code, logger: createMemoryLogger() });
    expect(await refusalOf(code, 'used-2')).toEqual({ code: 'enrolment-code-used', kept: false });
  });

  test('one that a newer code replaced is refused', async () => {
    const { id } = await fleet.api.call(createDevice, { body: { name: 'Replaced', model: 'generic' } });
    const { code } = await fleet.api.call(createEnrolment, { params: { id } });
    await fleet.api.call(createEnrolment, { params: { id } });
    expect((await refusalOf(code, 'replaced')).kept).toBe(false);
  });

  test('one that is older than 24 hours has expired', async () => {
    const code = await newCode(fleet.api, 'Expired');
    serverClock.shift(hours(24));
    expect(await refusalOf(code, 'expired')).toEqual({ code: 'enrolment-code-expired', kept: false });
    serverClock.shift(milliseconds(-hours(24)));
  });

  test('one that leads to a foreign server is refused by the pinned authority', async () => {
    const ours = decodeEnrolmentCode(await newCode(fleet.api, 'Lured'));
    const theirs = decodeEnrolmentCode(await newCode(other.api, 'Lure'));
    const lured = encodeEnrolmentCode({
      ...ours,
      enrolmentPort: theirs.enrolmentPort,
      gatewayPort: theirs.gatewayPort,
    });
    expect(await refusalOf(lured, 'lured')).toEqual({ code: 'authority-mismatch', kept: false });
  });

  test('one that leads nowhere names what was tried', async () => {
    const code = decodeEnrolmentCode(await newCode(fleet.api, 'Nowhere'));
    const nowhere = encodeEnrolmentCode({ ...code, enrolmentPort: 1 });
    expect(await refusalOf(nowhere, 'nowhere')).toEqual({ code: 'gateway-unreachable', kept: false });
  });
});

test('a terminal whose clock says 1970 enrols, connects, synchronizes, and logs in without the server', async () => {
  const clock = createShiftedClock();
  clock.shift(milliseconds(-clock.wall()));
  expect(clock.wall()).toBeLessThan(hours(1));
  const ada = { userName: 'ada', pin: '482915', card: '04A1B2C3D4E5F6' };
  await fleet.addPerson(ada);
  const { id } = await fleet.api.call(createDevice, { body: { name: 'Long ago', model: 'ricoh' } });
  const { code } = await fleet.api.call(createEnrolment, { params: { id } });
  const dataDir = join(scratch.path, 'long-ago');
  await enrolTerminal({ dataDir, code, logger: createMemoryLogger(), clock });
  const at = { host: '127.0.0.1', port: 0 };
  const printer = 'ipp://127.0.0.1:1/ipp/print';
  const terminal = await startTerminal({ dataDir, printer, panel: at, ipp: at, logger: createMemoryLogger(), clock });
  try {
    await fleet.synchronize([{ id, name: 'Long ago' }], [ada]);
    const panel = createPanelClient(terminal.panelUrl);
    expect((await panel.state()).link).toBe('online');
    fleet.cable.set(false);
    await waitUntil('the terminal to notice', async () => (await panel.state()).link === 'offline');
    expect(await panel.login({ method: 'pin', pin: ada.pin })).toMatchObject({
      session: { userName: 'ada', mode: 'offline' },
    });
  } finally {
    fleet.cable.set(true);
    await terminal.close();
  }
});
