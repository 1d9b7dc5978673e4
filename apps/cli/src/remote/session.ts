import type { ApiClient } from '@holdover/api';
import { Fault } from '@holdover/kernel';
import type { Environment } from '../environment.ts';
import type { Output } from '../output.ts';
import { askYesNo } from '../secret-input.ts';

/** What a command that asks a server works with. */
export interface Session {
  readonly api: ApiClient;
  readonly environment: Environment;
  readonly output: Output;
}

/**
 * Before what cannot be taken back.
 * @throws Fault `needs-yes` where nobody can be asked, `interrupted` when the answer is no
 */
export async function confirm({ environment }: Session, question: string, yes: boolean | undefined): Promise<void> {
  if (yes === true) return;
  if (environment.stdin.isTTY !== true) {
    throw new Fault({
      owner: 'caller',
      code: 'needs-yes',
      message: `${question} Nobody can be asked here: give --yes`,
    });
  }
  if (await askYesNo(environment, question)) return;
  throw new Fault({ owner: 'cancelled', code: 'left', message: 'Nothing was changed' });
}
