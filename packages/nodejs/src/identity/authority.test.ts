import { createPrivateKey, X509Certificate } from 'node:crypto';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { makeId, toHex, instant, type FleetId } from '@holdover/kernel';
import { afterEach, describe, expect, test } from 'vitest';
import { createSystemEntropy } from '../system-entropy.ts';
import { createAuthority, openAuthority, spkiHashOf, type Authority, type AuthorityMaterial } from './authority.ts';
import { identityOf, identityUri, PURPOSE, type FleetRole } from './fleet-identity.ts';
import { fleetClientTls, fleetServerTls, type FleetCredentials } from './fleet-tls.ts';
import { createPrivateKeyPem, ECDSA, importKeyPair } from './key-pair.ts';
import { createSigningRequest, publicKeyOfRequest } from './signing-request.ts';
import * as x509 from './x509.ts';

const fleet = makeId('fleet', instant(0), createSystemEntropy());
const otherFleet = makeId('fleet', instant(0), createSystemEntropy());

async function newAuthority(of: FleetId): Promise<Authority> {
  return openAuthority(of, await createAuthority(of));
}

async function credentials(
  authority: Authority,
  role: FleetRole,
  id: string,
): Promise<FleetCredentials & { serial: string }> {
  const privateKey = createPrivateKeyPem();
  const publicKey = await publicKeyOfRequest(await createSigningRequest(privateKey));
  return { privateKey, ...(await authority.issue({ publicKey, role, id })) };
}

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

interface Meeting {
  readonly server: string;
  readonly client: string;
}

/** Lets both ends meet; `ok` or the code of the error of each. The server answers one byte once it accepted the client. */
async function meet(serverTls: object, clientTls: object): Promise<Meeting> {
  const server = createServer(serverTls, (socket) => socket.end('!'));
  const seen = new Promise<string>((resolve) => {
    server.on('secureConnection', () => resolve('ok'));
    server.on('tlsClientError', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // An address of a listening TCP server is never a pipe name.
  const { port } = server.address() as AddressInfo;
  const socket: TLSSocket = connect({ host: '127.0.0.1', port, ...clientTls });
  closers.push(
    () => socket.destroy(),
    () => server.close(),
  );
  const client = await new Promise<string>((resolve) => {
    socket.on('data', () => resolve('ok'));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.on('close', () => resolve('closed'));
  });
  return { client, server: await seen };
}

describe('the certificate authority of a fleet', () => {
  test('[I2d] dates every certificate 1970 to 9999, so that no clock cuts a terminal off', async () => {
    const authority = await newAuthority(fleet);
    const leaf = await credentials(authority, 'terminal', 'trm_1');
    for (const pem of [authority.certificate, leaf.certificate]) {
      const certificate = new X509Certificate(pem);
      expect(new Date(certificate.validFrom).toISOString()).toBe('1970-01-01T00:00:00.000Z');
      expect(new Date(certificate.validTo).toISOString()).toBe('9999-12-31T23:59:59.000Z');
    }
  });

  test('[I2b] gives role, id and serial that both ends read back', async () => {
    const authority = await newAuthority(fleet);
    const { certificate, serial } = await credentials(authority, 'terminal', 'trm_1');
    expect(identityOf(new X509Certificate(certificate))).toEqual({ fleet, role: 'terminal', id: 'trm_1', serial });
    expect(serial).toMatch(/^01[0-9a-f]{32}$/);
    expect(identityOf(new X509Certificate(authority.certificate))).toBeUndefined();
  });

  test('[I1d] pins the key, which stays when the certificate is made anew', async () => {
    const authority = await newAuthority(fleet);
    expect(authority.spkiHash).toHaveLength(32);
    expect(toHex(spkiHashOf(authority.certificate))).toBe(toHex(authority.spkiHash));
  });

  test('a key that is not the certificate’s is refused', async () => {
    const material = await createAuthority(fleet);
    const mixed = { ...material, privateKey: createPrivateKeyPem() };
    await expect(openAuthority(fleet, mixed)).rejects.toMatchObject({ code: 'authority-unusable' });
  });

  test('[I2a] a signing request with a changed byte contributes nothing', async () => {
    const der = Buffer.from((await createSigningRequest(createPrivateKeyPem())).replaceAll(/-.*-|\s/g, ''), 'base64');
    der[der.length - 3] = (der[der.length - 3] ?? 0) ^ 1;
    const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----`;
    await expect(publicKeyOfRequest(pem)).rejects.toMatchObject({ code: 'signing-request-invalid' });
    await expect(publicKeyOfRequest('rubbish')).rejects.toMatchObject({ code: 'signing-request-invalid' });
  });
});

describe('a signing request', () => {
  test('[I2a] contributes a public key: the names, purposes and extensions in it come to nothing', async () => {
    const authority = await newAuthority(fleet);
    const privateKey = createPrivateKeyPem();
    const keys = await importKeyPair(privateKey);
    const greedy = await x509.Pkcs10CertificateRequestGenerator.create({
      keys,
      signingAlgorithm: ECDSA,
      name: [{ CN: ['gateway'] }],
      extensions: [
        new x509.BasicConstraintsExtension(true, 2, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        new x509.ExtendedKeyUsageExtension([PURPOSE.gateway, PURPOSE.terminal], true),
        new x509.SubjectAlternativeNameExtension([{ type: 'url', value: identityUri(fleet, 'gateway', 'gateway') }]),
      ],
    });
    const publicKey = await publicKeyOfRequest(greedy.toString('pem'));
    const issued = await authority.issue({ publicKey, role: 'terminal', id: 'trm_1' });
    const certificate = new X509Certificate(issued.certificate);
    expect(certificate.ca).toBe(false);
    expect(certificate.keyUsage).toEqual([PURPOSE.terminal]);
    expect(certificate.subject).toBe('CN=trm_1');
    expect(certificate.subjectAltName).toBe(`URI:${identityUri(fleet, 'terminal', 'trm_1')}`);
    expect(certificate.checkPrivateKey(createPrivateKey(privateKey))).toBe(true);
  });
});

/** A leaf as no server of ours would issue it, by the fleet's own authority. */
async function oddLeaf(
  { certificate, privateKey: issuerKey }: AuthorityMaterial,
  names: readonly string[],
  purposes: readonly string[],
): Promise<FleetCredentials> {
  const privateKey = createPrivateKeyPem();
  const leaf = await x509.X509CertificateGenerator.create({
    serialNumber: '0100ff',
    subject: 'CN=odd',
    issuer: new x509.X509Certificate(certificate).subjectName,
    notBefore: new Date(0),
    notAfter: new Date(Date.UTC(9999, 11, 31)),
    publicKey: (await importKeyPair(privateKey)).publicKey,
    signingKey: (await importKeyPair(issuerKey)).privateKey,
    signingAlgorithm: ECDSA,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([...purposes], true),
      new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'url' as const, value }))),
    ],
  });
  return { certificate: leaf.toString('pem'), privateKey };
}

describe('TLS within a fleet', () => {
  const gatewayName = identityUri(fleet, 'gateway', 'gateway');
  test.each([
    ['the purpose of a terminal', [gatewayName], [PURPOSE.terminal]],
    ['every purpose', [gatewayName], [PURPOSE.gateway, PURPOSE.terminal]],
    ['two names', [gatewayName, identityUri(fleet, 'terminal', 'trm_1')], [PURPOSE.gateway]],
    ['a role that nobody has', [`holdover://${fleet}/admin/gateway`], [PURPOSE.gateway]],
    ['the role of a terminal', [identityUri(fleet, 'terminal', 'trm_1')], [PURPOSE.gateway]],
    ['a name of another kind', ['https://holdover.example/gateway'], [PURPOSE.gateway]],
  ])('[I2c] a gateway with %s is refused, though the authority signed it', async (_what, names, purposes) => {
    const material = await createAuthority(fleet);
    const own = await oddLeaf(material, names, purposes);
    expect(identityOf(new X509Certificate(own.certificate))?.role).not.toBe('gateway');
    const server = fleetServerTls({ authority: material.certificate, own, clients: 'none' });
    const met = await meet(server, fleetClientTls({ fleet, authority: material.certificate }));
    expect(met.client).toMatch(/^(INVALID_PURPOSE|not-the-gateway)$/);
  });

  test('[I4c] an end trusts both authorities while one replaces the other, and no third', async () => {
    const [before, after, third] = [await newAuthority(fleet), await newAuthority(fleet), await newAuthority(fleet)];
    const both = `${before.certificate}\n${after.certificate}`;
    for (const ofServer of [before, after]) {
      for (const ofClient of [before, after]) {
        const own = await credentials(ofServer, 'gateway', 'gateway');
        const terminal = await credentials(ofClient, 'terminal', 'trm_1');
        const server = fleetServerTls({ authority: both, own, clients: 'required' });
        const client = fleetClientTls({ fleet, authority: both, own: terminal });
        expect(await meet(server, client)).toEqual({ client: 'ok', server: 'ok' });
      }
    }
    const own = await credentials(third, 'gateway', 'gateway');
    const rogue = fleetServerTls({ authority: both, own, clients: 'none' });
    expect((await meet(rogue, fleetClientTls({ fleet, authority: both }))).client).not.toBe('ok');
  });

  test('[I2g] speaks TLS 1.2 at the least', async () => {
    const authority = await newAuthority(fleet);
    const own = await credentials(authority, 'gateway', 'gateway');
    const server = fleetServerTls({ authority: authority.certificate, own, clients: 'none' });
    const client = fleetClientTls({ fleet, authority: authority.certificate });
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
    expect((await meet(server, { ...client, ...old })).client).not.toBe('ok');
    expect((await meet({ ...server, ...old }, client)).client).not.toBe('ok');
    expect((await meet(server, { ...client, maxVersion: 'TLSv1.2' })).client).toBe('ok');
  });

  test('[I2c] gateway and terminal meet', async () => {
    const authority = await newAuthority(fleet);
    const own = await credentials(authority, 'gateway', 'gateway');
    const terminal = await credentials(authority, 'terminal', 'trm_1');
    const server = fleetServerTls({ authority: authority.certificate, own, clients: 'required' });
    const client = fleetClientTls({ fleet, authority: authority.certificate, own: terminal });
    expect(await meet(server, client)).toEqual({ client: 'ok', server: 'ok' });
  });

  test('[I1e] a rogue that carries the pinned authority in its chain is refused', async () => {
    const authority = await newAuthority(fleet);
    const rogue = await newAuthority(fleet);
    const own = await credentials(rogue, 'gateway', 'gateway');
    const chained = { ...own, certificate: `${own.certificate}\n${authority.certificate}` };
    const server = fleetServerTls({ authority: rogue.certificate, own: chained, clients: 'none' });
    const met = await meet(server, fleetClientTls({ fleet, authority: authority.certificate }));
    expect(met.client).toMatch(/UNABLE_TO_|SELF_SIGNED|CERT_SIGNATURE_FAILURE/);
  });

  test('[I2c] a terminal cannot pose as the gateway, nor a gateway of another fleet', async () => {
    const authority = await newAuthority(fleet);
    const terminal = await credentials(authority, 'terminal', 'trm_1');
    const posing = fleetServerTls({ authority: authority.certificate, own: terminal, clients: 'none' });
    const client = fleetClientTls({ fleet, authority: authority.certificate });
    expect((await meet(posing, client)).client).toMatch(/^(INVALID_PURPOSE|not-the-gateway)$/);
    const gateway = await credentials(authority, 'gateway', 'gateway');
    const right = fleetServerTls({ authority: authority.certificate, own: gateway, clients: 'none' });
    const elsewhere = fleetClientTls({ fleet: otherFleet, authority: authority.certificate });
    expect((await meet(right, elsewhere)).client).toBe('not-the-gateway');
  });

  test('[A6] [I2c] the gateway refuses a client without a certificate, of another authority, or with the gateway’s purpose', async () => {
    const authority = await newAuthority(fleet);
    const own = await credentials(authority, 'gateway', 'gateway');
    const server = fleetServerTls({ authority: authority.certificate, own, clients: 'required' });
    const trusting = { fleet, authority: authority.certificate };
    const stranger = await credentials(await newAuthority(fleet), 'terminal', 'trm_1');
    for (const client of [
      fleetClientTls(trusting),
      fleetClientTls({ ...trusting, own: stranger }),
      fleetClientTls({ ...trusting, own }),
    ]) {
      const met = await meet(server, client);
      expect(met.client).not.toBe('ok');
      expect(met.server).not.toBe('ok');
    }
  });

  test('[I2f] a second connection is never a resumed one', async () => {
    const authority = await newAuthority(fleet);
    const own = await credentials(authority, 'gateway', 'gateway');
    const terminal = await credentials(authority, 'terminal', 'trm_1');
    const server = createServer(
      fleetServerTls({ authority: authority.certificate, own, clients: 'required' }),
      (socket) => socket.end('!'),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closers.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    const tls = fleetClientTls({ fleet, authority: authority.certificate, own: terminal });
    const client = { host: '127.0.0.1', port, ...tls };
    for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
      const first = connect({ ...client, maxVersion });
      const sessions: Buffer[] = [];
      first.on('session', (session) => sessions.push(session));
      first.resume();
      await once(first, 'close');
      const session = sessions.at(-1) ?? first.getSession();
      const second = connect({ ...client, maxVersion, ...(session === undefined ? {} : { session }) });
      await once(second, 'secureConnect');
      expect(second.isSessionReused()).toBe(false);
      second.destroy();
    }
  });
});
