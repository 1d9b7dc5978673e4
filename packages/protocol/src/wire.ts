import type { Duration } from '@holdover/kernel';

/*
 * What carries the messages of this protocol. TLS and WebSocket do in the field, a network in memory in the fleet
 * simulator; both pass the contract suite of the testbed. Texts are JSON; who reads them checks them against a schema.
 */

/** What one side of an open link hears. `closed` comes once, after everything else. */
export interface FrameListener {
  frame(text: string): void;
  /** Something arrived that is no text frame. */
  foreign(): void;
  /** The connection broke; `closed` follows. */
  failed(error: Error): void;
  /** By the other side's code (RFC 6455 §7.4), 1005 for none, 1006 where the connection just ended. */
  closed(code: number): void;
}

/** One side of an open link. */
export interface FrameSocket {
  readonly isOpen: boolean;
  /** Says who listens; frames that came before wait until then. */
  listen(listener: FrameListener): void;
  /** Lost without a word where the connection is gone. */
  send(text: string): void;
  /** Says goodbye; what was sent before arrives first. */
  close(code: number, reason: string): void;
  /** Ends at once, without waiting for the other side. */
  terminate(): void;
}

/** One call of a terminal: a path of PATHS and a JSON text. */
export interface WireCall {
  readonly path: string;
  readonly body: string;
  /** Of boot time, from call to last byte. */
  readonly deadline: Duration;
  /** A longer answer is none of ours. */
  readonly mostBytes: number;
}

export interface WireAnswer {
  /** As in HTTP. */
  readonly status: number;
  /** JSON, or empty. */
  readonly text: string;
  /** Of a 429 or 503 (RFC 9110 §10.2.3). */
  readonly retryAfterSeconds?: number;
}

/** One call whose answer is a document. Nothing may be silent for longer than `idle`. */
export interface WireDownload extends Pick<WireCall, 'path' | 'body'> {
  readonly idle: Duration;
}

/**
 * A refusal, or the octets as they come, no faster than they are read. Reading throws where the other side or the connection
 * breaks off: what was read until then is not the document. Whoever stops reading ends the call.
 */
export type WireDocument =
  | { readonly refusal: WireAnswer }
  | {
      readonly data: AsyncIterable<Uint8Array>;
      /** In octets, where it is known before: a document of another length is one that broke off. */
      readonly length?: number;
    };

/** One call that hands in a document beside its JSON text. Nothing may be silent for longer than `idle`. */
export interface WireUpload extends Pick<WireCall, 'path' | 'body'> {
  readonly data: AsyncIterable<Uint8Array>;
  /** In octets. What breaks off before is not the document, and is not taken. */
  readonly length: number;
  readonly idle: Duration;
}

export interface DialListener extends FrameListener {
  opened(): void;
  /** The server answered, and no link came of it. Nothing follows. */
  refused(answer: WireAnswer): void;
}

/** The terminal's end of everything between it and its server. Who speaks there is settled by mutual TLS. */
export interface GatewayWire {
  /** @throws Fault `gateway-unreachable`, `gateway-too-slow` (retryable), `not-our-protocol` */
  call(call: WireCall): Promise<WireAnswer>;
  /** @throws Fault as `call` does, until the first octet */
  download(call: WireDownload): Promise<WireDocument>;
  /** @throws Fault as `call` does, and what reading `data` throws */
  upload(call: WireUpload): Promise<WireAnswer>;
  /** Opens a link. Its listener is told what comes of it, never before this returns. */
  dial(listener: DialListener): Pick<FrameSocket, 'send' | 'terminate'>;
  /**
   * After a break no kept connection is worth a deadline: ends them, and turns to the next gateway. Downloads go on as long as
   * theirs brings something.
   */
  drop(): void;
  close(): void;
}

/** The server's end: what the terminal with this certificate serial gets. */
export interface GatewayDoor {
  /** Never rejects: a fault of the server's own is an answer too. */
  call(serial: string, call: Pick<WireCall, 'path' | 'body'>): Promise<WireAnswer>;
  /** Never rejects. */
  download(serial: string, call: Pick<WireDownload, 'path' | 'body'>): Promise<WireDocument>;
  /** Never rejects. Answers once the document is durable, or was refused; may answer before it has read all of it. */
  upload(serial: string, call: Pick<WireUpload, 'path' | 'body' | 'data' | 'length'>): Promise<WireAnswer>;
  /** A link the server takes up is served from `accept` on; otherwise the refusal. */
  link(serial: string): Promise<{ readonly accept: (socket: FrameSocket) => void } | { readonly refusal: WireAnswer }>;
}
