import { createHash } from 'node:crypto';
import type { JournalAnswer, JournalBatch } from '@holdover/protocol';
import { decodeRecord } from '@holdover/journal';
import type { FakeGateway } from './fake-gateway.ts';

/** A server that books whatever comes and acknowledges it as the protocol says. */
export function bookAll(gateway: FakeGateway): (batch: JournalBatch) => JournalAnswer {
  return ({ records }) => {
    const heads = new Map<string, JournalAnswer['acknowledgements'][number]>();
    for (const text of records) {
      const decoded = decodeRecord(text);
      if (!decoded.ok) continue;
      const { terminalId, epoch, sequence } = decoded.record;
      const signed = {
        terminalId,
        epoch,
        upTo: sequence,
        headHash: createHash('sha256').update(text).digest('hex'),
        incarnation: gateway.behaviour.incarnation,
      };
      heads.set(epoch, { ...signed, signature: gateway.sign(signed) });
    }
    return { acknowledgements: [...heads.values()] };
  };
}
