import { startTerminal, type Terminal } from '@holdover/terminal';
import { createMemoryLogger } from '@holdover/testbed';
import { scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serviceSocket, startCardReaderService, type CardReaderService } from '../support/card-reader-service.ts';
import { startFleet, type Fleet } from '../support/fleet.ts';

const EVA = { userName: 'eva', pin: '480261', card: '04A23B91' };
const LOOPBACK = { host: '127.0.0.1', port: 0 };

const scratch = scratchFolder('cards');
const logger = createMemoryLogger();
let fleet: Fleet;
let service: CardReaderService;
let terminal: Terminal;
let heard = '';
let stopHearing: () => Promise<void>;

beforeAll(async () => {
  process.env['PCSCLITE_CSOCK_NAME'] = serviceSocket(scratch.path);
  service = await startCardReaderService(scratch.path);
  fleet = await startFleet({ dir: scratch.path });
  await fleet.addPerson(EVA);
  const station = await fleet.addStation();
  terminal = await startTerminal({
    dataDir: station.dataDir,
    printer: station.printer.uri,
    panel: LOOPBACK,
    ipp: LOOPBACK,
    cardReader: 'pcsc',
    logger,
  });
  await fleet.synchronize([station], [EVA]);
  stopHearing = await hear();
});

afterAll(async () => {
  await stopHearing();
  await terminal.close();
  await fleet.close();
  await service.stop();
  scratch.remove();
});

/** What the page is told, for as long as the test runs. */
async function hear(): Promise<() => Promise<void>> {
  const response = await fetch(new URL('api/events', terminal.panelUrl));
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const listening = (async () => {
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) heard += part.value;
  })();
  return async () => {
    await reader?.cancel();
    await listening;
  };
}

const tokens = (): readonly string[] =>
  [...heard.matchAll(/event: card\ndata: \{"token":"([^"]+)"\}/g)].map(([, one = '']) => one);

async function call(path: string, body?: unknown): Promise<{ readonly status: number; readonly text: string }> {
  const headers = { 'content-type': 'application/json' };
  const posted = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(new URL(`api/${path}`, terminal.panelUrl), posted);
  return { status: response.status, text: await response.text() };
}

async function messages(): Promise<string> {
  return JSON.stringify(JSON.parse((await call('state')).text).messages);
}

/** A card is held; the page logs in by its token. */
async function logInByCard(): Promise<void> {
  const before = tokens().length;
  const lift = await service.hold(EVA.card);
  await waitUntil('the card to be read', () => tokens().length > before);
  const login = await call('login', { method: 'card', card: tokens().at(-1) });
  expect([login.status, JSON.parse(login.text).session?.userName]).toEqual([200, 'eva']);
  await call('logout', {});
  await lift();
  expect(tokens()).toHaveLength(before + 1);
}

test('[B8b] [D5g] a card at a reader of pcsc-lite logs in, and its number reaches neither page nor log', async () => {
  await waitUntil('the reader to be there', async () => !(await messages()).includes('card-reader-away'));
  await logInByCard();
  expect(heard).not.toContain(EVA.card);
  expect(logger.text().toUpperCase()).not.toContain(EVA.card);
});

test('[D5h] a reader that is gone is said at the panel, and back it reads again', async () => {
  await service.stop();
  await waitUntil('the panel to say so', async () => (await messages()).includes('card-reader-away'));
  service = await startCardReaderService(scratch.path);
  await waitUntil('the reader to be back', async () => !(await messages()).includes('card-reader-away'));
  await logInByCard();
});
