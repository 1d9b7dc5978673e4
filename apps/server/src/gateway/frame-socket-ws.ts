import type { FrameSocket } from '@holdover/protocol';
import { WebSocket } from 'ws';

/** One side of a link over a WebSocket that is open already. */
export function createWsFrameSocket(socket: WebSocket): FrameSocket {
  socket.pause();
  // Until somebody listens, and after they were told, a failure has nobody to tell and must not end the process.
  socket.on('error', () => undefined);
  return {
    get isOpen() {
      return socket.readyState === WebSocket.OPEN;
    },
    listen: (listener) => {
      socket.on('message', (data, isBinary) => {
        if (isBinary) listener.foreign();
        else listener.frame(textOf(data));
      });
      socket.on('error', (error) => listener.failed(error));
      socket.on('close', (code) => listener.closed(code));
      socket.resume();
    },
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  };
}

function textOf(data: WebSocket.RawData): string {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? Buffer.from(data) : data;
  return bytes.toString('utf8');
}
