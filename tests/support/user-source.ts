import {
  createUserSource,
  getImport,
  importErrors,
  listImportLog,
  listUsers,
  patchUserSource,
  synchronizeUserSource,
  testUserSource,
  type ApiClient,
  type Infer,
  type NewUserSource,
  type User,
  type UserImport,
  type UserSource,
} from '@holdover/api';
import { present, seconds } from '@holdover/kernel';
import { waitUntil } from '@holdover/testbed/peers';

/** A directory as an administrator works with it. */
export interface SourceRunning {
  readonly source: UserSource;
  change(patch: NonNullable<Infer<(typeof patchUserSource)['body']>>): Promise<UserSource>;
  try(): Promise<Infer<(typeof testUserSource)['answer']>>;
  /** To its end. */
  synchronize(): Promise<UserImport>;
  errors(of: UserImport): Promise<readonly string[]>;
  log(of: UserImport): Promise<readonly string[]>;
  user(userName: string): Promise<User | undefined>;
}

export async function addSource(api: ApiClient, body: NewUserSource): Promise<SourceRunning> {
  const source = await api.call(createUserSource, { body });
  const params = { id: source.id };
  return {
    source,
    change: (patch) => api.call(patchUserSource, { params, body: patch }),
    try: () => api.call(testUserSource, { params }),
    synchronize: async () => {
      const { id } = await api.call(synchronizeUserSource, { params, query: {} });
      let now: UserImport | undefined;
      await waitUntil(
        'the synchronization to end',
        async () => {
          now = await api.call(getImport, { params: { id } });
          return now.state !== 'running';
        },
        seconds(60),
      );
      return present(now, 'the import');
    },
    errors: async ({ id }) => (await api.call(importErrors, { params: { id } })).trim().split('\r\n').slice(1),
    log: async ({ id }) =>
      (await api.call(listImportLog, { params: { id }, query: { limit: 1_000 } })).items.map(({ code }) => code),
    user: async (userName) => {
      const { items } = await api.call(listUsers, { query: { q: userName } });
      return items.find((user) => user.userName === userName);
    },
  };
}
