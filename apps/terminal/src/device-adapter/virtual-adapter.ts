import { request } from 'node:http';
import type { Clock } from '@holdover/kernel';
import * as z from 'zod';
import { CALL_LIMIT, notUnderstood, refusedByDevice, unreachableDevice, within } from './adapter-fault.ts';
import type { DeviceAdapter } from './device-adapter.ts';
import type { VirtualAdapterOptions } from './device-adapter-options.ts';

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** GET /control/state; what else it says is for people. */
const controlState = z.object({
  uuid: z.string().min(1).max(64),
  locked: z.boolean(),
  impressions: count,
  colorImpressions: count,
  sheets: count,
});
type ControlState = z.infer<typeof controlState>;

const LONGEST_ANSWER = 16_384;

/** The virtual device, by its control. */
export function createVirtualAdapter({ host, port }: VirtualAdapterOptions, clock: Clock): DeviceAdapter {
  const name = `virtual+http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const call = (method: 'GET' | 'PUT', path: string, body?: object): Promise<ControlState> => {
    const stop = new AbortController();
    const answer = exchange({ name, host, port, stop: stop.signal }, { method, path, body });
    return within(clock, { limit: CALL_LIMIT, name }, answer).finally(() => stop.abort());
  };
  const setLocked = async (locked: boolean): Promise<void> => {
    const state = await call('PUT', '/control/lock', { locked });
    if (state.locked !== locked) throw refusedByDevice(name, 'its lock stayed as it was');
  };
  return {
    name,
    async canLock() {
      await call('GET', '/control/state');
      return true;
    },
    lock: () => setLocked(true),
    unlock: () => setLocked(false),
    isLocked: async () => (await call('GET', '/control/state')).locked,
    async counters() {
      const { uuid, impressions, colorImpressions, sheets } = await call('GET', '/control/state');
      return { device: uuid, impressions, colorImpressions, sheets };
    },
    close: () => undefined,
  };
}

interface Target {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly stop: AbortSignal;
}

interface Message {
  readonly method: string;
  readonly path: string;
  readonly body: object | undefined;
}

async function exchange({ name, host, port, stop }: Target, { method, path, body }: Message): Promise<ControlState> {
  const { status, text } = await new Promise<{ readonly status: number; readonly text: string | undefined }>(
    (resolve, reject) => {
      const headers = body === undefined ? {} : { 'content-type': 'application/json' };
      const failed = (error: unknown): void => reject(unreachableDevice(name, error));
      const sent = request({ host, port, method, path, headers, agent: false, signal: stop }, (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on('data', (chunk: Buffer) => {
          length += chunk.length;
          chunks.push(chunk);
          if (length <= LONGEST_ANSWER) return;
          resolve({ status: 0, text: undefined });
          response.destroy();
        });
        response.on('error', failed);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
      });
      sent.on('error', failed);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    },
  );
  if (status >= 400 && status < 500) throw refusedByDevice(name, `${method} ${path}: ${status}`);
  const state = status === 200 && text !== undefined ? controlState.safeParse(parseJson(text)) : undefined;
  if (state?.success !== true) throw notUnderstood(name, `${method} ${path}: ${status}`);
  return state.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
