/** Where the key of a machine's files comes from, weakest first (security.md). */
export type KeyProtectorKind = 'keyfile' | 'systemd-credential' | 'tpm2';

/** Holds the one key from which a machine's file keys are derived. */
export interface KeyProtector {
  /** Told to the server, which shows what a stolen disk would give up. */
  readonly kind: KeyProtectorKind;
  /** 32 bytes, the same at every call, made at the first. @throws Fault `machine-key-unreadable` */
  unlock(): Promise<Uint8Array<ArrayBuffer>>;
}
