import { hours, instant, later, makeId, type TerminalId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import type { Queries } from '../../database/database.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { newTerminal, type TerminalCertificate, type TerminalRecord } from './terminal.ts';
import { createSqlTerminalStore } from './terminal-store-sql.ts';

const AT = instant(1_790_000_000_000);
const entropy = createSeededEntropy('certificates');

async function addTerminal(queries: Queries): Promise<TerminalRecord> {
  const given = { version: '0.1.0', keyProtector: 'keyfile', enrolledAt: AT, servicePinSealed: '' } as const;
  const ids = { id: makeId('terminal', AT, entropy), deviceId: makeId('device', AT, entropy) };
  const terminal = newTerminal({ ...ids, ...given });
  await createSqlTerminalStore(queries).create(terminal);
  return terminal;
}

function certificate(terminalId: TerminalId, serial: string, change: Partial<TerminalCertificate> = {}) {
  const used = { issuedAt: AT, usedAt: AT, supersededAt: null, revokedAt: null, issuer: 'aa' };
  return { serial, terminalId, ...used, ...change };
}

describeStore('certificates', (open) => {
  test('[I3c] the first use of one supersedes those before it, once', async () => {
    const { queries } = await open();
    const store = createSqlTerminalStore(queries);
    const [{ id }, other] = [await addTerminal(queries), await addTerminal(queries)];
    await store.addCertificate(certificate(id, '01aa'));
    await store.addCertificate(certificate(other.id, '01ee'));
    const next = certificate(id, '01bb', { usedAt: null });
    await store.addCertificate(next);
    const at = later(AT, hours(1));
    expect(await store.markUsed(next, at)).toEqual(['01aa']);
    expect(await store.markUsed(next, later(at, hours(1)))).toBeUndefined();
    expect(await store.certificatesOf(id)).toEqual([
      certificate(id, '01aa', { supersededAt: at }),
      certificate(id, '01bb', { usedAt: at }),
    ]);
    expect(await store.certificate('01ee')).toEqual(certificate(other.id, '01ee'));
  });

  test('[I3b] a successor that nobody used gives way; what is in use stays', async () => {
    const { queries } = await open();
    const store = createSqlTerminalStore(queries);
    const { id } = await addTerminal(queries);
    await store.addCertificate(certificate(id, '01aa'));
    await store.addCertificate(certificate(id, '01bb', { usedAt: null }));
    await store.removeUnused(id);
    expect((await store.certificatesOf(id)).map(({ serial }) => serial)).toEqual(['01aa']);
  });

  test('[I4d] are counted by who issued them, as long as they live', async () => {
    const { queries } = await open();
    const store = createSqlTerminalStore(queries);
    const [{ id }, gone] = [await addTerminal(queries), await addTerminal(queries)];
    await store.addCertificate(certificate(id, '01aa', { supersededAt: AT }));
    await store.addCertificate(certificate(id, '01bb', { issuer: 'bb' }));
    await store.addCertificate(certificate(gone.id, '01cc'));
    expect(await store.countByIssuer()).toEqual(
      new Map([
        ['aa', 1],
        ['bb', 1],
      ]),
    );
    await store.revoke(gone.id, AT);
    expect(await store.countByIssuer()).toEqual(new Map([['bb', 1]]));
  });
});
