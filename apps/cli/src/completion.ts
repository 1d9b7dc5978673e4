import type { Command } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** A command line up to the word being typed (`server setup`), and what may come next. */
interface Position {
  readonly path: string;
  readonly words: readonly string[];
}

export function completionScript(shell: Shell, program: Command): string {
  const positions = positionsOf(program, '');
  switch (shell) {
    case 'bash':
      return bashScript(positions);
    case 'zsh':
      // zsh reads bash's completions when asked to.
      return `autoload -U +X bashcompinit && bashcompinit\n${bashScript(positions)}`;
    case 'fish':
      return fishScript(positions);
  }
}

function positionsOf(command: Command, path: string): readonly Position[] {
  const flags = command.options.flatMap(({ long }) => (typeof long === 'string' ? [long] : []));
  const words = [...command.commands.map((child) => child.name()), ...flags, '--help'];
  const deeper = command.commands.flatMap((child) => positionsOf(child, `${path} ${child.name()}`.trim()));
  return [{ path, words }, ...deeper];
}

function bashScript(positions: readonly Position[]): string {
  const cases = positions.map(({ path, words }) => `    '${path}') words='${words.join(' ')}' ;;`).join('\n');
  // What is no command is an argument of the one before it, or of a flag.
  const known = positions.map(({ path }) => `|${path}`).join('');
  return `_holdover() {
  local path='' word words='' deeper known='${known}|'
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    deeper="\${path:+$path }$word"
    case "$known" in *"|$deeper|"*) path="$deeper" ;; esac
  done
  case "$path" in
${cases}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _holdover holdover
`;
}

function fishScript(positions: readonly Position[]): string {
  const lines = positions.map(({ path, words }) => {
    const condition = `test (string join ' ' (string match -v -- '-*' (commandline -opc)[2..])) = '${path}'`;
    return `complete -c holdover -n "${condition}" -a '${words.join(' ')}'`;
  });
  return `${lines.join('\n')}\n`;
}
