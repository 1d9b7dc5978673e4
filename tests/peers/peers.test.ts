import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import {
  findTool,
  launchChromium,
  runForeignProcess,
  scratchFolder,
  startCupsd,
  startIppeveprinter,
  startPostgres,
  waitUntil,
} from '@holdover/testbed/peers';

const atEnd: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of atEnd.splice(0).toReversed()) await stop();
});

function scratch(name: string): string {
  const folder = scratchFolder(name);
  atEnd.push(() => folder.remove());
  return folder.path;
}

test('PostgreSQL starts in a folder of its own and answers on its socket alone', async () => {
  const postgres = await startPostgres(scratch('pg'));
  atEnd.push(() => postgres.stop());
  const psql = join(findTool('initdb'), '..', 'psql');
  const said = await runForeignProcess(psql, ['-Atc', 'select 40 + 2, inet_server_addr() is null', postgres.url]);
  expect(said.trim()).toBe('42|t');
});

test('lp prints on a foreign printer through a cupsd of its own', async () => {
  const printer = await startIppeveprinter({ dir: scratch('ippeve') });
  atEnd.push(() => printer.stop());
  const folder = scratch('cups');
  const cupsd = await startCupsd(folder);
  atEnd.push(() => cupsd.stop());
  await cupsd.addQueue('foreign', printer.uri);
  const text = join(folder, 'page.txt');
  writeFileSync(text, 'one page\n');

  const job = await cupsd.print('foreign', text, 'ada');

  await waitUntil('the job to be printed', async () => (await cupsd.completedJobs()).includes(job));
  expect(readdirSync(printer.spool).length).toBeGreaterThan(0);
});

test('Chromium opens a page', async () => {
  const browser = await launchChromium();
  atEnd.push(() => browser.close());
  const page = await browser.newPage();
  await page.setContent('<h1>Holdover</h1>');
  expect(await page.textContent('h1')).toBe('Holdover');
});
