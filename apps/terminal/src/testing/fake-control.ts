import { createServer, type Server } from 'node:http';
import { once } from 'node:events';

/** The control of a virtual device, as its answers are agreed. */
export interface FakeControl {
  readonly port: number;
  state: Record<string, unknown>;
  /** Says this instead, whatever is asked: status and body; undefined never answers. */
  says: { readonly status: number; readonly body: string } | 'nothing' | undefined;
  leave(): Promise<void>;
  comeBack(): Promise<void>;
}

export async function startFakeControl(): Promise<FakeControl> {
  const listen = async (port: number): Promise<Server> => {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (control.says === 'nothing') return;
        if (control.says !== undefined) return void response.writeHead(control.says.status).end(control.says.body);
        const wanted: unknown = chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
        if (request.url === '/control/lock') Object.assign(control.state, wanted);
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(control.state));
      });
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  let server = await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const control: FakeControl = {
    port,
    state: { uuid: 'u-1', locked: false, impressions: 10, colorImpressions: 4, sheets: 8, fault: null },
    says: undefined,
    async leave() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    async comeBack() {
      server = await listen(port);
    },
  };
  return control;
}
