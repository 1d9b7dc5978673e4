import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { instant, makeId, seconds, type TerminalId } from '@holdover/kernel';
import { createSystemClock, createSystemEntropy, fleetServerTls, type FleetCredentials } from '@holdover/nodejs';
import type { GatewayWire } from '@holdover/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TerminalIdentity } from '../enrolment/terminal-identity.ts';
import { createFleet, type Fleet } from '../testing/fake-gateway.ts';
import { createGatewayWire } from './gateway-wire.ts';

const entropy = createSystemEntropy();
const clock = createSystemClock();

/** A gateway over real TLS that answers its name and the serial it was shown; it can be held up. */
interface NamedGateway {
  readonly address: string;
  show(authority: string, own: FleetCredentials): void;
  hold(): () => void;
  close(): Promise<void>;
}

async function startGateway(name: string, authority: string, own: FleetCredentials): Promise<NamedGateway> {
  let held: Promise<void> = Promise.resolve();
  const server: Server = createServer(fleetServerTls({ authority, own, clients: 'required' }), (request, response) => {
    request.resume();
    const serial = (request.socket as TLSSocket).getPeerX509Certificate()?.serialNumber; // an HTTPS server's socket
    void held.then(() => response.end(JSON.stringify({ name, serial })));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server's address
  return {
    address: `127.0.0.1:${port}`,
    show: (trusted, shown) =>
      server.setSecureContext(fleetServerTls({ authority: trusted, own: shown, clients: 'required' })),
    hold: () => {
      let release: () => void = () => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

let fleet: Fleet;
let id: TerminalId;
let identity: TerminalIdentity;
let first: NamedGateway;
let second: NamedGateway;
let wire: GatewayWire;
const opened: { close(): unknown }[] = [];

beforeEach(async () => {
  fleet = await createFleet(entropy);
  id = makeId('terminal', instant(1), entropy);
  const own = await fleet.issueGateway();
  first = await startGateway('first', fleet.authority.certificate, own);
  second = await startGateway('second', fleet.authority.certificate, own);
  identity = {
    fleetId: fleet.fleetId,
    terminalId: id,
    deviceId: makeId('device', instant(1), entropy),
    deviceName: 'Lift',
    keyProtector: 'keyfile',
    gateways: [first.address, second.address],
    authority: fleet.authority.certificate,
    own: await fleet.issueTerminal(id),
    previous: null,
    renewAt: instant(2),
    servicePin: '12345678',
  };
  wire = createGatewayWire(() => identity, clock);
  opened.push(wire, first, second);
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function call(): Promise<{ name: string; serial: string }> {
  const answer = await wire.call({ path: '/', body: '{}', deadline: seconds(10), mostBytes: 1_000 });
  return JSON.parse(answer.text);
}

describe('the wire to the gateways', () => {
  test('[I4a] goes to the first gateway of the list, and after a break to the next', async () => {
    expect((await call()).name).toBe('first');
    wire.drop();
    expect((await call()).name).toBe('second');
    await second.close();
    wire.drop();
    expect((await call()).name).toBe('first');
  });

  test('[I4b] another list counts from the next call on', async () => {
    expect((await call()).name).toBe('first');
    identity = { ...identity, gateways: [second.address] };
    expect((await call()).name).toBe('second');
  });

  test('[I3a] a new key is shown from the next call on, and what is under way over the old one is answered', async () => {
    const before = await call();
    const release = first.hold();
    const slow = call();
    identity = { ...identity, own: await fleet.issueTerminal(id), previous: identity.own };
    const fast = call();
    release();
    expect((await slow).serial).toBe(before.serial);
    expect((await fast).serial).not.toBe(before.serial);
  });

  test('[I4c] the gateway goes over to another authority, and the terminal that trusts both stays with it', async () => {
    const next = await createFleet(entropy, fleet.fleetId);
    const both = `${fleet.authority.certificate}\n${next.authority.certificate}`;
    await call();
    identity = { ...identity, authority: both };
    first.show(both, await next.issueGateway());
    expect((await call()).name).toBe('first');
    const { serial } = await call();
    identity = { ...identity, own: await next.issueTerminal(id) };
    expect((await call()).serial).not.toBe(serial);
    identity = { ...identity, authority: fleet.authority.certificate };
    await expect(call()).rejects.toMatchObject({ code: 'gateway-unreachable' });
  });
});
