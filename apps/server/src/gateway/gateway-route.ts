import type { WireDocument, WireUpload } from '@holdover/protocol';
import type * as z from 'zod';
import type { KeyOpens } from '../features/enrolment/key-uses.ts';
import type { Peer } from './peer.ts';

/** One request of a terminal: what it may send and what becomes of it. An answer of undefined has no body. */
export interface GatewayRoute<S extends z.ZodType = z.ZodType> {
  readonly path: string;
  readonly request: S;
  readonly mostBytes: number;
  /** `trusted` · `suspended-too` one whose identity forked as well: its journal is taken all the same (F3). Nobody revoked (C1). */
  readonly admits: 'trusted' | 'suspended-too';
  /** The least that a key must open to be let in here. */
  readonly needs: KeyOpens;
  answer(peer: Peer, request: z.output<S>): Promise<unknown>;
}

/** A request whose answer is a document instead of JSON. */
export interface DocumentRoute<S extends z.ZodType = z.ZodType> extends Omit<GatewayRoute<S>, 'answer'> {
  /** @throws GatewayRefusal */
  open(peer: Peer, request: z.output<S>): Promise<Extract<WireDocument, { data: unknown }>>;
}

/** What a terminal hands in beside its message. Reading throws where it breaks off: then it is not the document. */
export type HandedIn = Pick<WireUpload, 'data' | 'length'>;

/** A request that comes with a document. `mostBytes` is of its message. */
export interface UploadRoute<S extends z.ZodType = z.ZodType> extends Omit<GatewayRoute<S>, 'answer'> {
  /** Answers once the document is durable, or without it where it is not wanted. */
  take(peer: Peer, request: z.output<S>, document: HandedIn): Promise<unknown>;
}

/** Keeps the types of request and answer together where routes are declared. */
export function gatewayRoute<S extends z.ZodType>(route: GatewayRoute<S>): GatewayRoute {
  return route as unknown as GatewayRoute; // `answer` only ever gets what `request` parsed
}

/** The same for a document. */
export function documentRoute<S extends z.ZodType>(route: DocumentRoute<S>): DocumentRoute {
  return route as unknown as DocumentRoute; // `open` only ever gets what `request` parsed
}

/** The same for one that is handed in. */
export function uploadRoute<S extends z.ZodType>(route: UploadRoute<S>): UploadRoute {
  return route as unknown as UploadRoute; // `take` only ever gets what `request` parsed
}
