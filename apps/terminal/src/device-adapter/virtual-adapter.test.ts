import { createSystemClock } from '@holdover/nodejs';
import { seconds } from '@holdover/kernel';
import { createFakeClock } from '@holdover/testbed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeDeviceAdapter } from '../testing/describe-device-adapter.ts';
import { startFakeControl, type FakeControl } from '../testing/fake-control.ts';
import { TEST_NOW } from '../testing/open-test-journal.ts';
import { until } from '../testing/until.ts';
import { createVirtualAdapter } from './virtual-adapter.ts';

const adapterAt = (port: number) =>
  createVirtualAdapter({ kind: 'virtual', host: '127.0.0.1', port }, createSystemClock());

describeDeviceAdapter('the virtual device', async () => {
  const control = await startFakeControl();
  let isAway = false;
  return {
    adapter: adapterAt(control.port),
    print: (impressions) => void (control.state['impressions'] = Number(control.state['impressions']) + impressions),
    async leave() {
      isAway = true;
      await control.leave();
    },
    async comeBack() {
      isAway = false;
      await control.comeBack();
    },
    close: async () => (isAway ? undefined : control.leave()),
  };
});

let control: FakeControl;

beforeEach(async () => {
  control = await startFakeControl();
});
afterEach(() => control.leave());

test.each([
  ['no JSON', { status: 200, body: 'hello' }, 'device-not-understood'],
  ['JSON of something else', { status: 200, body: '{"locked":"yes"}' }, 'device-not-understood'],
  ['more than there can be', { status: 200, body: ' '.repeat(20_000) }, 'device-not-understood'],
  ['a redirection', { status: 302, body: '' }, 'device-not-understood'],
  ['a failure', { status: 500, body: '{}' }, 'device-not-understood'],
  ['no', { status: 403, body: '{}' }, 'device-refused'],
])('a control that says %s', async (_name, says, code) => {
  control.says = says;
  await expect(adapterAt(control.port).counters()).rejects.toMatchObject({ code });
});

test('a lock that stays as it was is refused', async () => {
  control.says = { status: 200, body: JSON.stringify({ ...control.state, locked: false }) };
  await expect(adapterAt(control.port).lock()).rejects.toMatchObject({ code: 'device-refused' });
});

test('a control that never answers is given up', async () => {
  control.says = 'nothing';
  const clock = createFakeClock(TEST_NOW);
  let told: unknown;
  createVirtualAdapter({ kind: 'virtual', host: '127.0.0.1', port: control.port }, clock)
    .counters()
    .catch((error: unknown) => (told = error));
  await clock.advanceAsync(seconds(5));
  await until(() => told !== undefined);
  expect(told).toMatchObject({ code: 'device-unreachable', retryable: true });
});
