import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { days, Fault, hours, instant, later, makeId, minutes, present, type Instant } from '@holdover/kernel';
import { createSystemEntropy, ensurePrivateFolder, publicKeyOfRequest } from '@holdover/nodejs';
import type { RenewalAnswer, RenewalRequest } from '@holdover/protocol';
import { createFakeClock, createMemoryLogger, createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GatewayAnswer } from '../link/gateway-answer.ts';
import { createFleet, type Fleet } from '../testing/fake-gateway.ts';
import { createIdentityKeeper, type IdentityKeeper } from './identity-keeper.ts';
import { createKeyRenewal } from './key-renewal.ts';
import { renewalTime } from './next-identity.ts';
import { readIdentity, writeIdentity, type TerminalIdentity } from './terminal-identity.ts';

const START: Instant = instant(1_790_000_000_000);
const POWER = { owner: 'environment', code: 'disk-gone', message: '' } as const;
const KEY = new Uint8Array(32).fill(3);
const entropy = createSystemEntropy();
const serialOf = (certificate: string): string => new X509Certificate(certificate).serialNumber;

let folder: string;
let fleet: Fleet;
let identity: TerminalIdentity;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdover-renewal-'));
  await ensurePrivateFolder(folder);
  fleet = await createFleet(entropy);
  const terminalId = makeId('terminal', START, entropy);
  identity = {
    fleetId: fleet.fleetId,
    terminalId,
    deviceId: makeId('device', START, entropy),
    deviceName: 'Lift',
    keyProtector: 'keyfile',
    gateways: ['127.0.0.1:1'],
    authority: fleet.authority.certificate,
    own: await fleet.issueTerminal(terminalId),
    previous: null,
    renewAt: later(START, days(80)),
    servicePin: '12345678',
  };
  await writeIdentity(folder, KEY, identity);
});
afterEach(() => rm(folder, { recursive: true }));

/** What a server does for renewals: the last one issued is alive, and the one before until that is shown. */
async function issue(request: RenewalRequest, at: Instant): Promise<GatewayAnswer<RenewalAnswer>> {
  const publicKey = await publicKeyOfRequest(request.signingRequest);
  const { certificate } = await fleet.authority.issue({ publicKey, role: 'terminal', id: identity.terminalId });
  return { kind: 'answer', value: { certificate, authority: fleet.authority.certificate, issuedAt: at } };
}

const unreachable = (): Promise<GatewayAnswer<RenewalAnswer>> =>
  Promise.resolve({
    kind: 'none',
    fault: new Fault({ owner: 'environment', code: 'gateway-unreachable', message: '' }),
  });

interface Given {
  readonly ask?: (request: RenewalRequest, at: Instant) => Promise<GatewayAnswer<RenewalAnswer>>;
  readonly write?: (identity: TerminalIdentity) => Promise<void>;
  readonly untold?: boolean;
}

function open({ ask = issue, write = (next) => writeIdentity(folder, KEY, next), untold = false }: Given = {}) {
  const clock = createFakeClock(START);
  const logger = createMemoryLogger();
  const keeper: IdentityKeeper = createIdentityKeeper(identity, write);
  const asked: RenewalRequest[] = [];
  const renewal = createKeyRenewal({
    keeper,
    ask: (request) => {
      asked.push(request);
      return ask(request, clock.wall());
    },
    now: () => (untold ? undefined : clock.wall()),
    clock,
    entropy: createSeededEntropy('renewal'),
    logger,
  });
  return { clock, logger, keeper, renewal, asked };
}

const stored = async (): Promise<TerminalIdentity> => present(await readIdentity(folder, KEY), 'identity');

/** Keys are made on other threads. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds())
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
}

describe('the moment', () => {
  test('[I3f] is a random one of the last 18 of 90 days, so that a fleet enrolled at once does not renew at once', () => {
    const at = Array.from({ length: 500 }, () => renewalTime(START, entropy) - START);
    expect(Math.min(...at)).toBeGreaterThanOrEqual(days(72));
    expect(Math.max(...at)).toBeLessThan(days(90));
    expect(Math.max(...at) - Math.min(...at)).toBeGreaterThan(days(15));
  });

  test('[I3f] comes by trusted time; while nobody has told the time nothing is due', async () => {
    const { clock, renewal, asked, keeper } = open();
    renewal.start();
    clock.advance(hours(5));
    expect(asked).toEqual([]);
    clock.setWall(later(START, days(80)));
    clock.advance(hours(1));
    await until(() => asked.length === 1 && keeper.current() !== identity);
    renewal.close();
    const untold = open({ untold: true });
    untold.clock.setWall(later(START, days(900)));
    untold.renewal.start();
    untold.clock.advance(hours(5));
    expect(untold.asked).toEqual([]);
    untold.renewal.close();
  });
});

describe('a renewal', () => {
  test('[I3a] makes a new key, and stores it beside the one before', async () => {
    const { keeper, renewal } = open();
    renewal.due();
    await until(() => keeper.current() !== identity);
    const { own, previous, renewAt } = await stored();
    expect(previous).toEqual(identity.own);
    expect(own.privateKey).not.toBe(identity.own.privateKey);
    expect(serialOf(own.certificate)).not.toBe(serialOf(identity.own.certificate));
    expect(renewAt).toBeGreaterThanOrEqual(later(START, days(72)));
    expect(await stored()).toEqual(keeper.current());
    renewal.close();
  });

  test.each([
    ['before the server answered', { ask: () => new Promise<never>(() => undefined) }, false],
    ['before the new key was written', { write: () => Promise.reject(new Fault(POWER)) }, false],
    ['after it was written', { write: async (next: TerminalIdentity) => writeIdentity(folder, KEY, next) }, true],
  ])('[I3b] power lost %s leaves a key that the server takes', async (_when, given, isNew) => {
    const { renewal, asked, keeper, logger } = open(given);
    renewal.due();
    await until(
      () => asked.length === 1 && (keeper.current() !== identity || logger.lines.length > 0 || !('write' in given)),
    );
    // The server honours the old key until it has seen the new one, and the file holds one of them whole.
    const { own } = await stored();
    expect(own.certificate === identity.own.certificate).toBe(!isNew);
    expect(new X509Certificate(own.certificate).verify(new X509Certificate(identity.authority).publicKey)).toBe(true);
    renewal.close();
  });

  test('[I3i] that fails is tried again soon, then seldom, and keeps the key', async () => {
    const { clock, renewal, asked, keeper, logger } = open({ ask: unreachable });
    renewal.due();
    for (let tries = 1; tries <= 8; tries++) {
      await until(() => logger.lines.length === tries && clock.pending() === 1);
      expect(asked).toHaveLength(tries);
      clock.advance(tries === 1 ? minutes(1) : hours(6));
    }
    expect(keeper.current()).toBe(identity);
    renewal.close();
  });

  test.each([
    [
      'somebody else’s key',
      async (request: RenewalRequest, at: Instant) => {
        const answer = await issue(request, at);
        const other = await fleet.issueTerminal(identity.terminalId);
        return answer.kind === 'answer'
          ? { ...answer, value: { ...answer.value, certificate: other.certificate } }
          : answer;
      },
    ],
    [
      'another terminal',
      async (request: RenewalRequest, at: Instant) => {
        const publicKey = await publicKeyOfRequest(request.signingRequest);
        const id = makeId('terminal', START, entropy);
        const { certificate } = await fleet.authority.issue({ publicKey, role: 'terminal', id });
        const value = { certificate, authority: fleet.authority.certificate, issuedAt: at };
        return { kind: 'answer' as const, value };
      },
    ],
    [
      'nobody',
      () =>
        Promise.resolve({
          kind: 'answer' as const,
          value: { certificate: 'rubbish', authority: 'rubbish', issuedAt: START },
        }),
    ],
  ])('[I3a] an answer with a certificate for %s is not taken', async (_whom, ask) => {
    const { renewal, keeper, logger } = open({ ask });
    renewal.due();
    await until(() => logger.lines.length > 0);
    expect(keeper.current()).toBe(identity);
    renewal.close();
  });

  test('[I3h] a server that does not know the new key is shown the one before, and asked for another', async () => {
    const { keeper, renewal, clock, asked } = open();
    renewal.due();
    await until(() => keeper.current() !== identity);
    const renewed = keeper.current();
    renewal.unknown();
    await until(() => keeper.current() !== renewed);
    expect((await stored()).own).toEqual(identity.own);
    clock.advance(hours(1));
    await until(() => asked.length === 2 && keeper.current().own !== identity.own);
    expect((await stored()).previous).toEqual(identity.own);
    renewal.close();
  });

  test('[I3h] where there is no key before, the one there is stays', async () => {
    const { keeper, renewal } = open();
    renewal.unknown();
    await keeper.change((current) => current);
    expect(keeper.current()).toBe(identity);
    renewal.close();
  });
});
