import { randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { attr, buildRequest, encodeMessage, type Operation, type RequestParts } from '@holdover/ipp';
import { concatBytes, Fault, utf8 } from '@holdover/kernel';

/** What the load thread is asked for. */
export interface Load {
  readonly head: string;
  readonly body: Uint8Array;
  readonly connections: number;
  readonly requests: number;
}

export interface PrintClient {
  /** Prints so many jobs of so many octets over so many connections. @returns milliseconds */
  print(job: { readonly bytes: number; readonly connections: number; readonly jobs: number }): Promise<number>;
  /** One request without a document. */
  ask(operation: Operation, parts?: RequestParts): Promise<void>;
  close(): Promise<void>;
}

export const USER = 'eva';

/** Prints to `ipp://HOST:PORT/PATH` from a thread of its own. */
export function createPrintClient(queueUri: string): PrintClient {
  const { hostname: host, port, pathname } = new URL(queueUri.replace(/^ipp:/, 'http:'));
  const worker = new Worker(new URL('print-load.js', import.meta.url), { workerData: { host, port: Number(port) } });
  const message = (operation: Operation, parts: RequestParts = {}): Uint8Array =>
    encodeMessage(buildRequest(operation, { printerUri: queueUri, userName: USER, requestId: 1, ...parts }));
  const run = (body: Uint8Array, connections: number, requests: number): Promise<number> => {
    const head = [
      `POST ${pathname} HTTP/1.1`,
      `Host: ${host}:${port}`,
      'Content-Type: application/ipp',
      `Content-Length: ${body.length}`,
      '',
      '',
    ].join('\r\n');
    const load: Load = { head, body, connections, requests };
    return new Promise((resolve, reject) => {
      worker.once('message', ({ took, error }: { took?: number; error?: string }) => {
        if (took !== undefined) resolve(took);
        else reject(new Fault({ owner: 'peer', code: 'load-failed', message: `${queueUri}: ${error}` }));
      });
      worker.postMessage(load);
    });
  };
  return {
    print: ({ bytes, connections, jobs }) =>
      run(concatBytes([message('Print-Job', JOB), documentOf(bytes)]), connections, jobs),
    ask: async (operation, parts) => void (await run(message(operation, parts), 1, 1)),
    close: async () => void (await worker.terminate()),
  };
}

/** What a driver sends along. */
const JOB: RequestParts = {
  operation: [attr.name('job-name', 'Report.pdf'), attr.mimeMediaType('document-format', 'application/pdf')],
  job: [attr.integer('copies', 1), attr.keyword('sides', 'one-sided'), attr.keyword('media', 'iso_a4_210x297mm')],
};

/** A page whose content is compressed, as far as anybody can tell who does not inflate it. */
function documentOf(bytes: number): Uint8Array {
  const start = utf8(
    '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n' +
      '3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R>>\nendobj\n4 0 obj\n<</Filter/FlateDecode>>stream\n',
  );
  const end = utf8('\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
  return concatBytes([start, randomBytes(bytes - start.length - end.length), end]);
}
