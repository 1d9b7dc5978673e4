import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createIppClient, type IppTransport } from '@holdover/ipp';
import { Fault } from '@holdover/kernel';
import { createIppTransport } from '@holdover/nodejs';

export interface SentDocument {
  readonly queueUri: string;
  readonly userName: string;
  readonly title: string;
  readonly document: Uint8Array;
}

const execute = promisify(execFile);
const DEADLINE_MS = 20_000;

/**
 * Sends a document to a queue as a workstation would.
 * @returns who sent it: a foreign client where one is installed, else our own
 */
export async function sendDocument(sent: SentDocument): Promise<'ipptool' | 'own client'> {
  if (await hasIpptool()) {
    await sendByIpptool(sent);
    return 'ipptool';
  }
  await sendByOwnClient(sent);
  return 'own client';
}

let ipptoolThere: Promise<boolean> | undefined;

function hasIpptool(): Promise<boolean> {
  ipptoolThere ??= execute('ipptool', ['--version']).then(
    () => true,
    () => false,
  );
  return ipptoolThere;
}

async function sendByOwnClient({ queueUri, userName, title, document }: SentDocument): Promise<void> {
  const client = createIppClient({ transport: trustingAtFirstSight(), printerUri: queueUri, userName });
  // Shows the certificate, where there is one.
  await client.getPrinterAttributes(['printer-state']).catch(() => undefined);
  const answer = await client.printJob({
    name: title,
    format: 'application/pdf',
    template: [],
    document: (async function* () {
      yield document;
    })(),
  });
  if (!answer.ok) throw refused(`${queueUri} answered ${answer.status ?? answer.code}: ${answer.statusMessage ?? ''}`);
}

/** As print clients do: the key that is shown first is the one. */
function trustingAtFirstSight(): IppTransport {
  let pin: string | undefined;
  return createIppTransport({ tls: { pin: () => pin, onCertificate: (seen) => (pin ??= seen.pin) } });
}

/** A test of its own for ipptool: Print-Job under the person's name, which the program itself cannot set. */
async function sendByIpptool({ queueUri, userName, title, document }: SentDocument): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'holdover-send-'));
  try {
    const test = join(folder, 'print-job.test');
    const file = join(folder, 'document.pdf');
    await writeFile(file, document);
    await writeFile(test, printJobTest(quoted(userName), quoted(title)));
    const { stdout } = await execute('ipptool', ['-t', '-f', file, queueUri, test], { timeout: DEADLINE_MS });
    // Its exit code can be 0 although a test failed.
    if (stdout.includes('[FAIL]')) throw refused(`ipptool failed at ${queueUri}:\n${stdout}`);
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw refused(`ipptool could not send a document to ${queueUri}`, cause);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const printJobTest = (userName: string, title: string): string => `{
  NAME "Print a document"
  OPERATION Print-Job
  GROUP operation-attributes-tag
  ATTR charset attributes-charset utf-8
  ATTR naturalLanguage attributes-natural-language en
  ATTR uri printer-uri $uri
  ATTR name requesting-user-name ${userName}
  ATTR name job-name ${title}
  ATTR mimeMediaType document-format application/pdf
  FILE $filename
  STATUS successful-ok
}
`;

const quoted = (text: string): string => `"${text.replaceAll(/[\\"$]/g, String.raw`\$&`)}"`;

const refused = (message: string, cause?: unknown): Fault =>
  new Fault({ owner: 'peer', code: 'document-refused', message, cause });
