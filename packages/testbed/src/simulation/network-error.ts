import { Fault } from '@holdover/kernel';

/** What a program is told of a connection that was refused or broke. */
export function unreachable(why: string, cause?: Error): Fault {
  const message = `The server cannot be reached: ${why}`;
  return new Fault({ owner: 'environment', code: 'gateway-unreachable', message, retryable: true, cause });
}

export function tooSlow(what: string): Fault {
  const message = `The server did not ${what} in time`;
  return new Fault({ owner: 'peer', code: 'gateway-too-slow', message, retryable: true });
}

export function notOurs(what: string): Fault {
  return new Fault({ owner: 'peer', code: 'not-our-protocol', message: `The server sent ${what}` });
}
