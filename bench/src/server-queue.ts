import process from 'node:process';
import { createLogger, createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { setUpServer, startServer } from '@holdover/server';
import { freePort } from '@holdover/testbed/peers';
import { QUICK_HASHING } from '../../tests/support/fleet.ts';

/*
 * A print server in a process of its own, with the queue every new one has. Its jobs come without TLS, since those of the reference do.
 * Argument: a folder. Prints `ready URI`.
 */
const options = {
  dataDir: process.argv[2] ?? '',
  hashing: QUICK_HASHING,
  logger: createLogger({ level: 'warn' }),
  clock: createSystemClock(),
  entropy: createSystemEntropy(),
};
const here = async () => ({ host: '127.0.0.1', port: await freePort() });
await setUpServer({ ...options, userName: 'admin', password: 'a password of the benchmarks' });
const server = await startServer({
  ...options,
  listen: await here(),
  gateway: await here(),
  enrolment: await here(),
  ipp: await here(),
  plainHttp: true,
  plainIpp: true,
});
process.stdout.write(`ready ${server.queueUri('pull')}\n`);
process.once('SIGTERM', () => void server.close());
