import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { Fault } from '@holdover/kernel';
import { createLogger, createSystemClock, createSystemEntropy, findPrinters, type LogLevel } from '@holdover/nodejs';
import type { ServerOptions } from '@holdover/server';
import { runs, type Context } from '../context.ts';
import { checkedDatabaseUrl } from '../database-url.ts';
import { serverDataOption } from '../data-option.ts';
import { flagOfPort, hostPortOption, jsonOption, logLevelOption, option, type HostPort } from '../options.ts';
import { createOutput } from '../output.ts';
import { serveUntilSignal } from '../serve-until-signal.ts';
import { serverSetUpCommand } from './server-set-up-command.ts';

interface ServerCommandOptions {
  readonly data: string;
  readonly listen: HostPort;
  readonly gateway: HostPort;
  readonly enrolment: HostPort;
  readonly ipp: HostPort;
  readonly databaseUrl?: string;
  readonly serverKey?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly dnsSd: boolean;
  readonly json?: boolean;
  readonly logLevel: LogLevel;
}

/** `holdover server` and what belongs to it. */
export function serverCommand(context: Context): Command {
  const command = new Command('server');
  return command
    .enablePositionalOptions()
    .description('run the print server: console, REST interface and the gateway of the terminals')
    .addOption(serverDataOption(context.environment))
    .addOption(hostPortOption('--listen <host:port>', 'console and REST interface', '0.0.0.0:8443'))
    .addOption(hostPortOption('--gateway <host:port>', 'terminals, over mutual TLS', '0.0.0.0:8444'))
    .addOption(hostPortOption('--enrolment <host:port>', 'terminals that are not enrolled yet', '0.0.0.0:8445'))
    .addOption(hostPortOption('--ipp <host:port>', 'queues that people print to, over IPPS', '0.0.0.0:8631'))
    .addOption(
      option(
        '--database-url <url>',
        'postgres://… without a password (PGPASSFILE); an encrypted file in the data folder unless given',
      ),
    )
    .addOption(
      option('--server-key <file>', 'the key all others are derived from; server.key in the data folder unless given'),
    )
    .addOption(
      option('--tls-cert <file>', 'certificate of console and REST interface (PEM); by its own authority unless given'),
    )
    .addOption(option('--tls-key <file>', 'the private key to it (PEM)'))
    .addOption(option('--no-dns-sd', 'neither show queues in the local network nor look for printers there'))
    .addOption(jsonOption())
    .addOption(logLevelOption('info'))
    .action(runs(context, (options: ServerCommandOptions) => runServer(context, command, options)))
    .addCommand(serverSetUpCommand(context));
}

async function runServer(context: Context, command: Command, options: ServerCommandOptions): Promise<number> {
  checkedDatabaseUrl(command, options.databaseUrl);
  const { startServer } = await import('@holdover/server');
  context.flagOf = flagOfPort(options, ['listen', 'gateway', 'enrolment', 'ipp']);
  const output = createOutput(context.environment, options.json === true);
  return serveUntilSignal(async () => {
    const server = await startServer(await serverOptions(options));
    const { consoleUrl, setUpUrl, gateway, enrolment, ipp } = server;
    output.result(
      { ready: true, console: consoleUrl, setUp: setUpUrl, gateway, enrolment, ipp },
      `The console is at ${consoleUrl}, queues at ${server.queueUri('…')}`,
    );
    if (setUpUrl !== null) output.note(`No administrator exists yet. Make the first one, once, at:\n  ${setUpUrl}`);
    return server;
  });
}

async function serverOptions(options: ServerCommandOptions): Promise<ServerOptions> {
  const { data, listen, gateway, enrolment, ipp, dnsSd, databaseUrl, serverKey } = options;
  const tls = await readTls(options);
  const logger = createLogger({ level: options.logLevel });
  return {
    dataDir: data,
    listen,
    gateway,
    enrolment,
    ipp,
    announce: dnsSd,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(serverKey === undefined ? {} : { serverKeyFile: serverKey }),
    ...(tls === undefined ? {} : { tls }),
    ...(dnsSd ? { findPrinters } : {}),
    logger,
    logLevel: logger.level,
    clock: createSystemClock(),
    entropy: createSystemEntropy(),
  };
}

async function readTls({ tlsCert, tlsKey }: ServerCommandOptions): Promise<ServerOptions['tls']> {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new Fault({
      owner: 'caller',
      code: 'tls-half-given',
      message: '--tls-cert and --tls-key go together; one of them is missing',
    });
  }
  return { certificate: await readFile(tlsCert, 'utf8'), privateKey: await readFile(tlsKey, 'utf8') };
}
