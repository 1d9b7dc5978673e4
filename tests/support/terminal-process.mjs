// A terminal in a process of its own, that dies by its own hand (SIGKILL) at the moment it is told.
// Arguments: one JSON object {dataDir, printer, panelPort, ippPort, ippHost?, deviceAdapter?, dieAt?}. Prints `ready` when it serves, and closes at SIGINT.
import { createLogger } from '@holdover/nodejs';
import { startTerminal } from '@holdover/terminal';

const {
  dataDir,
  printer,
  panelPort,
  ippPort,
  ippHost = '127.0.0.1',
  deviceAdapter,
  dieAt,
} = JSON.parse(process.argv[2]);
const host = '127.0.0.1';
const terminal = await startTerminal({
  dataDir,
  printer,
  panel: { host, port: panelPort },
  ipp: { host: ippHost, port: ippPort },
  ...(deviceAdapter && { deviceAdapter }),
  announce: true,
  logger: createLogger({ level: 'warn' }),
  hooks: {
    at(point) {
      if (point === dieAt) process.kill(process.pid, 'SIGKILL');
    },
  },
});
process.once('SIGINT', () => void terminal.close().then(() => process.exit(0)));
process.stdout.write('ready\n');
