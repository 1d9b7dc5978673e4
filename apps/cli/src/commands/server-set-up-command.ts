import { Command } from 'commander';
import { Fault } from '@holdover/kernel';
import { createLogger, createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { runs, type Context } from '../context.ts';
import { serverDataOption } from '../data-option.ts';
import { checkedDatabaseUrl } from '../database-url.ts';
import { jsonOption, option, typedOption } from '../options.ts';
import { createOutput } from '../output.ts';
import { readNewPassword } from '../secret-input.ts';

interface SetUpCommandOptions {
  readonly data: string;
  readonly databaseUrl?: string;
  readonly serverKey?: string;
  readonly admin: string;
  readonly passwordStdin?: boolean;
  readonly token?: boolean;
  readonly json?: boolean;
}

/** `holdover server setup`: an administrator without the browser, server running or not. */
export function serverSetUpCommand(context: Context): Command {
  const command = new Command('setup');
  return command
    .description('make an administrator without the browser, whether the server runs or not')
    .addOption(serverDataOption(context.environment))
    .addOption(option('--database-url <url>', 'as for the server'))
    .addOption(option('--server-key <file>', 'as for the server'))
    .addOption(option('--admin <name>', 'the administrator’s user name').makeOptionMandatory())
    .addOption(option('--password-stdin', 'read the password from the first line of standard input'))
    .addOption(typedOption('--token', 'also make an API token, and print it this once'))
    .addOption(jsonOption())
    .action(runs(context, (options: SetUpCommandOptions) => setUp(context, command, options)));
}

async function setUp({ environment }: Context, command: Command, options: SetUpCommandOptions): Promise<number> {
  const databaseUrl = checkedDatabaseUrl(command, options.databaseUrl);
  const { setUpServer } = await import('@holdover/server');
  const { apiToken } = await setUpServer({
    dataDir: options.data,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(options.serverKey === undefined ? {} : { serverKeyFile: options.serverKey }),
    userName: options.admin,
    password: await readPassword(environment, options.passwordStdin === true),
    token: options.token === true,
    logger: createLogger({ level: 'warn' }),
    clock: createSystemClock(),
    entropy: createSystemEntropy(),
  }).catch((error: unknown) => {
    throw error instanceof Fault && error.code === 'already-exists' ? nameTaken(options.admin, error) : error;
  });
  const token = apiToken === null ? {} : { token: apiToken };
  const lines = [
    `Administrator ${options.admin} is ready.`,
    ...(apiToken === null ? [] : [`API token, shown only now: ${apiToken}`]),
  ];
  createOutput(environment, options.json === true).result({ userName: options.admin, ...token }, lines.join('\n'));
  return 0;
}

/** On a terminal it asks; otherwise `--password-stdin` says that standard input is meant to be read. */
function readPassword(environment: Context['environment'], fromInput: boolean): Promise<string> {
  if (fromInput || environment.stdin.isTTY === true) return readNewPassword(environment, 'Password');
  throw new Fault({
    owner: 'caller',
    code: 'no-password',
    message: 'No password: give --password-stdin and write it to standard input',
  });
}

function nameTaken(name: string, cause: Fault): Fault {
  const message = `There is an administrator "${name}" already; nothing was changed`;
  return new Fault({ owner: 'caller', code: 'administrator-exists', message, cause });
}
