import { Command } from 'commander';
import { createLogger, type LogLevel } from '@holdover/nodejs';
import { runs, type Context } from '../context.ts';
import { terminalDataOption } from '../data-option.ts';
import { flagOfPort, hostPortOption, jsonOption, logLevelOption, option, type HostPort } from '../options.ts';
import { createOutput } from '../output.ts';
import { serveUntilSignal } from '../serve-until-signal.ts';
import { terminalEnrolCommand } from './terminal-enrol-command.ts';

interface TerminalCommandOptions {
  readonly data: string;
  readonly printer?: string;
  readonly panel: HostPort;
  readonly ipp: HostPort;
  readonly dnsSd: boolean;
  readonly json?: boolean;
  readonly logLevel: LogLevel;
}

/** `holdover terminal` and what belongs to it. */
export function terminalCommand(context: Context): Command {
  const command = new Command('terminal');
  return command
    .enablePositionalOptions()
    .description('run the terminal that guards one printing device: panel and device queue')
    .addOption(terminalDataOption(context.environment))
    .addOption(option('--printer <uri>', 'the device: ipp://… or ipps://…'))
    .addOption(hostPortOption('--panel <host:port>', 'the panel', '127.0.0.1:8480'))
    .addOption(hostPortOption('--ipp <host:port>', 'the device queue', '0.0.0.0:8632'))
    .addOption(option('--no-dns-sd', 'do not show the device queue in the local network'))
    .addOption(jsonOption())
    .addOption(logLevelOption('info'))
    .action(runs(context, (options: TerminalCommandOptions) => runTerminal(context, command, options)))
    .addCommand(terminalEnrolCommand(context));
}

async function runTerminal(context: Context, command: Command, options: TerminalCommandOptions): Promise<number> {
  const { printer } = options;
  // Commander would ask it of `terminal enrol` too.
  if (printer === undefined) command.error("error: required option '--printer <uri>' not specified");
  const { startTerminal } = await import('@holdover/terminal');
  context.flagOf = flagOfPort(options, ['panel', 'ipp']);
  const output = createOutput(context.environment, options.json === true);
  return serveUntilSignal(async () => {
    const terminal = await startTerminal({
      dataDir: options.data,
      printer,
      panel: options.panel,
      ipp: options.ipp,
      announce: options.dnsSd,
      logger: createLogger({ level: options.logLevel }),
    });
    const { terminalId, deviceId, panelUrl, queueUri } = terminal;
    const ready = { ready: true, terminalId, deviceId, panel: panelUrl, queue: queueUri };
    output.result(ready, `The panel is at ${panelUrl}, the device queue at ${queueUri}`);
    return terminal;
  });
}
