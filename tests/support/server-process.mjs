// A print server in a process of its own, to be killed. Arguments: one JSON object of ports and folders.
// Prints `ready URL` when it serves.
import { createLogger, createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { startServer } from '@holdover/server';

const { dataDir, databaseUrl, listenPort, gatewayPort, enrolmentPort, ippPort, advertise, hashing } = JSON.parse(
  process.argv[2],
);
const at = (port) => ({ host: '127.0.0.1', port });
const server = await startServer({
  dataDir,
  ...(databaseUrl === undefined ? {} : { databaseUrl }),
  listen: at(listenPort),
  gateway: at(gatewayPort),
  enrolment: at(enrolmentPort),
  ipp: at(ippPort),
  plainIpp: true,
  ...(advertise === undefined ? {} : { advertise }),
  hashing,
  plainHttp: true,
  logger: createLogger({ level: 'warn' }),
  clock: createSystemClock(),
  entropy: createSystemEntropy(),
});
process.stdout.write(`ready ${server.consoleUrl}\n`);
