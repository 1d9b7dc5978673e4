import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemEntropy } from '@holdover/nodejs';
import { createMemoryLogger } from '@holdover/testbed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { enrolTerminal } from './enrolment/enrol-terminal.ts';
import { runTerminal, type TerminalProgram } from './run-terminal.ts';
import { startFakeEnrolment, type FakeEnrolment } from './testing/fake-enrolment.ts';
import { quickStretch } from './testing/sample-state.ts';
import { until } from './testing/until.ts';
import type { Terminal, TerminalOptions } from './terminal-options.ts';

let folder: string;
let server: FakeEnrolment;
let program: TerminalProgram | undefined;
let panels: string[];
let terminals: Terminal[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdover-run-'));
  server = await startFakeEnrolment({ entropy: createSystemEntropy() });
  [panels, terminals] = [[], []];
});
afterEach(async () => {
  await program?.close();
  program = undefined;
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(options: Partial<TerminalOptions> = {}): Promise<TerminalProgram> {
  program = await runTerminal(
    {
      dataDir: join(folder, 'terminal'),
      printer: 'ipp://127.0.0.1:9/ipp/print',
      panel: { host: '127.0.0.1', port: 0 },
      ipp: { host: '127.0.0.1', port: 0 },
      pageDir: join(folder, 'no-page'),
      logger: createMemoryLogger(),
      stretch: quickStretch,
      ...options,
    },
    { awaiting: (url) => panels.push(url), started: (terminal) => terminals.push(terminal) },
  );
  return program;
}
const enrol = () =>
  enrolTerminal({ dataDir: join(folder, 'terminal'), code: server.code, logger: createMemoryLogger() });
const stateAt = async (url: string | undefined) => (await fetch(`${url}api/state`)).json();

test('a folder that is no terminal has a panel that says so, takes nothing, and comes alive once it is enrolled', async () => {
  await run();
  expect(terminals).toEqual([]);
  expect(await stateAt(panels[0])).toMatchObject({ messages: [{ code: 'not-enrolled' }], methods: [], session: null });
  const login = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"method":"pin","pin":"1"}' };
  expect((await fetch(`${panels[0]}api/login`, login)).status).toBe(404);
  const elsewhere = { headers: { origin: 'https://elsewhere.example' } };
  expect((await fetch(`${panels[0]}api/state`, elsewhere)).status).toBe(403);

  const { terminalId, deviceName } = await enrol();
  await until(() => terminals.length === 1);
  expect(terminals[0]?.terminalId).toBe(terminalId);
  expect(await stateAt(terminals[0]?.panelUrl)).toMatchObject({ device: { name: deviceName } });
});

test('an enrolled folder is a terminal at once', async () => {
  await enrol();
  await run();
  expect([panels.length, terminals.length]).toEqual([0, 1]);
});

test('what cannot be started after the enrolment is told', async () => {
  const running = await run({ scanner: 'rubbish' });
  await enrol();
  await expect(running.failed).rejects.toMatchObject({ code: 'scanner-url-malformed' });
});

test('closed while it waits, nothing is left behind the port, and an enrolment starts nothing', async () => {
  const running = await run();
  await running.close();
  await enrol();
  await expect(fetch(`${panels[0]}api/state`)).rejects.toThrow();
  expect(terminals).toEqual([]);
});
