import { instant, makeId } from '@holdover/kernel';
import { createSystemEntropy } from '@holdover/nodejs';
import { createMemoryLogger } from '@holdover/testbed';
import { beforeEach, expect, test } from 'vitest';
import { createFleet, type Fleet } from '../testing/fake-gateway.ts';
import { createIdentityKeeper, type IdentityKeeper } from './identity-keeper.ts';
import { learnFleet } from './learn-fleet.ts';
import type { TerminalIdentity } from './terminal-identity.ts';

const entropy = createSystemEntropy();
let fleet: Fleet;
let next: Fleet;
let written: TerminalIdentity[];
let keeper: IdentityKeeper;
let learn: ReturnType<typeof learnFleet>;

beforeEach(async () => {
  [fleet, next] = [await createFleet(entropy), await createFleet(entropy)];
  const terminalId = makeId('terminal', instant(1), entropy);
  written = [];
  const identity: TerminalIdentity = {
    fleetId: fleet.fleetId,
    terminalId,
    deviceId: makeId('device', instant(1), entropy),
    deviceName: 'Lift',
    keyProtector: 'keyfile',
    gateways: ['one.example:8444'],
    authority: fleet.authority.certificate,
    own: await fleet.issueTerminal(terminalId),
    previous: null,
    renewAt: instant(2),
    servicePin: '12345678',
  };
  keeper = createIdentityKeeper(identity, (changed) => {
    written.push(changed);
    return Promise.resolve();
  });
  learn = learnFleet(keeper, createMemoryLogger());
});

const bothOf = (): string => `${fleet.authority.certificate}\n${next.authority.certificate}`;

test('[I4b] gateways and authorities are stored before they count, and written once', async () => {
  const told = { authority: bothOf(), gateways: ['two.example:8444', 'one.example:8444'] };
  expect(await learn(told)).toBe(true);
  expect(await learn(told)).toBe(true);
  expect(written).toMatchObject([told]);
  expect(keeper.current()).toMatchObject(told);
});

test('[I4b] without gateways those it was enrolled with stay', async () => {
  expect(await learn({ authority: null, gateways: [] })).toBe(true);
  expect(written).toEqual([]);
  expect(await learn({ authority: bothOf(), gateways: [] })).toBe(true);
  expect(keeper.current()).toMatchObject({ authority: bothOf(), gateways: ['one.example:8444'] });
});

test('[I4b] what would lock the terminal out, or cannot be used, is not taken: nothing of it', async () => {
  const { certificate } = await fleet.issueGateway();
  const own = fleet.authority.certificate;
  for (const told of [
    { authority: next.authority.certificate, gateways: [] },
    { authority: '', gateways: [] },
    { authority: 'rubbish', gateways: [] },
    { authority: `${own}\nrubbish`, gateways: [] },
    { authority: `${own}\n${certificate}`, gateways: [] },
    { authority: `${bothOf()}\n${own}`, gateways: [] },
    { authority: own, gateways: ['no port'] },
  ]) {
    expect(await learn(told)).toBe(false);
  }
  expect(written).toEqual([]);
});
