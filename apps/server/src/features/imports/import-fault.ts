import { Fault } from '@holdover/kernel';

/** Why nothing of a file can be used. */
export type CsvRefusal = 'empty' | 'unknown-column' | 'column-twice' | 'no-user-name-column' | 'line-too-long';

/**
 * `interrupted` while a directory was read, or what was staged is gone · `cancelled` somebody asked for it · `stopping` it goes on at
 * the next start · `too-many-rows` · `hash-cost-changing` PINs and cards were stretched for a salt that was given up · else the file.
 */
export type ImportReason =
  | CsvRefusal
  | 'interrupted'
  | 'cancelled'
  | 'stopping'
  | 'too-many-rows'
  | 'hash-cost-changing';

/** The import does not go on. */
export class ImportFault extends Fault {
  readonly reason: ImportReason;
  constructor(reason: ImportReason) {
    const owner = reason === 'interrupted' || reason === 'cancelled' || reason === 'stopping' ? 'cancelled' : 'caller';
    super({ owner, code: `import-${reason}`, message: 'The import does not go on' });
    this.reason = reason;
  }
}
