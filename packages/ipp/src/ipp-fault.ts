import { Fault, type FaultOwner } from '@holdover/kernel';
import type { Attribute, Header } from './codec/message.ts';
import type { Status } from './registry/statuses.ts';

export interface IppFaultOptions {
  readonly status: Status;
  readonly message: string;
  readonly owner?: FaultOwner;
  readonly header?: Header | undefined;
  /** What to name in the unsupported attributes (RFC 8011 §4.1.7). */
  readonly unsupported?: readonly Attribute[];
  readonly cause?: unknown;
}

/** A message that cannot be served, with the status that says so to the other side. */
export class IppFault extends Fault {
  readonly status: Status;
  /** Present once the first eight octets were read: whom and what to answer. */
  readonly header: Header | undefined;
  readonly unsupported: readonly Attribute[];
  readonly #options: IppFaultOptions;

  constructor(options: IppFaultOptions) {
    super({ owner: options.owner ?? 'caller', code: options.status, message: options.message, cause: options.cause });
    this.status = options.status;
    this.header = options.header;
    this.unsupported = options.unsupported ?? [];
    this.#options = options;
  }

  /** The same fault, knowing whose request it is. */
  answering(header: Header | undefined): IppFault {
    return new IppFault({ ...this.#options, header });
  }
}

export function badRequest(message: string, header?: Header): IppFault {
  return new IppFault({ status: 'client-error-bad-request', message, header });
}

export function tooLarge(message: string, header?: Header): IppFault {
  return new IppFault({ status: 'client-error-request-entity-too-large', message, header });
}
