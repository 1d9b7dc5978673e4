import { connect, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { Fault, present } from '@holdover/kernel';
import { atOnce } from './at-once.ts';
import type { Load } from './print-jobs.ts';

/*
 * Sends one HTTP request again and again over connections that stay open, the next on each when the last is answered. On a
 * thread of its own and with ready-made octets, so that it costs whoever is measured as little as it can.
 * Answers every message with the milliseconds it took.
 */
const port = present(parentPort, 'the thread that asks');
const { host, port: target } = workerData as { host: string; port: number };

port.on('message', ({ head, body, connections, requests }: Load) => {
  run(Buffer.concat([Buffer.from(head), body]), connections, requests).then(
    (took) => port.postMessage({ took }),
    (error: unknown) => port.postMessage({ error: String(error) }),
  );
});

async function run(request: Uint8Array, connections: number, requests: number): Promise<number> {
  const lanes = await Promise.all(Array.from({ length: connections }, openLane));
  try {
    const idle = [...lanes];
    const started = performance.now();
    await atOnce(connections, Array.from({ length: requests }), async () => {
      const lane = present(idle.pop(), 'a connection');
      await lane.send(request);
      idle.push(lane);
    });
    return performance.now() - started;
  } finally {
    for (const lane of lanes) lane.close();
  }
}

interface Lane {
  /** Rejects unless the answer is a success of IPP. */
  send(request: Uint8Array): Promise<void>;
  close(): void;
}

async function openLane(): Promise<Lane> {
  const socket = connect(target, host);
  socket.setNoDelay(true);
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const answers = readAnswers(socket);
  return {
    send(request) {
      socket.write(request);
      return answers.next();
    },
    close: () => socket.destroy(),
  };
}

function readAnswers(socket: Socket): { next(): Promise<void> } {
  let held = Buffer.alloc(0);
  let settle: ((fault: Fault | undefined) => void) | undefined;
  const over = (what: string): void => settle?.(new Fault({ owner: 'peer', code: 'print-refused', message: what }));
  socket.on('data', (part) => {
    held = held.length === 0 ? part : Buffer.concat([held, part]);
    const answer = wholeAnswer(held);
    if (answer === undefined) return;
    held = held.subarray(answer.end);
    if (answer.isSuccess) settle?.(undefined);
    else over(answer.said);
  });
  socket.on('close', () => over('the connection ended'));
  socket.on('error', () => over('the connection broke'));
  return {
    next: () =>
      new Promise((resolve, reject) => {
        settle = (fault) => (fault === undefined ? resolve() : reject(fault));
      }),
  };
}

/** HTTP/1.1 with a Content-Length; RFC 8010 §3.4.3: the status stands in the third and fourth octet. */
function wholeAnswer(bytes: Buffer): { end: number; isSuccess: boolean; said: string } | undefined {
  const bodyAt = bytes.indexOf('\r\n\r\n') + 4;
  if (bodyAt < 4) return undefined;
  const head = bytes.toString('latin1', 0, bodyAt);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  const end = bodyAt + length;
  if (bytes.length < end) return undefined;
  const isSuccess = head.startsWith('HTTP/1.1 200') && length >= 8 && bytes.readUInt16BE(bodyAt + 2) < 0x0100;
  return {
    end,
    isSuccess,
    said: `${head.slice(0, 40)} ${bytes.toString('latin1', bodyAt, Math.min(end, bodyAt + 200))}`,
  };
}
