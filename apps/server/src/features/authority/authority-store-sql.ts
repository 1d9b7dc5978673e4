import type { Queries } from '../../database/database.ts';
import type { AuthorityStore } from './authority-store.ts';

export function createSqlAuthorityStore(queries: Queries): AuthorityStore {
  return {
    read: async () => {
      const row = await queries.selectFrom('authority').selectAll().executeTakeFirst();
      if (row === undefined) return undefined;
      const { incarnationNumber, incarnationRandom, ...rest } = row;
      return { ...rest, incarnation: { number: incarnationNumber, random: incarnationRandom } };
    },
    create: async ({ incarnation, ...rest }) => {
      await queries
        .insertInto('authority')
        .values({ ...rest, incarnationNumber: incarnation.number, incarnationRandom: incarnation.random })
        .execute();
    },
    replace: async (rolled) => {
      await queries.updateTable('authority').set(rolled).execute();
    },
    beside: () => queries.selectFrom('authorityBeside').selectAll().executeTakeFirst(),
    putBeside: async (beside) => {
      await queries.deleteFrom('authorityBeside').execute();
      await queries.insertInto('authorityBeside').values(beside).execute();
    },
    removeBeside: async () => {
      await queries.deleteFrom('authorityBeside').execute();
    },
  };
}
