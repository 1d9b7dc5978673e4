import { instant, makeId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { describeStore } from '../../testing/describe-store.ts';
import { createSqlSessionStore } from '../sessions/session-store-sql.ts';
import { createDenyList } from './deny-list.ts';

const NOW = instant(1_760_000_000_000);
const entropy = createSeededEntropy('deny list');

describeStore('deny list', (open) => {
  const denyList = createDenyList({
    incarnation: { number: 1, random: '0123456789abcdef' },
    signer: { publicKey: '', sign: () => 'A'.repeat(86) },
  });

  test('[B7f] names who is logged in where nobody is cached, and nobody who is neither held nor logged in', async () => {
    const { queries } = await open();
    const terminalId = makeId('terminal', NOW, entropy);
    const deviceId = makeId('device', NOW, entropy);
    const [here, gone, never] = [0, 1, 2].map(() => makeId('user', NOW, entropy));
    const sessions = createSqlSessionStore(queries);
    for (const userId of [here, gone]) {
      if (userId === undefined) return expect.unreachable();
      const end = userId === gone ? ({ at: NOW, reason: 'logout' } as const) : null;
      await sessions.openSession(
        {
          id: makeId('session', NOW, entropy),
          terminalId,
          userId,
          method: 'pin',
          credentialIds: [],
          mode: 'online',
          startedAt: NOW,
          end,
        },
        deviceId,
      );
    }
    if (here === undefined || gone === undefined || never === undefined) return expect.unreachable();
    expect(await denyList.denyUser(queries, gone, NOW)).toBe(false);
    expect(await denyList.denyUser(queries, never, NOW)).toBe(false);
    expect(await denyList.current(queries)).toBeUndefined();
    expect(await denyList.denyUser(queries, here, NOW)).toBe(true);
    expect(await denyList.current(queries)).toMatchObject({ version: 1, users: [here] });
  });
});
