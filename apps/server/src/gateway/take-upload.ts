import type { WireUpload } from '@holdover/protocol';
import type { Admission } from './admission.ts';
import type { UploadRoute } from './gateway-route.ts';
import { GatewayRefusal, parseJson, tooLong } from './json-exchange.ts';
import type { Peer } from './peer.ts';

export type Upload = Pick<WireUpload, 'body' | 'data' | 'length'>;

/**
 * Hands a document to its route, in its turn.
 * Invariant: a route never sees the end of a document that is not as long as it was said to be.
 * @throws GatewayRefusal
 */
export async function takeUpload(
  {
    admission,
    route,
    peer,
  }: { readonly admission: Admission | undefined; readonly route: UploadRoute; readonly peer: Peer },
  { body, data, length }: Upload,
): Promise<unknown> {
  const admitted = admission?.enter();
  try {
    if (body.length > route.mostBytes) throw tooLong(route.mostBytes);
    const asked = parseJson(body, route.request);
    const work = (): Promise<unknown> => route.take(peer, asked, { data: wholeOnly(data, length), length });
    return await (admitted === undefined ? work() : admitted.perform(work));
  } finally {
    admitted?.leave();
  }
}

async function* wholeOnly(data: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array, void> {
  let came = 0;
  const parts = data[Symbol.asyncIterator]();
  try {
    for (;;) {
      const part = await parts.next().catch((cause: unknown) => {
        throw brokeOff(`after ${came} bytes`, cause);
      });
      if (part.done === true) break;
      came += part.value.length;
      if (came > length) throw brokeOff('longer than it was said to be');
      yield part.value;
    }
    if (came < length) throw brokeOff(`after ${came} bytes of ${length}`);
  } finally {
    await parts.return?.();
  }
}

function brokeOff(how: string, cause?: unknown): GatewayRefusal {
  const refusal = new GatewayRefusal('bad-request', `The document broke off ${how}`);
  refusal.cause = cause;
  return refusal;
}
