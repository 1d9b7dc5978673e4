import { getImport, importUsers } from '@holdover/api';
import { sampleUsersCsv } from '../props/sample-users.ts';
import { waitUntil } from '../wait-until.ts';
import type { World } from '../world/world.ts';
import { notHeld, PATIENCE } from './step.ts';

/** The sample users come in as an administrator would bring them: a CSV file. */
export async function importSampleUsers({ api, users }: World): Promise<string> {
  const { id } = await api.call(importUsers, { body: sampleUsersCsv(users) });
  const done = await waitUntil('the import of users to end', PATIENCE, async () => {
    const state = await api.call(getImport, { params: { id } });
    return state.state === 'running' ? undefined : state;
  });
  if (done.state === 'failed' || done.failed > 0) {
    throw notHeld(`${done.failed} of ${done.rows} rows were refused (${done.reason ?? 'see the import’s errors'})`);
  }
  return `${done.rows} users from a CSV file, each with a PIN and an ID card`;
}
