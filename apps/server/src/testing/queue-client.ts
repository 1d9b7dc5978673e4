import {
  createIppClient,
  encodeMessage,
  readMessage,
  type Attribute,
  type IppClient,
  type IppResponse,
  type IppTransport,
} from '@holdover/ipp';
import { Fault, utf8 } from '@holdover/kernel';
import { printerPath } from '../features/queues/queue-printers.ts';
import type { Printing } from '../open-printing.ts';

interface QueueClientOptions {
  /** requesting-user-name. */
  readonly userName: string;
  /** Whom the transport has authenticated. */
  readonly signedInAs?: string;
}

export interface QueueClient extends IppClient {
  print(name: string, document?: Uint8Array, template?: readonly Attribute[]): Promise<IppResponse>;
}

/** Eleven bytes that a page counter takes for text. */
export const A_DOCUMENT = utf8('One\fTwo\fEnd');

/** Prints to a queue as a client does, without a network. */
export function createQueueClient(
  { printers }: Pick<Printing, 'printers'>,
  path: string,
  { userName, signedInAs }: QueueClientOptions,
): QueueClient {
  const printerUri = `ipps://server:8631${printerPath({ path })}`;
  const transport: IppTransport = {
    send: async (_uri, body) => {
      const printer = printers.printerAt(printerPath({ path }));
      if (printer === undefined) throw new Fault({ owner: 'peer', code: 'no-queue', message: `No queue ${path}` });
      const { message, document } = await readMessage(body);
      const who = signedInAs === undefined ? {} : { authenticatedUser: signedInAs };
      return inParts(
        encodeMessage(await printer.handle(message, document, { printerUri, uris: [printerUri], ...who })),
      );
    },
  };
  const client = createIppClient({ transport, printerUri, userName });
  return {
    ...client,
    print: (name, document = A_DOCUMENT, template = []) =>
      client.printJob({ name, format: 'application/octet-stream', template, document: inParts(document) }),
  };
}

/** As a network would bring it. */
export async function* inParts(bytes: Uint8Array, size = 4_096): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
