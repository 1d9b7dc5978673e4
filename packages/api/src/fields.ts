import type { Id, IdKind } from '@holdover/kernel';
import { ID_PREFIXES, isId } from '@holdover/kernel';
import * as z from 'zod';

/** An id of one kind: prefix and UUIDv7. */
export function idField<K extends IdKind>(kind: K) {
  return z
    .custom<Id<K>>((value) => isId(kind, value), { message: `not an id of kind ${kind}` })
    .meta({ type: 'string', pattern: patternOf(kind), description: `id of kind ${kind}` });
}

/** UUIDv7 (RFC 9562 §5.7) behind the prefix; two groups are built in. */
function patternOf(kind: IdKind): string {
  const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
  if (kind === 'epoch') return `^${ID_PREFIXES.epoch}[0-9a-f]{32}$`;
  const builtIn = kind === 'group' || kind === 'deviceGroup';
  return `^${ID_PREFIXES[kind]}${builtIn ? `(${uuid}|all)` : uuid}$`;
}

/** RFC 3339 with `Z`. */
export const timeField = z.iso.datetime({ precision: 3 });

/** No control characters: NUL and friends never reach a database, a log or a page. */
// oxlint-disable-next-line no-control-regex -- refusing them is the point
const CONTROL = /[\u0000-\u001f\u007f]/;

/** One line of text a person typed; trimmed, counted in UTF-16 units. */
export function textField(limits: { min?: number; max: number }) {
  return z
    .string()
    .trim()
    .min(limits.min ?? 0)
    .max(limits.max)
    .refine((text) => !CONTROL.test(text), { message: 'control characters are not allowed' });
}

export const nameField = textField({ min: 1, max: 200 });
export const languageField = z.enum(['en', 'de']);
export type Language = z.infer<typeof languageField>;

export const loginMethodField = z.enum(['pin', 'card', 'card+pin', 'password']);
export type LoginMethod = z.infer<typeof loginMethodField>;

/** Path parameters `{id}` of one kind. */
export function idParams<K extends IdKind>(kind: K) {
  return z.strictObject({ id: idField(kind) });
}

/** `?from=&until=` of lists that are read by time; both may be left out. */
export const timeRange = {
  from: z.iso.datetime({ offset: true }).optional(),
  /** Not included. */
  until: z.iso.datetime({ offset: true }).optional(),
};

/** `?cursor=&limit=&q=&sort=` of every list. A sort names a field, `-` before it reverses. */
export const listQuery = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  q: z.string().max(200).optional(),
  sort: z
    .string()
    .regex(/^-?[a-zA-Z]+$/)
    .optional(),
});
export type ListQuery = z.output<typeof listQuery>;

/** A page of a list; `nextCursor` is null at the end. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}
