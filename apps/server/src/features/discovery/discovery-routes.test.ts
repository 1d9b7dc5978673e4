import { seconds } from '@holdover/kernel';
import { afterEach, expect, test } from 'vitest';
import { openTestConsole, type TestConsole } from '../../testing/test-console.ts';
import type { PrinterSearch } from './discovered-printer.ts';

let open: TestConsole | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function console(findPrinters?: PrinterSearch): Promise<TestConsole> {
  open = await openTestConsole({}, undefined, findPrinters === undefined ? {} : { findPrinters });
  return open;
}

const FOUND = {
  name: 'Copy room',
  uri: 'ipp://10.0.0.9/ipp/print',
  path: '/ipp/print',
  makeAndModel: 'RICOH IM C3000',
  location: undefined,
  uuid: undefined,
  color: true,
  duplex: true,
  formats: ['application/pdf'],
};

test('[G1u] listens as long as asked, and knows which of them are devices already', async () => {
  const asked: number[] = [];
  const { ask } = await console((listenFor) => {
    asked.push(listenFor);
    return Promise.resolve([FOUND, { ...FOUND, uri: 'ipp://10.0.0.10/ipp/print' }]);
  });
  const { body: device } = await ask('POST /devices', {
    body: { name: 'Copy room', model: 'ricoh', address: 'ipp://10.0.0.9/ipp/print' },
  });
  const { body } = await ask('GET /discovered-printers?seconds=2');
  expect(asked).toEqual([seconds(2)]);
  expect(body).toMatchObject({
    items: [
      { uri: FOUND.uri, model: 'ricoh', deviceId: device.id },
      { uri: 'ipp://10.0.0.10/ipp/print', deviceId: null },
    ],
    unavailable: null,
  });
});

test('says when nobody could be asked, and why', async () => {
  expect((await (await console(() => Promise.resolve(undefined))).ask('GET /discovered-printers')).body).toEqual({
    items: [],
    unavailable: 'no-network',
  });
  await open?.close();
  expect((await (await console()).ask('GET /discovered-printers')).body).toMatchObject({ unavailable: 'switched-off' });
});

test('refuses to listen for a minute', async () => {
  const { ask } = await console(() => Promise.resolve([]));
  expect(await ask('GET /discovered-printers?seconds=60')).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: '?seconds', limit: { minimum: 1, maximum: 15 } }] },
  });
});
