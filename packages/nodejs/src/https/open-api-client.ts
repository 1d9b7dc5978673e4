import { createApiClient, type ApiClient } from '@holdover/api';
import { createSystemClock } from '../system-clock.ts';
import { createSystemEntropy } from '../system-entropy.ts';
import { createHttpsTransport, type HttpsTransportOptions } from './https-transport.ts';

/** The typed client of the REST interface for a program on Node, by its API token. */
export function openApiClient(options: HttpsTransportOptions): ApiClient & { close(): void } {
  const { send, close } = createHttpsTransport(options);
  const client = createApiClient(send, { clock: createSystemClock(), entropy: createSystemEntropy() });
  return { ...client, close };
}
