import { minutes, seconds } from '@holdover/kernel';
import type { FastifyRequest } from 'fastify';

/** A request must have arrived whole after this long: a slow sender does not hold a socket for ever. */
const BODY_ARRIVES_WITHIN = seconds(120);
/** The largest file over some 10 Mbit/s, from somebody who was let in. */
export const UPLOAD_ARRIVES_WITHIN = minutes(15);

/** Node limits whole servers alone, so its limit is that of an upload; all others have this one. */
export function limitArrival({ raw, headers }: FastifyRequest): void {
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return;
  const timer = setTimeout(() => void raw.destroy(), BODY_ARRIVES_WITHIN).unref();
  const clear = (): void => clearTimeout(timer);
  raw.once('end', clear).once('close', clear);
}
