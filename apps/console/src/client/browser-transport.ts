import type { Transport } from '@holdover/api';
import { Fault } from '@holdover/kernel';

/** Code of the fault when no answer came at all: server down, network gone, certificate refused. */
export const NO_ANSWER = 'no-answer';

/** Same origin, session cookie, texts of problems in the language of the page. */
export function createBrowserTransport(language: () => string): Transport {
  return async ({ method, path, headers, body }) => {
    const answer = await fetch(path, {
      method,
      headers: { ...headers, 'accept-language': language() },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : await wholeOf(body) }),
      credentials: 'same-origin',
      cache: 'no-store',
    }).catch((cause: unknown) => {
      throw new Fault({
        owner: 'environment',
        code: NO_ANSWER,
        message: 'The server does not answer',
        retryable: true,
        cause,
      });
    });
    return {
      status: answer.status,
      headers: answer.headers,
      text: () => answer.text(),
      chunks: () => piecesOf(answer),
    };
  };
}

/** Whoever stops reading ends the download. */
async function* piecesOf({ body }: Response): AsyncGenerator<Uint8Array, void> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** Browsers send no request in pieces; a blob lies on their disk when it is large. */
async function wholeOf(pieces: AsyncIterable<Uint8Array>): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of pieces) parts.push(new Uint8Array(piece));
  return new Blob(parts);
}
