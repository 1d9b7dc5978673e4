import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { createLogger, type LogLevel } from '@holdover/nodejs';
import type { TerminalOptions } from '@holdover/terminal';
import { runs, type Context } from '../context.ts';
import { terminalDataOption } from '../data-option.ts';
import { deviceAdapterOf, parseDeviceAdapter, type DeviceAdapterFlag } from '../device-adapter-option.ts';
import { asUsage, flagOfPort, hostPortOption, jsonOption, logLevelOption, option, type HostPort } from '../options.ts';
import { createOutput } from '../output.ts';
import { serveUntilSignal } from '../serve-until-signal.ts';
import { readSnmpSecret, SNMP_SECRET_HELP } from '../snmp-secret.ts';
import { terminalEnrolCommand } from './terminal-enrol-command.ts';
import { terminalPanelLinkCommand } from './terminal-panel-link-command.ts';

interface TerminalCommandOptions {
  readonly data: string;
  readonly printer?: string;
  readonly panel: HostPort;
  readonly ipp: HostPort;
  readonly dnsSd: boolean;
  readonly scanner?: string;
  readonly deviceAdapter?: DeviceAdapterFlag;
  readonly snmpSecretFile?: string;
  readonly usbRoot?: string;
  readonly cardReader: 'pcsc' | 'none';
  readonly json?: boolean;
  readonly logLevel: LogLevel;
}

const NEEDED_HELP = `Needed: --printer, and once, before or while it runs, "holdover terminal enrol" with the code that the console shows, or
"holdover devices enrol DEVICE". All other flags have a preset or may be left away.`;

/** `holdover terminal` and what belongs to it. */
export function terminalCommand(context: Context): Command {
  const command = new Command('terminal');
  return command
    .enablePositionalOptions()
    .description('run the terminal that guards one printing device: panel and device queue')
    .addOption(terminalDataOption(context.environment))
    .addOption(option('--printer <uri>', 'the device: ipp://… or ipps://… (needed to run)'))
    .addOption(hostPortOption('--panel <host:port>', 'the panel', '127.0.0.1:8480'))
    .addOption(hostPortOption('--ipp <host:port>', 'the device queue', '0.0.0.0:8632'))
    .addOption(option('--no-dns-sd', 'do not show the device queue in the local network'))
    .addOption(option('--scanner <url>', 'the device’s eSCL root, as in http://HOST/eSCL').argParser(readScannerUrl))
    .addOption(
      option(
        '--device-adapter <url>',
        'its lock and counters: snmp://HOST[:PORT] or virtual+http://HOST:PORT',
      ).argParser(asUsage(parseDeviceAdapter)),
    )
    .addOption(option('--snmp-secret-file <file>', 'community or user of SNMP'))
    .addOption(option('--usb-root <dir>', 'the folder under which USB sticks appear'))
    .addOption(option('--card-reader <kind>', 'reader at this machine').choices(['pcsc', 'none']).default('none'))
    .addOption(jsonOption())
    .addHelpText('after', `\n${NEEDED_HELP}\n\n${SNMP_SECRET_HELP}`)
    .addOption(logLevelOption('info'))
    .action(runs(context, (options: TerminalCommandOptions) => runTerminal(context, command, options)))
    .addCommand(terminalEnrolCommand(context))
    .addCommand(terminalPanelLinkCommand(context));
}

async function runTerminal(context: Context, command: Command, options: TerminalCommandOptions): Promise<number> {
  const { printer } = options;
  // Commander would ask it of `terminal enrol` too.
  if (printer === undefined) command.error("error: required option '--printer <uri>' not specified");
  const { runTerminal: run } = await import('@holdover/terminal');
  context.flagOf = flagOfPort(options, ['panel', 'ipp']);
  const deviceAdapter = await adapterOf(context, options);
  const output = createOutput(context.environment, options.json === true);
  const terminal: TerminalOptions = {
    dataDir: options.data,
    printer,
    panel: options.panel,
    ipp: options.ipp,
    announce: options.dnsSd,
    ...(options.scanner && { scanner: options.scanner }),
    ...(deviceAdapter && { deviceAdapter }),
    ...(options.usbRoot && { usbRoot: resolve(options.usbRoot) }),
    cardReader: options.cardReader,
    logger: createLogger({ level: options.logLevel }),
  };
  return serveUntilSignal(() =>
    run(terminal, {
      awaiting(panel) {
        const enrol = enrolCommandOf(command, options.data);
        output.result({ ready: false, panel, enrol }, awaitingText(panel, enrol));
      },
      started({ terminalId, deviceId, panelUrl, queueUri }) {
        const ready = { ready: true, terminalId, deviceId, panel: panelUrl, queue: queueUri };
        output.result(ready, `The panel is at ${panelUrl}, the device queue at ${queueUri}`);
      },
    }),
  );
}

/** As it is typed in another window: with the folder only where it was given. */
function enrolCommandOf(command: Command, data: string): string {
  const isGiven = command.getOptionValueSource('data') !== 'default';
  return `holdover terminal enrol${isGiven ? ` --data ${quoted(data)}` : ''}`;
}

function awaitingText(panel: string, enrol: string): string {
  return [
    `This terminal is not enrolled yet; the panel at ${panel} says where to get a code.`,
    `Enrol it in another window. It then starts here by itself:\n  ${enrol}`,
  ].join('\n');
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

async function adapterOf(context: Context, { deviceAdapter, snmpSecretFile }: TerminalCommandOptions) {
  return deviceAdapter && deviceAdapterOf(deviceAdapter, await readSnmpSecret(context.environment, snmpSecretFile));
}

function readScannerUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOne = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (!isOne || url.username !== '' || url.password !== '') {
    throw new InvalidArgumentError(`"${text}" is not http://HOST/eSCL or https://HOST/eSCL.`);
  }
  return text;
}
