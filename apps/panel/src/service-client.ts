import type { PanelServiceStatus } from '@holdover/api';
import type { ServiceAnswer, ServiceOrder } from './service-state.ts';
import { asRefused, call } from './terminal-call.ts';

/** The calls of the service page; `token` is what `open` answered. */
export interface ServiceClient {
  open(pin: string): Promise<ServiceAnswer<{ readonly token: string; readonly expiresInSeconds: number }>>;
  status(token: string): Promise<ServiceAnswer<PanelServiceStatus>>;
  order(token: string, order: ServiceOrder): Promise<ServiceAnswer<null>>;
}

export function createServiceClient(base: string): ServiceClient {
  const ask = async <T>(method: string, path: string, more: Asking): Promise<ServiceAnswer<T>> => {
    const reply = await call({ url: `${base}api/service/${path}`, method, ...more });
    if (reply === null) return { is: 'unreachable' };
    // The page and the terminal are one release.
    if (reply.ok) return { is: 'done', what: reply.json as T };
    return asRefused(reply.json);
  };
  return {
    open: (pin) => ask('POST', 'login', { body: { pin } }),
    status: (token) => ask('GET', 'status', { service: token }),
    order: (token, order) => ask('POST', order, { service: token }),
  };
}

interface Asking {
  readonly service?: string;
  readonly body?: object;
}
