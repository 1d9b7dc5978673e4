/**
 * What ends an exchange early. The platform's `AbortSignal` is one; pure code knows no platform.
 */
export interface Abort {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface HttpRequest {
  readonly method: string;
  /** With the query; begins with the root of the interface. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Octets that come as they are asked for: nobody holds the whole. They can be sent once. */
  readonly body: string | AsyncIterable<Uint8Array> | undefined;
  readonly abort?: Abort | undefined;
}

/** The beginning of an answer. The platform's `Response` is one. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** All of it. */
  text(): Promise<string>;
  /** As it comes, in the place of `text`. An answer cut off is a fault; whoever stops reading lets the connection go. */
  readonly chunks?: () => AsyncIterable<Uint8Array>;
}

/** The edge brings connection, cookies, tokens and certificates. A Fault when no answer came. */
export type Transport = (request: HttpRequest) => Promise<HttpAnswer>;
