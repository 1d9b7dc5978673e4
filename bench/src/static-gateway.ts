import { createServer } from 'node:https';
import process from 'node:process';
import { fleetServerTls } from '@holdover/nodejs';

/*
 * What a whole state costs at the very least: mutual TLS as the gateway does it, and one answer that is always the same.
 * Argument: one JSON object {authority, own, bytes}. Prints `ready PORT`.
 */
const { authority, own, bytes } = JSON.parse(process.argv[2] ?? '') as {
  authority: string;
  own: { certificate: string; privateKey: string };
  bytes: number;
};
const body = Buffer.alloc(bytes, 'a');
const server = createServer(fleetServerTls({ authority, own, clients: 'required' }), (request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes }).end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`ready ${typeof address === 'object' ? address?.port : ''}\n`);
});
