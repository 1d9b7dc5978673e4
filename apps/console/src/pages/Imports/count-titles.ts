/** What an import counts, when it did it. */
export const COUNTS = {
  rows: 'console.import.rows',
  added: 'console.import.added',
  changed: 'console.import.changed',
  deactivated: 'console.import.deactivated',
  failed: 'console.import.bad',
} as const;

/** The same of a preview, which does nothing. */
export const WOULD = {
  rows: 'console.import.rows',
  added: 'console.imports.would.add',
  changed: 'console.imports.would.change',
  deactivated: 'console.imports.would.deactivate',
  failed: 'console.imports.would.leaveOut',
} as const;
