import { Fault, concatBytes, utf8 } from '@holdover/kernel';
import { expect, test } from 'vitest';
import { decodeMessage } from '../codec/decoder.ts';
import { encodeMessage } from '../codec/encode.ts';
import type { Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { attr } from '../model/attr.ts';
import { groupOf } from '../model/read.ts';
import { answer } from '../printer/answer.ts';
import { OPERATION } from '../registry/operations.ts';
import { createIppClient, wasNeverSent, type IppClient } from './client.ts';

const URI = 'ipp://printer.example/ipp/print';

test('a request has charset, language, target and user in this order, then what belongs to the operation', async () => {
  const seen: Message[] = [];
  const client = clientOf((request) => {
    seen.push(request);
    return encodeMessage(answer(request, 'successful-ok'));
  });
  await client.getJobAttributes(7, ['job-state']);
  expect(groupOf(seen[0] ?? expect.fail('nothing was sent'), GROUP.operation)).toEqual([
    attr.charset('attributes-charset', 'utf-8'),
    attr.naturalLanguage('attributes-natural-language', 'en'),
    attr.uri('printer-uri', URI),
    attr.integer('job-id', 7),
    attr.name('requesting-user-name', 'eva'),
    attr.keyword('requested-attributes', ['job-state']),
  ]);
});

test.each([
  ['Get-Jobs', (client: IppClient) => client.getJobs('all'), true],
  ['Get-Job-Attributes', (client: IppClient) => client.getJobAttributes(1), true],
  ['Get-Printer-Attributes', (client: IppClient) => client.getPrinterAttributes(), true],
  ['Validate-Job', (client: IppClient) => client.validateJob({ name: 'a', format: 'text/plain', template: [] }), true],
  ['Cancel-Job', (client: IppClient) => client.cancelJob(1), false],
  ['Hold-Job', (client: IppClient) => client.holdJob(1), false],
  ['Release-Job', (client: IppClient) => client.releaseJob(1), false],
  ['Set-Job-Attributes', (client: IppClient) => client.setJobAttributes(1, [attr.integer('copies', 2)]), false],
  ['Identify-Printer', (client: IppClient) => client.identifyPrinter(['sound']), false],
  [
    'Print-Job',
    (client: IppClient) =>
      client.printJob({ name: 'a', format: 'text/plain', template: [], document: chunk(utf8('x')) }),
    false,
  ],
] as const)('[F4d] %s: what changes something may not go out twice', async (operation, call, repeatable) => {
  const seen: unknown[] = [];
  const client = createIppClient({
    printerUri: URI,
    userName: 'eva',
    transport: {
      async send(_, body, options) {
        const { message } = decodeMessage(await whole(body));
        seen.push([message.code, options?.repeatable]);
        return chunk(encodeMessage(answer(message, 'successful-ok')));
      },
    },
  });
  await call(client);
  expect(seen).toEqual([[OPERATION[operation], repeatable]]);
});

test('what was never sent is told from what may have been (F4)', () => {
  const fault = (code: string): Fault => new Fault({ owner: 'peer', code, message: 'no' });
  expect(wasNeverSent(fault('printer-unreachable'))).toBe(true);
  expect(wasNeverSent(fault('printer-certificate-changed'))).toBe(true);
  expect(wasNeverSent(fault('printer-connection-lost'))).toBe(false);
  expect(wasNeverSent(new RangeError('no'))).toBe(false);
});

test('the document follows the attributes', async () => {
  let sent = new Uint8Array(0);
  const client = createIppClient({
    printerUri: URI,
    userName: 'eva',
    transport: {
      async send(_, body) {
        sent = await whole(body);
        return chunk(encodeMessage(answer(decodeMessage(sent).message, 'successful-ok')));
      },
    },
  });
  await client.printJob({ name: 'a', format: 'text/plain', template: [], document: chunk(utf8('the document')) });
  expect(decodeMessage(sent).rest).toEqual(utf8('the document'));
});

test('a refusal is a value', async () => {
  const client = clientOf((request) => encodeMessage(answer(request, 'server-error-busy', [], 'later')));
  expect(await client.getPrinterAttributes()).toMatchObject({
    ok: false,
    status: 'server-error-busy',
    statusMessage: 'later',
    printer: [],
  });
});

test('an answer to another request is the peer’s fault', async () => {
  const client = clientOf((request) => encodeMessage({ ...answer(request, 'successful-ok'), requestId: 99 }));
  await expect(client.getPrinterAttributes()).rejects.toMatchObject({ owner: 'peer', code: 'ipp-bad-response' });
});

test.each([
  ['rubbish', () => utf8('<html>')],
  ['an answer that ends early', (request: Message) => encodeMessage(answer(request, 'successful-ok')).slice(0, -1)],
])('%s is the peer’s fault', async (_, respond) => {
  await expect(clientOf(respond).getPrinterAttributes()).rejects.toMatchObject({
    owner: 'peer',
    code: 'ipp-bad-response',
  });
});

function clientOf(respond: (request: Message) => Uint8Array): IppClient {
  return createIppClient({
    printerUri: URI,
    userName: 'eva',
    transport: { send: async (_, body) => chunk(respond(decodeMessage(await whole(body)).message)) },
  });
}

async function* chunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function whole(body: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return concatBytes(parts);
}
