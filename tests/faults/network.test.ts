import { scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createClosers } from '../support/closers.ts';
import { startFleet, type Fleet, type Station } from '../support/fleet.ts';
import { openNetwork, WIRE, type Network, type NetworkEnd } from '../support/network.ts';
import { runInOwnProcess, type TerminalProcess } from '../support/own-process.ts';
import { accountingAndPaper, drained, printAll, sendPages } from '../support/paper.ts';

const ADA = { userName: 'ada', pin: '482915' };
const PAGES = 2;

const scratch = scratchFolder('net');
const closers = createClosers();
afterAll(() => closers.closeAll());
closers.add(() => scratch.remove());
let network: Network;
let fleet: Fleet;
let station: Station;
let terminal: TerminalProcess;
/** How long the gateway's end holds back each piece. */
let delayMs = 0;
/** Undoes what a test did to the network. */
let mend = async (): Promise<unknown> => undefined;

/** The terminal is alone at the far end of the wire; of all that is here it reaches its printer and, over the wire, the gateway. */
beforeAll(async () => {
  network = await openNetwork(scratch.path);
  closers.add(() => network.close());
  fleet = await startFleet({ dir: scratch.path, gatewayAddress: network.near.address });
  closers.add(() => fleet.close());
  await network.near.lead(fleet.gatewayPort, { onWire: true, delayMs: () => delayMs });
  await fleet.addPerson(ADA);
  station = await fleet.addStation();
  await network.far.lead(Number(new URL(station.printer.uri).port));
  terminal = await runInOwnProcess(station, { launcher: network.far.launcher });
  closers.add(() => terminal.process.stop());
  for (const url of [terminal.panelUrl, terminal.queueUri]) await network.far.reach(Number(new URL(url).port));
  await fleet.synchronize([station], [ADA]);
});
afterEach(async () => {
  await mend();
  mend = async () => undefined;
});

const linkIs = async (state: string): Promise<boolean> => (await terminal.panel.state()).link === state;

/** Somebody logs in and prints. @returns how the login was decided */
async function visit(): Promise<'online' | 'offline'> {
  const login = await terminal.panel.login({ method: 'pin', pin: ADA.pin });
  if (!('session' in login)) throw new TypeError(login.refusal.code);
  await sendPages(terminal, ADA.userName, PAGES);
  await printAll(terminal);
  await terminal.panel.logout();
  return login.session.mode;
}

/** The network is well again: everything that lies on paper is accounted, once. */
async function expectAccounted(): Promise<void> {
  await drained(terminal, fleet.api);
  const { accounted, paper } = await accountingAndPaper(fleet.api, station.printer);
  expect(accounted).toEqual(paper);
}

/** Does this to what comes in at an end and is of that kind, in the words of nftables. */
async function filterIncoming(end: NetworkEnd, which: string, verdict: string): Promise<void> {
  await end.run('nft', `add table inet fault; add chain inet fault in { type filter hook input priority 0; }`);
  await end.run('nft', `add rule inet fault in iifname ${WIRE} ${which} counter ${verdict}`);
  mend = () => end.run('nft', 'delete table inet fault');
}

/** Packets that the rule met. */
async function filtered(end: NetworkEnd): Promise<number> {
  return Number(/counter packets (\d+)/.exec(await end.run('nft', 'list table inet fault'))?.[1]);
}

describe('the network between a terminal and its server', () => {
  test('[C2b] [D1f] is cut without a word: the very next login is served from the cache, and its pages are booked after the return', async () => {
    await waitUntil('the link to stand', () => linkIs('online'));
    await network.near.run('ip', 'link', 'set', WIRE, 'down');
    mend = () => network.near.run('ip', 'link', 'set', WIRE, 'up');
    expect(await visit()).toBe('offline');
    await mend();
    await expectAccounted();
  });

  test('[F3a] loses every fifth packet: people log in and print, and each page is booked once', async () => {
    await filterIncoming(network.far, 'numgen random mod 100 < 20', 'drop');
    for (let n = 0; n < 3; n++) await visit();
    await expectAccounted();
    expect(await filtered(network.far)).toBeGreaterThan(0);
  });

  test('[C1a] resets every connection: the terminal goes on alone, and comes back by itself', async () => {
    await filterIncoming(network.near, 'meta l4proto tcp', 'reject with tcp reset');
    await waitUntil('the terminal to notice', () => linkIs('offline'));
    expect(await visit()).toBe('offline');
    await mend();
    mend = async () => undefined;
    await expectAccounted();
  });

  test('[C1b] [D1f] takes two seconds for everything: logins do not wait for it', async () => {
    await waitUntil('the link to stand', () => linkIs('online'));
    delayMs = 2_000;
    mend = async () => {
      delayMs = 0;
    };
    expect(await visit()).toBe('offline');
    await mend();
    await expectAccounted();
  });

  test('[C1a] is half open: what the terminal says arrives, and no answer comes back', async () => {
    await waitUntil('the link to stand', () => linkIs('online'));
    await filterIncoming(network.far, '', 'drop');
    expect(await visit()).toBe('offline');
    await mend();
    mend = async () => undefined;
    await expectAccounted();
  });
});
