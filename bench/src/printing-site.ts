import { join } from 'node:path';
import { createDevice, createEnrolment, createPin, createUser } from '@holdover/api';
import type { PanelClient } from '@holdover/demo';
import { createSystemClock } from '@holdover/nodejs';
import { enrolTerminal } from '@holdover/terminal';
import { createMemoryLogger } from '@holdover/testbed';
import { synchronizeEverybody } from '../../tests/support/fleet.ts';
import { createKillableServer } from '../../tests/support/killable-server.ts';
import { runInOwnProcess } from '../../tests/support/own-process.ts';
import { ADA } from './offline-station.ts';

/** A server and a terminal, each a process of its own, and Ada, who may log in. */
export interface PrintingSite {
  readonly server: { readonly queueUri: string; readonly pid: number };
  readonly terminal: { readonly queueUri: string; readonly pid: number };
  readonly panel: PanelClient;
  close(): Promise<void>;
}

/** @param printer what the terminal prints on */
export async function startPrintingSite(dir: string, printer: string): Promise<PrintingSite> {
  const server = await createKillableServer({ dir });
  const serverProcess = await server.start();
  const { userName, pin } = ADA;
  const user = await server.api.call(createUser, { body: { userName, fullName: 'Ada' } });
  await server.api.call(createPin, { params: { id: user.id }, body: { pin } });
  const { id } = await server.api.call(createDevice, { body: { name: 'Large', model: 'generic' } });
  const { code } = await server.api.call(createEnrolment, { params: { id } });
  const dataDir = join(dir, 'terminal');
  await enrolTerminal({ dataDir, code, logger: createMemoryLogger(), clock: createSystemClock() });
  const terminal = await runInOwnProcess({ dataDir, printer: { uri: printer } });
  await synchronizeEverybody(server.api, [{ id, name: 'Large' }], [ADA]);
  return {
    server: { queueUri: server.queueUri, pid: serverProcess.pid },
    terminal: { queueUri: terminal.queueUri, pid: terminal.process.pid },
    panel: terminal.panel,
    async close() {
      await terminal.process.stop();
      await serverProcess.stop();
    },
  };
}
