import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../apps/panel/dev/fake-terminal.mjs', import.meta.url));

/** The panel's page as built, before a terminal that only pretends. */
export interface FakePanelTerminal {
  readonly url: string;
  /** Changes what the terminal is in; see the program's first lines. */
  change(world: Readonly<Record<string, unknown>>): Promise<void>;
  close(): Promise<void>;
}

/** Whose credentials the terminal knows; nothing of them may ever be on the page. */
export const ANNA = { pin: '246813', card: '04A1B2C3D4E5F6', fullName: 'Anna Keller' } as const;
export const BEN = { card: '04FFEEDDCCBBAA', fullName: 'Ben Aydın' } as const;

export async function startFakePanelTerminal(): Promise<FakePanelTerminal> {
  const child: ChildProcess = spawn(process.execPath, [PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await firstUrl(child);
  return {
    url,
    async change(world) {
      await fetch(`${url}dev`, { method: 'POST', body: JSON.stringify(world) });
    },
    async close() {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

async function firstUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) return '';
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return (JSON.parse(line) as { url: string }).url;
}
