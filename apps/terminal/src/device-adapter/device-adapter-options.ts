/** RFC 3414 with AES-128 (RFC 3826); version 2c alone is for devices that know nothing better. */
export type SnmpSecurity =
  | { readonly version: '2c'; readonly community: string }
  | {
      readonly version: '3';
      readonly userName: string;
      readonly authentication: { readonly protocol: 'sha' | 'sha256'; readonly key: string };
      /** No privacy without authentication; none where the device offers none. */
      readonly privacy: { readonly protocol: 'aes'; readonly key: string } | null;
    };

export interface SnmpAdapterOptions {
  readonly kind: 'snmp';
  readonly host: string;
  readonly port: number;
  readonly security: SnmpSecurity;
}

export interface VirtualAdapterOptions {
  readonly kind: 'virtual';
  readonly host: string;
  readonly port: number;
}

/** Which adapter a terminal has, and how it reaches the device. Invariant: secrets come from files or the environment, never an argument. */
export type DeviceAdapterOptions = SnmpAdapterOptions | VirtualAdapterOptions;
