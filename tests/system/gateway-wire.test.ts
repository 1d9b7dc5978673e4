import { setTimeout as sleep } from 'node:timers/promises';
import { createCable } from '@holdover/demo';
import { instant, makeId } from '@holdover/kernel';
import {
  createAuthority,
  createPrivateKeyPem,
  createSigningRequest,
  createSystemClock,
  createSystemEntropy,
  openAuthority,
  publicKeyOfRequest,
  type Authority,
  type FleetCredentials,
} from '@holdover/nodejs';
import { startGateway, type GatewayOptions } from '@holdover/server';
import { createGatewayWire } from '@holdover/terminal';
import { createMemoryLogger } from '@holdover/testbed';
import { describeGatewayWire } from '@holdover/testbed/contracts';

const clock = createSystemClock();
const entropy = createSystemEntropy();
const LOOPBACK = { host: '127.0.0.1', port: 0 };
const DOCUMENT_PATH = '/v1/document';
/** Longer than anything on loopback takes. */
const QUIET_MILLISECONDS = 300;
const PATIENCE_MILLISECONDS = 10_000;

const fleet = makeId('fleet', clock.wall(), entropy);
const authority = openFleetAuthority();

describeGatewayWire('HTTPS and WebSocket', async (door) => {
  const { authority: issuer, certificate } = await authority;
  const server = await credentials(issuer, 'gateway', fleet);
  const terminalId = makeId('terminal', clock.wall(), entropy);
  const terminal = await credentials(issuer, 'terminal', terminalId);
  const gateway = await startGateway({
    address: LOOPBACK,
    fleet,
    authority: certificate,
    own: server.own,
    connections: { add: () => () => undefined, drop: () => undefined, dropAll: () => undefined },
    clock,
    logger: createMemoryLogger(),
    door: heldDoor(door),
  });
  const cable = createCable();
  const near = await cable.addWire(LOOPBACK, { host: LOOPBACK.host, port: gateway.port });
  const identity = {
    fleetId: fleet,
    terminalId,
    deviceId: makeId('device', clock.wall(), entropy),
    deviceName: 'Contract',
    keyProtector: 'keyfile' as const,
    gateways: [`${near.host}:${near.port}`],
    authority: certificate,
    own: terminal.own,
    previous: null,
    renewAt: instant(0),
    servicePin: '12345678',
  };
  const wire = createGatewayWire(() => identity, clock);
  let isOpen = true;
  const leave = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await gateway.close();
  };
  return {
    wire,
    serial: terminal.serial,
    path: '/v1/anything',
    documentPath: DOCUMENT_PATH,
    uploadPath: '/v1/upload',
    leave,
    cut: () => cable.set(false),
    heal: () => cable.set(true),
    until: async (isSo) => {
      const last = clock.boot() + PATIENCE_MILLISECONDS;
      while (!isSo() && clock.boot() < last) await sleep(5);
    },
    quiet: () => sleep(QUIET_MILLISECONDS),
    end: async () => {
      wire.close();
      await leave();
      await cable.close();
    },
  };
});

/** As the server's own: the body is read once it is known whose it is. */
function heldDoor(door: Parameters<Parameters<typeof describeGatewayWire>[1]>[0]): GatewayOptions['door'] {
  return {
    ...door,
    serve: async (serial, path, body) => {
      const asked = { path, body: await body(1_000_000) };
      if (path !== DOCUMENT_PATH) return door.call(serial, asked);
      const document = await door.download(serial, asked);
      return 'data' in document ? document : document.refusal;
    },
  };
}

async function openFleetAuthority(): Promise<{ readonly authority: Authority; readonly certificate: string }> {
  const material = await createAuthority(fleet);
  return { authority: await openAuthority(fleet, material), certificate: material.certificate };
}

async function credentials(
  issuer: Authority,
  role: 'gateway' | 'terminal',
  id: string,
): Promise<{ readonly own: FleetCredentials; readonly serial: string }> {
  const privateKey = createPrivateKeyPem();
  const publicKey = await publicKeyOfRequest(await createSigningRequest(privateKey));
  const { certificate, serial } = await issuer.issue({ publicKey, role, id });
  return { own: { certificate, privateKey }, serial };
}
