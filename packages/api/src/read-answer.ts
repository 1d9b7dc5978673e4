import { Fault } from '@holdover/kernel';
import type * as z from 'zod';
import type { Route } from './route.ts';

/**
 * The value in the text of an answer, as the operation's own schema has it.
 * @throws Fault `server-newer` (a field nobody here knows), `server-older` (one is missing), `answer-off-contract`
 */
export function readAnswer(operation: Route, text: string): unknown {
  if (operation.answer === null) return undefined;
  if (operation.produces !== undefined) return text;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw offContract(operation.name, 'it is not JSON', cause);
  }
  const read = operation.answer.safeParse(value);
  if (read.success) return read.data;
  throw misfit(operation.name, read.error.issues[0], value);
}

/** What does not fit, told by its first field: a dump of everything helps nobody. */
export function misfit(name: string, issue: z.core.$ZodIssue | undefined, value: unknown): Fault {
  const path = issue?.path ?? [];
  if (issue?.code === 'unrecognized_keys') {
    const field = pointer([...path, issue.keys[0] ?? '']);
    return new Fault({
      owner: 'peer',
      code: 'server-newer',
      message:
        `The answer to ${name} has the field ${field}, which this program does not know: the server is newer than it. ` +
        'Update this program to the version of the server; nothing has to be changed at the server',
    });
  }
  if (issue?.code === 'invalid_type' && path.length > 0 && !isThere(value, path)) {
    return new Fault({
      owner: 'peer',
      code: 'server-older',
      message:
        `The answer to ${name} lacks the field ${pointer(path)}, which this program needs: the server is older than it. ` +
        'Update the server, or use a program of the version of the server',
    });
  }
  return offContract(name, `${pointer(path)} ${issue?.message ?? 'does not fit'}`);
}

function offContract(name: string, what: string, cause?: unknown): Fault {
  return new Fault({
    owner: 'peer',
    code: 'answer-off-contract',
    message: `The answer to ${name} is not what the interface promises (${what}): are server and program of one version?`,
    ...(cause === undefined ? {} : { cause }),
  });
}

function isThere(value: unknown, path: readonly PropertyKey[]): boolean {
  let at: unknown = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !(part in at)) return false;
    at = (at as Readonly<Record<PropertyKey, unknown>>)[part]; // just seen there
  }
  return true;
}

/** RFC 6901. */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') || 'as a whole';
}
