import { appendFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toRfc3339, type Instant } from '@holdover/kernel';
import { createPageCounter, syncFolder } from '@holdover/nodejs';
import { printsInColor, ticketOf, type DeviceDocument, type DeviceJob } from './job.ts';

/** The device's tray: documents come in, printed ones stay in `out`, one line each in printed.jsonl. */
export interface Paper {
  receive(id: number, document: Incoming): Promise<DeviceDocument>;
  /** Keeps the document and writes the line of what was printed. */
  deliver(job: DeviceJob, outcome: 'completed' | 'canceled', now: Instant): Promise<void>;
  discard(job: DeviceJob): Promise<void>;
}

export interface Incoming {
  readonly format: string;
  readonly name: string | undefined;
  readonly data: AsyncIterable<Uint8Array>;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/pwg-raster': 'pwg',
  'text/plain': 'txt',
};

export async function openPaper(out: string, deviceColor: boolean): Promise<Paper> {
  const incoming = join(out, '.incoming');
  // A device that was switched off has forgotten its jobs; what they left is of no use.
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });

  return {
    async receive(id, { format, name, data }) {
      const file = join(incoming, String(id));
      const counter = createPageCounter(format);
      let bytes = 0;
      const handle = await open(file, 'w', 0o600);
      try {
        for await (const chunk of data) {
          await handle.writeFile(chunk);
          counter.push(chunk);
          bytes += chunk.length;
        }
      } finally {
        await handle.close();
      }
      return { file, name, bytes, facts: counter.end() };
    },
    async deliver(job, outcome, now) {
      if (job.document !== undefined) await rename(job.document.file, join(out, fileName(job)));
      await appendFile(
        join(out, 'printed.jsonl'),
        `${JSON.stringify({ time: toRfc3339(now), state: outcome, ...printedLine(job, deviceColor) })}\n`,
      );
      await syncFolder(out);
    },
    async discard(job) {
      await rm(join(incoming, String(job.id)), { force: true });
    },
  };
}

/** interfaces.md: the line of a printed job, also of one that ended early. */
function printedLine(job: DeviceJob, deviceColor: boolean): Readonly<Record<string, unknown>> {
  const { copies, sides } = ticketOf(job.template, deviceColor);
  return {
    jobId: job.id,
    jobName: job.name,
    userName: job.userName,
    impressions: job.impressionsCompleted,
    sheets: job.sheetsCompleted,
    color: printsInColor(job, deviceColor),
    copies,
    sides,
    documentFormat: job.document?.facts.format ?? 'application/octet-stream',
    file: fileName(job),
  };
}

/** Names of jobs come from anywhere: only letters, digits, dot and dash of them reach the disk. */
function fileName(job: DeviceJob): string {
  const safe = job.name
    .replaceAll(/[^A-Za-z0-9.-]+/g, '_')
    .replace(/^\.+/, '')
    .slice(0, 60);
  const extension = EXTENSIONS[job.document?.facts.format ?? ''] ?? 'bin';
  return `${String(job.id).padStart(5, '0')}-${safe === '' ? 'job' : safe}.${extension}`;
}
