import { Argument, Command } from 'commander';
import { completionScript, SHELLS, type Shell } from '../completion.ts';
import type { Context } from '../context.ts';

/** `holdover completion bash|zsh|fish`: a script for the person's shell, made from the commands as they are. */
export function completionCommand({ environment }: Context): Command {
  const command = new Command('completion');
  return command
    .description('print a completion script for a shell, to be sourced')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .action((shell: Shell) => {
      environment.stdout.write(completionScript(shell, command.parent ?? command));
    });
}
