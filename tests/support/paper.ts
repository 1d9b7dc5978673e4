import { listActivities, type Activity, type ApiClient } from '@holdover/api';
import { readPrinted, sampleDocument, sendDocument } from '@holdover/demo';
import { seconds } from '@holdover/kernel';
import { waitUntil } from '@holdover/testbed/peers';
import type { Station } from './fleet.ts';
import type { TerminalProcess } from './own-process.ts';

type Printer = Pick<TerminalProcess, 'panel' | 'queueUri'>;

/** Sends a document to the device queue; it waits for its owner. */
export async function sendPages(
  { queueUri }: Pick<Printer, 'queueUri'>,
  userName: string,
  pages: number,
): Promise<void> {
  await sendDocument({ queueUri, userName, title: 'Ledger', document: sampleDocument('Ledger', pages) });
}

/** Whoever is logged in releases all that waits; answers once it is printed. */
export async function printAll({ panel }: Pick<Printer, 'panel'>): Promise<void> {
  const waiting = (await panel.jobs()).filter(({ available }) => available);
  if (waiting.length > 0) await panel.print(waiting.map(({ id }) => id));
  await waitUntil(
    'all of it to be printed',
    async () => (await panel.jobs()).every(({ state }) => state === 'printed'),
    seconds(40),
  );
}

/** The link stands, the journal is with the server, and nothing is left running there. */
export async function drained({ panel }: Pick<Printer, 'panel'>, api: ApiClient): Promise<void> {
  await waitUntil(
    'the journal to drain',
    async () => {
      const { link, journalBacklog } = await panel.state();
      return (
        link === 'online' && journalBacklog === 0 && (await activities(api)).every((one) => one.outcome !== 'running')
      );
    },
    seconds(60),
  );
}

/** What was accounted and what lies on paper: impressions by the name each job had at the printer, where there are any. */
export async function accountingAndPaper(
  api: ApiClient,
  printer: Station['printer'],
): Promise<{ readonly accounted: ReadonlyMap<string, number>; readonly paper: ReadonlyMap<string, number> }> {
  const printed = await readPrinted(printer.outDir);
  const booked = (await activities(api)).filter(({ kind, impressions }) => kind !== 'scan' && impressions > 0);
  return {
    accounted: new Map(booked.map(({ id, impressions }) => [id, impressions])),
    paper: new Map(printed.map(({ jobName, impressions }) => [jobName, impressions])),
  };
}

async function activities(api: ApiClient): Promise<readonly Activity[]> {
  return (await api.call(listActivities, { query: { limit: 1_000 } })).items;
}
