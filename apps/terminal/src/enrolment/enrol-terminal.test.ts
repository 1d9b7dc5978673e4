import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@holdover/kernel';
import { createSystemEntropy } from '@holdover/nodejs';
import { createKeyfileProtector } from '@holdover/sealed-store';
import { createMemoryLogger } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFleet } from '../testing/fake-gateway.ts';
import { startFakeEnrolment, type FakeEnrolment, type FakeEnrolmentOptions } from '../testing/fake-enrolment.ts';
import { wallClockAt } from '../testing/wall-clock-at.ts';
import { openTerminalStores } from '../store/terminal-stores.ts';
import { enrolTerminal, type Enrolled } from './enrol-terminal.ts';
import { isServicePin } from '../service/service-pin.ts';
import { readIdentity } from './terminal-identity.ts';

describe('enrolment', () => {
  const entropy = createSystemEntropy();
  const logger = createMemoryLogger();
  let dataDir: string;
  let server: FakeEnrolment | undefined;

  beforeEach(async () => {
    dataDir = join(await mkdtemp(join(tmpdir(), 'holdover-enrol-')), 'terminal');
  });

  afterEach(async () => {
    await server?.close();
    await rm(join(dataDir, '..'), { recursive: true });
  });

  async function enrolAt(options: Omit<FakeEnrolmentOptions, 'entropy'> = {}, code?: string): Promise<Enrolled> {
    server = await startFakeEnrolment({ entropy, ...options });
    return enrolTerminal({ dataDir, code: code ?? server.code, logger });
  }

  async function expectNothingStored(): Promise<void> {
    await expect(readdir(dataDir)).rejects.toThrow('ENOENT');
  }

  test('[I1f] stores the identity, its secrets under seal, readable by its owner alone', async () => {
    const enrolled = await enrolAt();
    const identity = await readIdentity(dataDir, await createKeyfileProtector(dataDir).unlock());
    expect(identity).toMatchObject({ ...enrolled, gateways: ['127.0.0.1:8444'] });
    expect(identity?.servicePin).toMatch(/^\$argon2id\$/);
    expect(await isServicePin(identity?.servicePin ?? '', '12345678')).toBe(true);
    const text = await readFile(join(dataDir, 'terminal.json'), 'utf8');
    expect(text).not.toMatch(/PRIVATE KEY|12345678/);
    expect((await stat(join(dataDir, 'terminal.json'))).mode & 0o777).toBe(0o600);
  });

  test('[F3o] enrolled anew in its fleet: another identity, the same journal and bucket, and no cache', async () => {
    const first = await enrolAt();
    const key = await createKeyfileProtector(dataDir).unlock();
    const stores = await openTerminalStores(dataDir, key);
    stores.journal.prepare(`INSERT INTO durable_value (name, json) VALUES ('a-mark', '1')`).run();
    stores.cache.exec('CREATE TABLE a_mark (n INTEGER)');
    const anew = enrolTerminal({ dataDir, code: server?.code ?? '', logger });
    await expect(anew).rejects.toMatchObject({ code: 'already-running' });
    stores.close();
    const second = await enrolTerminal({ dataDir, code: server?.code ?? '', logger });
    expect(second.terminalId).not.toBe(first.terminalId);
    expect(await readIdentity(dataDir, key)).toMatchObject({ terminalId: second.terminalId });
    const after = await openTerminalStores(dataDir, key);
    expect(after.journal.prepare(`SELECT json FROM durable_value WHERE name = 'a-mark'`).get()).toEqual({ json: '1' });
    expect(after.cache.prepare(`SELECT name FROM sqlite_master WHERE name = 'a_mark'`).get()).toBeUndefined();
    after.close();
  });

  test('[F3o] a folder is not taken to another fleet: its journal is for the one it has', async () => {
    const first = await enrolAt();
    await server?.close();
    await expect(enrolAt()).rejects.toMatchObject({ code: 'already-enrolled', owner: 'caller' });
    expect(server?.requests).toEqual([]);
    const key = await createKeyfileProtector(dataDir).unlock();
    expect(await readIdentity(dataDir, key)).toMatchObject({ terminalId: first.terminalId });
  });

  test('[I2d] works with the clock at 1970', async () => {
    server = await startFakeEnrolment({ entropy });
    await enrolTerminal({ dataDir, code: server.code, logger, clock: wallClockAt(instant(0)) });
    expect(server.requests).toHaveLength(1);
  });

  test('a code with a typing error asks nobody', async () => {
    const code = 'AAAAA-BBBBB';
    await expect(enrolAt({}, code)).rejects.toThrow('enrolment-code-mistyped');
    expect(server?.requests).toEqual([]);
    await expectNothingStored();
  });

  test.each(['enrolment-code-unknown', 'enrolment-code-used', 'enrolment-code-expired'])(
    'the server’s %s is said, and nothing is stored',
    async (code) => {
      await expect(enrolAt({ refusal: { status: 403, code } })).rejects.toMatchObject({ code, owner: 'caller' });
      await expectNothingStored();
    },
  );

  test('[I1d] an authority with another key than the code names gets no secret', async () => {
    const other = await createFleet(entropy);
    const rogue = enrolAt({ handedOut: () => other.authority.certificate, shown: () => other.issueGateway() });
    await expect(rogue).rejects.toMatchObject({ code: 'authority-mismatch', owner: 'peer' });
    expect(server?.requests).toEqual([]);
    await expectNothingStored();
  });

  test('[I1d] a server with a certificate of another authority gets no secret', async () => {
    const other = await createFleet(entropy);
    await expect(enrolAt({ shown: () => other.issueGateway() })).rejects.toMatchObject({ code: 'foreign-server' });
    expect(server?.requests).toEqual([]);
    await expectNothingStored();
  });

  test('[I1e] a rogue that carries the pinned authority in its chain gets no secret', async () => {
    const other = await createFleet(entropy);
    const shown: FakeEnrolmentOptions['shown'] = async (fleet) => {
      const { certificate, privateKey } = await other.issueGateway();
      const chain = [certificate, other.authority.certificate, fleet.authority.certificate];
      return { certificate: chain.join('\n'), privateKey };
    };
    await expect(enrolAt({ shown })).rejects.toMatchObject({ code: 'foreign-server' });
    expect(server?.requests).toEqual([]);
    await expectNothingStored();
  });

  test('[I1e] a rogue that appends its own authority to the pinned one gets no secret', async () => {
    const own = await createFleet(entropy);
    server = await startFakeEnrolment({
      entropy,
      handedOut: (fleet) => `${fleet.authority.certificate}\n${own.authority.certificate}`,
      shown: () => own.issueGateway(),
    });
    await expect(enrolTerminal({ dataDir, code: server.code, logger })).rejects.toMatchObject({
      code: 'foreign-server',
    });
    expect(server.requests).toEqual([]);
    await expectNothingStored();
  });

  test('[I1d] a terminal of the fleet that plays the server gets no secret', async () => {
    const shown: FakeEnrolmentOptions['shown'] = (fleet) =>
      fleet.issueTerminal('trm_0198c1d2-0000-7000-8000-000000000000' as never); // any id of the kind
    await expect(enrolAt({ shown })).rejects.toMatchObject({ code: 'foreign-server' });
    expect(server?.requests).toEqual([]);
    await expectNothingStored();
  });

  test('[I1f] an answer with a certificate for somebody else is not stored', async () => {
    const change: FakeEnrolmentOptions['change'] = (answer) => ({
      ...answer,
      terminalId: 'trm_0198c1d2-0000-7000-8000-000000000000' as never, // any id of the kind
    });
    await expect(enrolAt({ change })).rejects.toThrow('enrolment-answer-unfit');
    await expectNothingStored();
  });

  test('no server there is an error of the environment that may pass', async () => {
    server = await startFakeEnrolment({ entropy });
    const { code } = server;
    await server.close();
    server = undefined;
    const failed = enrolTerminal({ dataDir, code, logger });
    await expect(failed).rejects.toMatchObject({ code: 'gateway-unreachable', retryable: true });
    await expectNothingStored();
  });
});
