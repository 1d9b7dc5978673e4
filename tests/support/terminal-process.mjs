// A terminal in a process of its own, that dies by its own hand (SIGKILL) at the moment it is told.
// Arguments: one JSON object {dataDir, printer, panelPort, ippPort, dieAt?}. Prints `ready` when it serves.
import { createLogger } from '@holdover/nodejs';
import { startTerminal } from '@holdover/terminal';

const { dataDir, printer, panelPort, ippPort, dieAt } = JSON.parse(process.argv[2]);
const host = '127.0.0.1';
await startTerminal({
  dataDir,
  printer,
  panel: { host, port: panelPort },
  ipp: { host, port: ippPort },
  logger: createLogger({ level: 'warn' }),
  hooks: {
    at(point) {
      if (point === dieAt) process.kill(process.pid, 'SIGKILL');
    },
  },
});
process.stdout.write('ready\n');
