import { constants, X509Certificate } from 'node:crypto';
import type { ConnectionOptions, PeerCertificate, TlsOptions } from 'node:tls';
import { Fault, type FleetId } from '@holdover/kernel';
import { identityOf } from './fleet-identity.ts';

/** Whose private key and certificate an end of a connection shows. */
export interface FleetCredentials {
  readonly certificate: string;
  readonly privateKey: string;
}

export interface FleetServerTls {
  readonly authority: string;
  readonly own: FleetCredentials;
  /** `required`: no byte of the application flows before the client's certificate is verified. */
  readonly clients: 'required' | 'none';
}

export interface FleetClientTls {
  readonly fleet: FleetId;
  readonly authority: string;
  /** Absent on the one connection that enrols. */
  readonly own?: FleetCredentials;
}

const LEAST_VERSION = 'TLSv1.2';

/** No tickets: each connection shows its certificate, and the server looks it up again. */
export function fleetServerTls({ authority, own, clients }: FleetServerTls): TlsOptions {
  const required = clients === 'required';
  return {
    ca: authority,
    cert: own.certificate,
    key: own.privateKey,
    minVersion: LEAST_VERSION,
    requestCert: required,
    rejectUnauthorized: true,
    secureOptions: constants.SSL_OP_NO_TICKET,
  };
}

/** Trusts the given authority alone, and of its certificates only the gateway's of this fleet. */
export function fleetClientTls({ fleet, authority, own }: FleetClientTls): ConnectionOptions {
  return {
    ca: authority,
    ...(own === undefined ? {} : { cert: own.certificate, key: own.privateKey }),
    minVersion: LEAST_VERSION,
    rejectUnauthorized: true,
    checkServerIdentity: gatewayCheck(fleet),
  };
}

/** For `checkServerIdentity`: host names prove nothing here, the role in the certificate does. */
export function gatewayCheck(fleet: FleetId): (host: string, certificate: PeerCertificate) => Error | undefined {
  return (host, certificate) => {
    const identity = identityOf(new X509Certificate(certificate.raw));
    if (identity?.role === 'gateway' && identity.fleet === fleet) return undefined;
    return new Fault({
      owner: 'peer',
      code: 'not-the-gateway',
      message: `${host} shows a certificate that is not the gateway's of this fleet`,
    });
  };
}
