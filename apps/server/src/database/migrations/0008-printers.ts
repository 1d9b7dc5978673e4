import { sql, type QueryExecutorProvider, type SchemaModule } from 'kysely';
import type { ColumnTypes, Migration } from '../migration.ts';

/** What terminals tell of their printers (G7, F7), the certificate approved for each device, and pages of nobody. */
export const printers: Migration = {
  name: 'printers',
  async up(schema, types, database) {
    await createPrinterTables(schema, types);
    await schema.alterTable('device').addColumn('printerPin', types.text).execute();
    await letActivitiesBeNobodys(schema, types, database);
    await schema.createIndex('userSessionUser').on('userSession').columns(['userId', 'endedAt']).execute();
  },
};

async function createPrinterTables(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('terminalPrinter')
    .addColumn('terminalId', text, (c) => c.primaryKey())
    .addColumn('deviceId', text, (c) => c.notNull())
    .addColumn('uri', text, (c) => c.notNull())
    .addColumn('uuid', text)
    .addColumn('makeAndModel', text, (c) => c.notNull())
    .addColumn('color', integer, (c) => c.notNull())
    .addColumn('duplex', integer, (c) => c.notNull())
    .addColumn('formats', text, (c) => c.notNull())
    .addColumn('media', text, (c) => c.notNull())
    .addColumn('pagesPerMinute', integer, (c) => c.notNull())
    .addColumn('certificatePin', text)
    .addColumn('certificateSubject', text)
    .addColumn('certificateNotAfter', integer)
    .addColumn('reportedAt', integer, (c) => c.notNull())
    .execute();
  await schema.createIndex('terminalPrinterDevice').on('terminalPrinter').column('deviceId').execute();
  await schema
    .createTable('terminalCounter')
    .addColumn('terminalId', text, (c) => c.primaryKey())
    .addColumn('printerUuid', text, (c) => c.notNull())
    .addColumn('impressions', integer, (c) => c.notNull())
    .addColumn('explained', integer, (c) => c.notNull())
    .addColumn('uncertainId', text)
    .addColumn('at', integer, (c) => c.notNull())
    .execute();
}

/** SQLite takes no constraint off a column: the table is made anew. */
async function letActivitiesBeNobodys(
  schema: SchemaModule,
  { text, integer }: ColumnTypes,
  database: QueryExecutorProvider,
): Promise<void> {
  await schema
    .createTable('activityNext')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('sessionId', text)
    .addColumn('terminalId', text, (c) => c.notNull())
    .addColumn('deviceId', text, (c) => c.notNull())
    .addColumn('userId', text)
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('mode', text, (c) => c.notNull())
    .addColumn('startedAt', integer, (c) => c.notNull())
    .addColumn('pages', integer)
    .addColumn('copies', integer, (c) => c.notNull())
    .addColumn('color', integer, (c) => c.notNull())
    .addColumn('sides', text, (c) => c.notNull())
    .addColumn('endedAt', integer)
    .addColumn('outcome', text)
    .addColumn('impressions', integer, (c) => c.notNull())
    .addColumn('sheets', integer)
    .addColumn('source', text)
    .addColumn('discarded', integer, (c) => c.notNull().defaultTo(0))
    .addColumn('uncertainId', text)
    .execute();
  const columns = sql.join(COLUMNS.map((column) => sql.ref(column)));
  await sql`insert into "activityNext" (${columns}) select ${columns} from "activity"`.execute(database);
  await schema.dropTable('activity').execute();
  await schema.alterTable('activityNext').renameTo('activity').execute();
  await schema.createIndex('activityStartedAt').on('activity').columns(['startedAt', 'id']).execute();
  await schema.createIndex('activitySession').on('activity').column('sessionId').execute();
  await schema.createIndex('activityUncertain').on('activity').column('uncertainId').execute();
}

/** As they were before. */
const COLUMNS = [
  'id',
  'sessionId',
  'terminalId',
  'deviceId',
  'userId',
  'kind',
  'mode',
  'startedAt',
  'pages',
  'copies',
  'color',
  'sides',
  'endedAt',
  'outcome',
  'impressions',
  'sheets',
  'source',
  'discarded',
];
