import { Fault } from '@holdover/kernel';
import type { FileReason } from './import-reasons.ts';
import type { LogLine } from './import.ts';

/** `cancelled` somebody asked for it · `stopping` it goes on at the next start. */
export type ImportReason = Exclude<FileReason, 'server-fault'> | 'cancelled' | 'stopping';

/** The import does not go on. */
export class ImportFault extends Fault {
  readonly reason: ImportReason;
  /** For the log of the import: where and within which limits. Never a secret. */
  readonly values: LogLine['values'];
  constructor(reason: ImportReason, values: LogLine['values'] = {}) {
    const owner = reason === 'interrupted' || reason === 'cancelled' || reason === 'stopping' ? 'cancelled' : 'caller';
    super({ owner, code: `import-${reason}`, message: 'The import does not go on' });
    this.reason = reason;
    this.values = values;
  }
}
