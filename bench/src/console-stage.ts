import { randomBytes } from 'node:crypto';
import { Fault } from '@holdover/kernel';
import { createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { openSealedDatabase } from '@holdover/sealed-store';
import { openServer } from '@holdover/server';
import { createMemoryLogger } from '@holdover/testbed';
import type { Page } from 'playwright-core';
import { fillDevices, fillUsers, sqliteTables } from './directory-rows.ts';

const CHEAP = { memoryKiB: 64, passes: 1, lanes: 1 };
const ADMINISTRATOR = { userName: 'bench', password: 'correct horse battery' };

/** A server with a large directory behind the console as it was built. */
export interface ConsoleStage {
  readonly at: (path: string) => string;
  readonly signIn: (page: Page) => Promise<void>;
  close(): Promise<void>;
}

export async function openConsoleStage(
  dir: string,
  counts: { readonly users: number; readonly devices: number },
): Promise<ConsoleStage> {
  const database = openSealedDatabase({ file: `${dir}/console.db`, key: randomBytes(32) });
  const server = await openServer({
    serverKey: randomBytes(32),
    database: { open: () => database },
    advertise: { host: 'server', gatewayPort: 1, enrolmentPort: 2 },
    clock: createSystemClock(),
    entropy: createSystemEntropy(),
    logger: createMemoryLogger(),
    hashing: { pin: CHEAP, card: CHEAP },
  });
  await server.administrators.create(ADMINISTRATOR);
  const tables = sqliteTables(database);
  await fillUsers(tables, counts.users);
  await fillDevices(tables, counts.devices);
  await tables.settle();
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  const at = (path: string): string => new URL(path, address).href;
  return {
    at,
    async signIn(page) {
      const answer = await page.goto(at('/sign-in?lang=en'));
      if (answer?.ok() !== true) throw wentWrong('there is no console; npm start builds it');
      await page.locator('input[autocomplete=username]').fill(ADMINISTRATOR.userName);
      await page.locator('input[autocomplete=current-password]').fill(ADMINISTRATOR.password);
      await page.keyboard.press('Enter');
      await page.locator('#main h1').waitFor();
    },
    close: () => server.close(),
  };
}

export function wentWrong(message: string): Fault {
  return new Fault({ owner: 'environment', code: 'console-not-measured', message });
}
