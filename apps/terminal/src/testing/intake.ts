import { createHash } from 'node:crypto';
import { decodeRecord } from '@holdover/journal';
import type { Json, TerminalId } from '@holdover/kernel';
import type { Incarnation, JournalAnswer, JournalBatch } from '@holdover/protocol';

export interface Intake {
  readonly terminalId: TerminalId;
  readonly incarnation: Incarnation;
  sign(value: Json): string;
}

/** A server that books whatever comes and acknowledges it as the protocol says. */
export function bookAll(server: Intake): (batch: JournalBatch) => JournalAnswer {
  return ({ records }) => {
    const heads = new Map<string, Omit<JournalAnswer['acknowledgements'][number], 'signature'>>();
    const kept: JournalAnswer['kept'] = [];
    for (const text of records) {
      const decoded = decodeRecord(text);
      const hash = createHash('sha256').update(text).digest('hex');
      if (!decoded.ok) {
        const signed = { terminalId: server.terminalId, keptHash: hash, incarnation: server.incarnation };
        kept.push({ ...signed, signature: server.sign(signed) });
        continue;
      }
      const { terminalId, epoch, sequence } = decoded.record;
      const signed = {
        terminalId,
        epoch,
        upTo: sequence,
        headHash: hash,
        incarnation: server.incarnation,
      };
      heads.set(epoch, signed);
    }
    return { acknowledgements: [...heads.values()].map((one) => ({ ...one, signature: server.sign(one) })), kept };
  };
}
