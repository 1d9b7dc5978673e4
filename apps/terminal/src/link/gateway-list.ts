import { Fault } from '@holdover/kernel';

export interface GatewayAddress {
  readonly host: string;
  readonly port: number;
}

/** The server's addresses in order of preference; link and calls use the same one. */
export interface GatewayList {
  current(): GatewayAddress;
  /** The current one did not answer: try the next, and after the last the first again. */
  next(): void;
}

/** @throws Fault `identity-damaged` for an address that is not `host:port` */
export function createGatewayList(addresses: readonly string[]): GatewayList {
  const [first, ...others] = addresses.map(parseAddress);
  if (first === undefined) throw damaged('an empty list');
  const all = [first, ...others];
  let at = 0;
  return {
    current: () => all[at] ?? first,
    next() {
      at = (at + 1) % all.length;
    },
  };
}

/** `host:port`, `[v6]:port`. */
function parseAddress(text: string): GatewayAddress {
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || !(port >= 1 && port <= 65_535)) throw damaged(text);
  return { host, port };
}

function damaged(what: string): Fault {
  return new Fault({ owner: 'environment', code: 'identity-damaged', message: `${what} is no gateway address` });
}
