import { TLSSocket } from 'node:tls';

/** Everything written into any TLS connection of this process, before it is encrypted: both ends run here. */
export interface TlsTap {
  bytes(): Buffer;
  remove(): void;
}

type Write = (chunk: unknown, ...rest: unknown[]) => boolean;

export function tapTls(): TlsTap {
  const chunks: Buffer[] = [];
  // `_write` and `_writev` are what every writer of a stream ends in: http, ws and plain `write` alike.
  const socket = TLSSocket.prototype as unknown as Record<'_write' | '_writev', Write>;
  const { _write: write, _writev: writev } = socket;
  socket._write = function (this: unknown, chunk, ...rest) {
    chunks.push(asBuffer(chunk, rest[0]));
    return write.call(this, chunk, ...rest);
  };
  socket._writev = function (this: unknown, batch, ...rest) {
    for (const { chunk, encoding } of batch as { chunk: unknown; encoding: unknown }[]) {
      chunks.push(asBuffer(chunk, encoding));
    }
    return writev.call(this, batch, ...rest);
  };
  return {
    bytes: () => Buffer.concat(chunks),
    remove() {
      Object.assign(socket, { _write: write, _writev: writev });
    },
  };
}

function asBuffer(chunk: unknown, encoding: unknown): Buffer {
  if (chunk instanceof Uint8Array) return Buffer.from(chunk);
  return Buffer.from(String(chunk), encoding === 'latin1' ? 'latin1' : 'utf8');
}
