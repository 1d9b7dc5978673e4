import { PROBLEM_STATUS, type Problem, type ProblemCode, type ProblemError } from '@holdover/api';
import { createTranslators, problemPhrases, type Language } from '@holdover/phrases';
import type { FieldCode, FieldFault } from '../problem-fault.ts';

const translators = createTranslators(problemPhrases);

/**
 * RFC 9457, in the reader's language.
 * Invariant: every code has a title, a detail and, for fields, a message in both languages; one without does not compile.
 */
export function problemDocument(code: ProblemCode, errors: readonly FieldFault[], language: Language): Problem {
  const text = translators(language);
  return {
    type: `urn:holdover:problem:${code}`,
    title: text(`problems.title.${code}`),
    status: PROBLEM_STATUS[code],
    detail: text(`problems.detail.${code}`),
    code,
    errors: errors.map((error) => withMessage(error, language)),
  };
}

function withMessage(error: FieldFault, language: Language): ProblemError {
  return { ...error, message: fieldMessage(error, language) };
}

/** One sentence that names the limit. */
function fieldMessage({ code, limit }: Pick<FieldFault, 'code' | 'limit'>, language: Language): string {
  const text = translators(language);
  const values = valuesOf(limit);
  const ranged = RANGED.has(code) && values['minimum'] !== undefined && values['maximum'] !== undefined;
  return text(ranged ? 'problems.field.range' : `problems.field.${code}`, values);
}

/** All of these are answered best by the range itself. */
const RANGED: ReadonlySet<FieldCode> = new Set(['wrong-type', 'not-an-integer', 'out-of-range']);

function valuesOf(limit: unknown): Record<string, string | number> {
  if (Array.isArray(limit)) return { values: limit.join(', ') };
  if (typeof limit !== 'object' || limit === null) return {};
  const words = Object.entries(limit).flatMap(([word, value]): [string, string | number][] => {
    if (Array.isArray(value)) return [[word === 'enum' ? 'values' : word, value.join(', ')]];
    return typeof value === 'string' || typeof value === 'number' ? [[word, value]] : [];
  });
  return Object.fromEntries(words);
}
