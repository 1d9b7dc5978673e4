import { OPERATION } from './generated/operations.ts';

export { OPERATION };

/** The name of a registered operation, as `Print-Job`. */
export type Operation = keyof typeof OPERATION;

const BY_CODE: ReadonlyMap<number, Operation> = new Map(
  // `Object.entries` widens keys to string; the table has no others.
  (Object.entries(OPERATION) as [Operation, number][]).map(([name, code]) => [code, name]),
);

/** Undefined for a code that is not registered: vendors have 0x4000 to 0x7fff for their own (RFC 8011 §5.4.15). */
export function operationOf(code: number): Operation | undefined {
  return BY_CODE.get(code);
}
