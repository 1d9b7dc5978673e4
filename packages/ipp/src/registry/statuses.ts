import { STATUS } from './generated/statuses.ts';

export { STATUS };

/** The name of a registered status code, as `client-error-bad-request`. */
export type Status = keyof typeof STATUS;

const BY_CODE: ReadonlyMap<number, Status> = new Map(
  // `Object.entries` widens keys to string; the table has no others.
  (Object.entries(STATUS) as [Status, number][]).map(([name, code]) => [code, name]),
);

/** Undefined for a code outside the registry: a peer may know more of them. */
export function statusOf(code: number): Status | undefined {
  return BY_CODE.get(code);
}

/** RFC 8011 §4.1.6.1: 0x0000–0x00ff. */
export function isSuccessful(code: number): boolean {
  return code < 0x0100;
}
