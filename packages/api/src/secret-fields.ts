/** Names of fields whose values are never repeated, wherever they stand: not in a problem, not in a command to copy. */
export const SECRET_FIELDS: ReadonlySet<string> = new Set([
  'password',
  'pin',
  'pins',
  'number',
  'numbers',
  'card',
  'cards',
  'token',
  'secret',
  'code',
]);
