import { Command, CommanderError } from 'commander';
import { administratorsCommand } from './commands/administrators/administrators-command.ts';
import { auditCommand } from './commands/audit/audit-command.ts';
import { completionCommand } from './commands/completion-command.ts';
import { demoCommand } from './commands/demo-command.ts';
import { deviceCommand } from './commands/device-command.ts';
import { devicesCommand } from './commands/devices/devices-command.ts';
import { explainCommand } from './commands/explain-command.ts';
import { outagesCommand } from './commands/outages-command.ts';
import { overviewCommand } from './commands/overview-command.ts';
import { systemCommand } from './commands/system-command.ts';
import { groupsCommand } from './commands/groups/groups-command.ts';
import { serverCommand } from './commands/server-command.ts';
import { sourcesCommand } from './commands/sources/sources-command.ts';
import { terminalCommand } from './commands/terminal-command.ts';
import { tokensCommand } from './commands/tokens/tokens-command.ts';
import { usersCommand } from './commands/users/users-command.ts';
import type { Context } from './context.ts';
import type { Environment } from './environment.ts';
import { explainFailure, exitCodeOf } from './failure.ts';
import { openConnection, type Connect } from './remote/connection.ts';
import { holdoverVersion } from './version.ts';

const EXIT_USAGE = 2;

/**
 * Runs one command line (without the program's own name).
 * @returns the exit code: 0, 1 failure, 2 usage, 130 after Ctrl-C
 */
export async function runHoldover(
  args: readonly string[],
  environment: Environment,
  connect: Connect = openConnection,
): Promise<number> {
  const context: Context = { environment, connect, exitCode: 0, flagOf: () => undefined };
  try {
    await createProgram(context).parseAsync(args, { from: 'user' });
    return context.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    environment.stderr.write(`${explainFailure(error, context.flagOf)}\n`);
    return exitCodeOf(error);
  }
}

/** Every command there is, as help, completion and the documentation show them. */
export function createProgram(context: Context): Command {
  const program = new Command('holdover')
    .description('Print management that keeps working when its server cannot be reached')
    .version(holdoverVersion(), '--version', 'print the version')
    .helpCommand(false)
    .enablePositionalOptions()
    .commandsGroup('Run a part:')
    .addCommand(serverCommand(context))
    .addCommand(terminalCommand(context))
    .addCommand(deviceCommand(context))
    .addCommand(demoCommand(context))
    .commandsGroup('Work with a server:')
    .addCommand(overviewCommand(context))
    .addCommand(usersCommand(context))
    .addCommand(groupsCommand(context))
    .addCommand(devicesCommand(context))
    .addCommand(explainCommand(context))
    .addCommand(outagesCommand(context))
    .addCommand(sourcesCommand(context))
    .addCommand(auditCommand(context))
    .addCommand(tokensCommand(context))
    .addCommand(administratorsCommand(context))
    .addCommand(systemCommand(context))
    .commandsGroup('More:')
    .addCommand(completionCommand(context));
  for (const command of withDescendants(program)) prepare(command, context);
  return program;
}

/** Commander ends the process by itself and writes where it likes, unless each command is told otherwise. */
function prepare(command: Command, { environment }: Context): void {
  command
    .exitOverride()
    .showHelpAfterError('(--help says more)')
    .configureOutput({
      writeOut: (text) => void environment.stdout.write(text),
      writeErr: (text) => void environment.stderr.write(text),
    });
  for (const flag of command.options) {
    const said = flag.envVar === undefined ? undefined : environment.variables[flag.envVar];
    // Commander takes a flag without a value for set by whatever its variable says.
    if (flag.isBoolean() && /^(|0|no|false|off)$/i.test(said ?? 'not set')) delete flag.envVar;
  }
}

function withDescendants(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withDescendants)];
}
