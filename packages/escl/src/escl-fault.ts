import { Fault } from '@holdover/kernel';

/** What came is not what eSCL says it is. `malformed` no XML at all, or beyond its limits · `unexpected` another document, or values out of bounds. */
export type EsclFlaw = 'malformed' | 'unexpected';

export class EsclFault extends Fault {
  readonly flaw: EsclFlaw;

  constructor(flaw: EsclFlaw, message: string, cause?: unknown) {
    super({ owner: 'peer', code: 'not-escl', message, cause });
    this.flaw = flaw;
  }
}
