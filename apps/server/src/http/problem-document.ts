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
  return translators(language)(phraseOf(code, valuesOf(limit)), valuesOf(limit));
}

type Values = Readonly<Record<string, string | number>>;

/** A phrase whose every value there is. */
function phraseOf(code: FieldCode, values: Values) {
  const { format, type, minimum, maximum } = values;
  if (RANGED.has(code) && minimum !== undefined && maximum !== undefined) return 'problems.field.range';
  switch (code) {
    case 'bad-format':
      if (isOf(problemPhrases.en.problems.format, format)) return `problems.format.${format}` as const;
      if (format !== undefined) return 'problems.field.bad-format';
      return 'pattern' in values ? 'problems.field.pattern' : 'problems.field.invalid';
    case 'wrong-type':
      if (isOf(problemPhrases.en.problems.type, type)) return `problems.type.${type}` as const;
      return type === undefined ? 'problems.field.invalid' : 'problems.field.wrong-type';
    case 'not-one-of':
      return 'values' in values ? 'problems.field.not-one-of' : 'problems.field.invalid';
    case 'unknown-field':
      return 'parameters' in values ? 'problems.field.unknown-parameter' : 'problems.field.unknown-field';
    default:
      return `problems.field.${code}` as const;
  }
}

function isOf<T extends object>(phrases: T, name: unknown): name is keyof T & string {
  return typeof name === 'string' && Object.hasOwn(phrases, name);
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
