import type { SchemaModule } from 'kysely';
import type { ColumnTypes, Migration } from '../migration.ts';

/**
 * Terminals, what they hold, and what they did. Accounting outlives whom and what it is about: sessions, activities and the
 * journal name users and devices by id and refer to no row.
 */
export const fleet: Migration = {
  name: 'fleet',
  async up(schema, types) {
    await createIdentities(schema, types);
    await createTerminals(schema, types);
    await createHoldings(schema, types);
    await createJournal(schema, types);
    await createAccounting(schema, types);
  },
};

async function createIdentities(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('authority')
    .addColumn('fleetId', text, (c) => c.primaryKey())
    .addColumn('certificate', text, (c) => c.notNull())
    .addColumn('sealedKey', text, (c) => c.notNull())
    .addColumn('gatewayCertificate', text, (c) => c.notNull())
    .addColumn('gatewaySealedKey', text, (c) => c.notNull())
    .addColumn('signingSealedKey', text, (c) => c.notNull())
    .addColumn('incarnationNumber', integer, (c) => c.notNull())
    .addColumn('incarnationRandom', text, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .execute();
  await schema
    .createTable('authorityBeside')
    .addColumn('state', text, (c) => c.primaryKey())
    .addColumn('certificate', text, (c) => c.notNull())
    .addColumn('sealedKey', text)
    .addColumn('since', integer, (c) => c.notNull())
    .execute();
  await schema
    .createTable('enrolment')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('deviceId', text, (c) => c.notNull().references('device.id').onDelete('cascade'))
    .addColumn('host', text, (c) => c.notNull())
    .addColumn('gatewayPort', integer, (c) => c.notNull())
    .addColumn('lookup', text, (c) => c.notNull())
    .addColumn('secretHash', text, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addColumn('expiresAt', integer, (c) => c.notNull())
    .addColumn('usedAt', integer)
    .addColumn('wrongTries', integer, (c) => c.notNull())
    .execute();
  await schema.createIndex('enrolmentLookup').on('enrolment').column('lookup').execute();
}

async function createTerminals(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('terminal')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('deviceId', text, (c) => c.notNull())
    .addColumn('version', text, (c) => c.notNull())
    .addColumn('keyProtector', text, (c) => c.notNull())
    .addColumn('enrolledAt', integer, (c) => c.notNull())
    .addColumn('revokedAt', integer)
    .addColumn('suspendedAt', integer)
    .addColumn('lastContactAt', integer)
    .addColumn('generationDesired', integer, (c) => c.notNull())
    .addColumn('generationApplied', integer, (c) => c.notNull())
    .addColumn('revisionDesired', integer, (c) => c.notNull())
    .addColumn('revisionApplied', integer, (c) => c.notNull())
    .addColumn('contentDigest', text, (c) => c.notNull())
    .addColumn('settingsDesired', text)
    .addColumn('settingsApplied', text)
    .addColumn('acknowledgedAt', integer)
    .addColumn('confirmedAt', integer)
    .addColumn('journalBacklog', integer, (c) => c.notNull())
    .addColumn('servicePinSealed', text, (c) => c.notNull())
    .execute();
  await schema.createIndex('terminalDevice').on('terminal').column('deviceId').execute();
  await schema
    .createTable('terminalCertificate')
    .addColumn('serial', text, (c) => c.primaryKey())
    .addColumn('terminalId', text, (c) => c.notNull().references('terminal.id'))
    .addColumn('issuedAt', integer, (c) => c.notNull())
    .addColumn('usedAt', integer)
    .addColumn('supersededAt', integer)
    .addColumn('revokedAt', integer)
    .addColumn('issuer', text, (c) => c.notNull())
    .execute();
  await schema.createIndex('terminalCertificateTerminal').on('terminalCertificate').column('terminalId').execute();
}

async function createHoldings(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('pendingState')
    .addColumn('terminalId', text, (c) => c.primaryKey().references('terminal.id'))
    .addColumn('revision', integer, (c) => c.notNull())
    .addColumn('generation', integer, (c) => c.notNull())
    .addColumn('computedAt', integer, (c) => c.notNull())
    .addColumn('settings', text, (c) => c.notNull())
    .addColumn('holdings', text, (c) => c.notNull())
    .execute();
  await schema
    .createTable('holding')
    .addColumn('terminalId', text, (c) => c.notNull().references('terminal.id'))
    .addColumn('credentialId', text, (c) => c.notNull())
    .addColumn('source', text, (c) => c.notNull())
    .addColumn('userId', text, (c) => c.notNull())
    .addColumn('method', text, (c) => c.notNull())
    .addColumn('endsAt', integer)
    .addColumn('confirmedAt', integer, (c) => c.notNull())
    .addColumn('knownAt', integer)
    .addColumn('acknowledged', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('holdingKey', ['terminalId', 'credentialId', 'source'])
    .execute();
  await schema.createIndex('holdingUser').on('holding').column('userId').execute();
  await schema
    .createTable('denyList')
    .addColumn('name', text, (c) => c.primaryKey())
    .addColumn('version', integer, (c) => c.notNull())
    .addColumn('signed', text, (c) => c.notNull())
    .execute();
  await schema
    .createTable('denyEntry')
    .addColumn('subject', text, (c) => c.primaryKey())
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('addedAt', integer, (c) => c.notNull())
    .execute();
}

async function createJournal(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('journalEpoch')
    .addColumn('terminalId', text, (c) => c.notNull().references('terminal.id'))
    .addColumn('epoch', text, (c) => c.notNull())
    .addColumn('upTo', integer, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .addColumn('forked', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('journalEpochKey', ['terminalId', 'epoch'])
    .execute();
  await schema
    .createTable('journalRecord')
    .addColumn('terminalId', text, (c) => c.notNull())
    .addColumn('epoch', text, (c) => c.notNull())
    .addColumn('sequence', integer, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .addColumn('continues', text)
    .addColumn('type', text, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .addColumn('review', text)
    .addColumn('receivedAt', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('journalRecordKey', ['terminalId', 'epoch', 'sequence'])
    .execute();
  await schema.createIndex('journalRecordHash').on('journalRecord').columns(['terminalId', 'hash']).execute();
  await schema
    .createIndex('journalRecordContinues')
    .on('journalRecord')
    .columns(['terminalId', 'continues'])
    .where('continues', 'is not', null)
    .execute();
  await schema
    .createTable('journalConflict')
    .addColumn('terminalId', text, (c) => c.notNull())
    .addColumn('epoch', text, (c) => c.notNull())
    .addColumn('sequence', integer, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .addColumn('receivedAt', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('journalConflictKey', ['terminalId', 'epoch', 'sequence', 'hash'])
    .execute();
}

async function createAccounting(schema: SchemaModule, { text, integer }: ColumnTypes): Promise<void> {
  await schema
    .createTable('userSession')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('terminalId', text, (c) => c.notNull())
    .addColumn('deviceId', text, (c) => c.notNull())
    .addColumn('userId', text, (c) => c.notNull())
    .addColumn('method', text, (c) => c.notNull())
    .addColumn('mode', text, (c) => c.notNull())
    .addColumn('startedAt', integer, (c) => c.notNull())
    .addColumn('endedAt', integer)
    .addColumn('endReason', text)
    .addColumn('discarded', integer, (c) => c.notNull().defaultTo(0))
    .execute();
  await schema.createIndex('userSessionStartedAt').on('userSession').columns(['startedAt', 'id']).execute();
  await schema
    .createTable('activity')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('sessionId', text)
    .addColumn('terminalId', text, (c) => c.notNull())
    .addColumn('deviceId', text, (c) => c.notNull())
    .addColumn('userId', text, (c) => c.notNull())
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
    .execute();
  await schema.createIndex('activityStartedAt').on('activity').columns(['startedAt', 'id']).execute();
  await schema.createIndex('activitySession').on('activity').column('sessionId').execute();
}
