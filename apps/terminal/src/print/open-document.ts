/** A document that is there: its first octets have come. */
export interface OpenDocument {
  /** Once. Throws where it breaks off: what came until then is not the document. */
  chunks(): AsyncGenerator<Uint8Array>;
  /** Lets go of one that is not read to its end; harmless afterwards. */
  close(): Promise<void>;
}

/** @throws what reading the first octets throws */
export async function openDocument(data: AsyncIterable<Uint8Array>): Promise<OpenDocument> {
  const rest = data[Symbol.asyncIterator]();
  const first = await rest.next();
  const close = async (): Promise<void> => {
    await rest.return?.();
  };
  return {
    async *chunks() {
      try {
        for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
      } finally {
        await close();
      }
    },
    close,
  };
}
