import type { UserSource as ApiUserSource } from '@holdover/api';
import { toRfc3339 } from '@holdover/kernel';
import type { Stores } from '../../stores.ts';
import { importToApi } from '../imports/import-to-api.ts';
import type { ImportRecord, UserImport } from '../imports/import.ts';
import type { UserSource } from './user-source.ts';

/** As the interface shows them: whether there is a password, and never which. */
export async function sourcesToApi(
  { userSources, imports }: Pick<Stores, 'userSources' | 'imports'>,
  sources: readonly UserSource[],
): Promise<ApiUserSource[]> {
  const counts = await userSources.countUsers(sources.map(({ id }) => id));
  const shown: ApiUserSource[] = [];
  for (const { id, name, enabled, settings, passwordSealed, lastImportId, nextAt, createdAt } of sources) {
    const last = lastImportId === null ? undefined : await imports.read(lastImportId);
    shown.push({
      id,
      kind: 'ldap',
      name,
      enabled,
      ...settings,
      hasBindPassword: passwordSealed !== null,
      users: counts.get(id) ?? 0,
      lastImport: last === undefined ? null : importToApi(withoutWork(last)),
      nextAt: nextAt === null ? null : toRfc3339(nextAt),
      createdAt: toRfc3339(createdAt),
    });
  }
  return shown;
}

/** What only servers look at is no part of it. */
function withoutWork({
  owner: _owner,
  seenAt: _seen,
  cancelAsked: _asked,
  work: _work,
  ...last
}: ImportRecord): UserImport {
  return last;
}
