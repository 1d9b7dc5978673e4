import { ApiFault, type ProblemError } from '@holdover/api';

/** What a form shows of a refusal: a text beside each field it has, and the rest above. */
export interface FieldProblems {
  readonly fields: Readonly<Record<string, string>>;
  readonly others: readonly ProblemError[];
}

/**
 * Sorts the errors of a problem to the fields of a form. A field is named as in the body, parts joined by dots
 * (`userSync.intervalHours`); an error below a field (`/groups/0`) belongs to it; of two the first counts.
 */
export function fieldProblems(error: unknown, names: readonly string[]): FieldProblems {
  if (!(error instanceof ApiFault)) return { fields: {}, others: [] };
  const fields: Record<string, string> = {};
  const others: ProblemError[] = [];
  for (const one of error.problem.errors) {
    const name = fieldOf(one.pointer, names);
    if (name === undefined) others.push(one);
    else fields[name] ??= one.message;
  }
  return { fields, others };
}

/** RFC 6901 pointer to the longest field name that covers it. */
export function fieldOf(pointer: string, names: readonly string[]): string | undefined {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
  return names
    .filter((name) => path === name || path.startsWith(`${name}.`))
    .toSorted((a, b) => b.length - a.length)[0];
}
