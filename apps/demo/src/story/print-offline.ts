import { present } from '@holdover/kernel';
import { sampleDocument } from '../props/sample-document.ts';
import { sendDocument } from '../props/send-document.ts';
import { waitUntil } from '../wait-until.ts';
import { readPrinted } from '../world/printed.ts';
import type { World } from '../world/world.ts';
import { pinDevice, pinUser } from './log-in.ts';
import { notHeld, PATIENCE, type StoryNotes } from './step.ts';

const TITLE = 'Minutes of the outage';
const PAGES = 3;

/** G1: a document sent to the device's own queue waits there, with the server away. */
export async function sendWhileOffline(world: World, notes: StoryNotes): Promise<string> {
  const { name, queueUri, panel } = pinDevice(world);
  const { userName } = pinUser(world);
  const by = await sendDocument({ queueUri, userName, title: TITLE, document: sampleDocument(TITLE, PAGES) });
  const job = await waitUntil(`the document to wait at ${name}`, PATIENCE, async () =>
    (await panel.jobs()).find((candidate) => candidate.name === TITLE && candidate.state === 'held'),
  );
  if (!job.available) throw notHeld(`the job cannot be released: ${job.reason ?? 'no reason given'}`);
  notes.sentPages = PAGES;
  return `"${TITLE}" (${PAGES} pages) sent by ${by} as ${userName}; it waits at ${name}`;
}

/** Everything that waits is released, and the device has it on paper. */
export async function printOnDevice(world: World, notes: StoryNotes): Promise<string> {
  const { name, outDir, panel } = pinDevice(world);
  const before = (await readPrinted(outDir)).length;
  const waiting = (await panel.jobs()).filter((job) => job.state === 'held');
  await panel.print(waiting.map(({ id }) => id));
  const printed = await waitUntil(`${name} to print`, PATIENCE, async () => {
    const lines = await readPrinted(outDir);
    return lines.length >= before + waiting.length ? lines.slice(before) : undefined;
  });
  await waitUntil(`${name} to report its pages`, PATIENCE, async () => {
    const jobs = await panel.jobs();
    return jobs.some((job) => job.state === 'printing' || job.state === 'held') ? undefined : true;
  });
  await panel.logout();
  const pages = printed.reduce((sum, { impressions }) => sum + impressions, 0);
  const wanted = present(notes.sentPages, 'the number of pages sent');
  if (pages !== wanted) throw notHeld(`${name} printed ${pages} pages instead of ${wanted}`);
  return `${name} printed ${pages} pages`;
}
