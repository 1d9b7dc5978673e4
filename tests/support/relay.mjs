// Carries connections from one place to another. Paths of Unix sockets are seen from every network namespace, so two of
// these carry TCP from one to the next. Argument: one JSON array of {listen, to}, each {path} or {host, port}.
// Prints `ready` when all are open.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

for (const { listen, to } of JSON.parse(process.argv[2])) {
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ ...to, allowHalfOpen: true });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await once(server.listen(listen), 'listening');
}
process.stdout.write('ready\n');
