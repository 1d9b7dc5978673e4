import type { ScannerClient } from '@holdover/escl';
import type { IppTransport } from '@holdover/ipp';
import type { Clock, DeviceId, Digest, Entropy, Logger, TerminalId } from '@holdover/kernel';
import type { ListenAddress } from '@holdover/nodejs';
import type { LinkMode } from '@holdover/offline-login';
import type { FleetTrust, GatewayWire } from '@holdover/protocol';
import type { KeyProtector } from '@holdover/sealed-store';
import type { DeviceAdapter } from './device-adapter/device-adapter.ts';
import type { DeviceAdapterOptions } from './device-adapter/device-adapter-options.ts';
import type { CardReader } from './card-reader/card-reader.ts';
import type { TerminalIdentity } from './enrolment/terminal-identity.ts';
import type { Hooks } from './journal/hooks.ts';
import type { PrinterTrust } from './print/printer-trust.ts';
import type { Stretcher } from './session/stretched-secret.ts';

export interface TerminalOptions {
  /** Where `enrolTerminal` put the identity; stores and spool live there too. */
  readonly dataDir: string;
  /** `ipp://…` or `ipps://…` of the device this terminal guards. */
  readonly printer: string;
  readonly panel: ListenAddress;
  /** The device queue. */
  readonly ipp: ListenAddress;
  readonly logger: Logger;
  /** The built panel page; default is the one beside this program. */
  readonly pageDir?: string;
  /** Origins that may frame the panel; nobody unless told (the demo's start page). */
  readonly frameAncestors?: readonly string[];
  /** Default: a key file in `dataDir`. */
  readonly protector?: KeyProtector;
  readonly clock?: Clock;
  readonly entropy?: Entropy;
  readonly digest?: Digest;
  readonly stretch?: Stretcher;
  /** `http://…` or `https://…`: the eSCL root of the device; nobody scans or copies without. */
  readonly scanner?: string;
  /** Its counters and its own panel's lock; nobody unlocks the panel without. */
  readonly deviceAdapter?: DeviceAdapterOptions;
  /** Every folder directly below it is a USB stick, mounted or not; without, what is mounted below /media and /run/media. */
  readonly usbRoot?: string;
  /** `pcsc` cards are read by PC/SC; `none`, as unless told, at the panel page alone. */
  readonly cardReader?: 'pcsc' | 'none';
  /** Shows the device queue in the local network (DNS-SD), unless it listens on loopback alone. */
  readonly announce?: boolean;
  /** Once it has left its fleet and its server has all of its journal: the folder is no terminal's any more. */
  readonly onForgotten?: () => void;
  /** For the tests of power cuts. */
  readonly hooks?: Hooks;
}

/** Who this terminal is, once enrolled. */
export interface TerminalSelf extends Pick<
  TerminalIdentity,
  'terminalId' | 'deviceId' | 'deviceName' | 'keyProtector'
> {
  /** Of its certificate, hexadecimal. */
  readonly serial: string;
}

/** The world as the terminal's parts see it. */
export interface Ports {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly digest: Digest;
  readonly stretch: Stretcher;
  readonly hooks: Hooks;
  /** Carries IPP to the device. */
  readonly transport: IppTransport;
  /** What that transport trusts over ipps; nothing needs to be approved without. */
  readonly printerTrust?: PrinterTrust;
  /** Of this machine; cards are read at the panel page alone without. */
  readonly cardReader?: CardReader;
  /** Of the device; nobody copies or scans without. */
  readonly scanner?: { readonly url: string; readonly client: ScannerClient };
  /** Of the device's lock and counters; nobody unlocks its own panel without. */
  readonly deviceAdapter?: DeviceAdapter;
  /** Where USB sticks are now, the one that came last at the end; this machine has none without. */
  readonly findSticks?: () => Promise<readonly string[]>;
  /** To the server and back. */
  readonly wire: GatewayWire;
  /** What the server says about authorities and gateways; nobody listens where the wire needs neither. */
  readonly learnFleet?: (fleet: FleetTrust) => Promise<boolean>;
}

/** A running terminal. */
export interface Terminal {
  readonly terminalId: TerminalId;
  readonly deviceId: DeviceId;
  /** `http://host:port/` */
  readonly panelUrl: string;
  /** `ipp://host:port/ipp/print` */
  readonly queueUri: string;
  link(): LinkMode;
  /** Records the server has not acknowledged. */
  journalBacklog(): number;
  /** Sends every kept record to the server once more: nothing of it is booked twice (F3). @returns records sent */
  repeatUpload(): Promise<number>;
  /** Asks the server for the desired state now; takes settings that wait along (A7). */
  synchronize(): void;
  /** Ends the session, flushes and lets go of everything. */
  close(): Promise<void>;
}
