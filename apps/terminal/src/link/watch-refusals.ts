import type { DialListener, GatewayWire, WireAnswer } from '@holdover/protocol';
import { refusalCode } from './read-answer.ts';

/** What a server says of the key that was shown. `not-found` counts at the link alone: a call may ask for what is not there. */
export interface KeyRefusals {
  readonly 'renewal-due': () => void;
  readonly 'not-found': () => void;
}

/** The wire, with somebody who hears what refusals say of the key. */
export function watchRefusals(wire: GatewayWire, heard: KeyRefusals): GatewayWire {
  const isDue = (answer: WireAnswer): boolean => answer.status === 403 && refusalCode(answer.text) === 'renewal-due';
  const watch = (listener: DialListener): DialListener => ({
    opened: () => listener.opened(),
    frame: (text) => listener.frame(text),
    foreign: () => listener.foreign(),
    failed: (error) => listener.failed(error),
    closed: (code) => listener.closed(code),
    refused: (answer) => {
      if (isDue(answer)) heard['renewal-due']();
      else if (refusalCode(answer.text) === 'not-found') heard['not-found']();
      listener.refused(answer);
    },
  });
  return {
    call: async (call) => {
      const answer = await wire.call(call);
      if (isDue(answer)) heard['renewal-due']();
      return answer;
    },
    download: async (call) => {
      const document = await wire.download(call);
      if ('refusal' in document && isDue(document.refusal)) heard['renewal-due']();
      return document;
    },
    dial: (listener) => wire.dial(watch(listener)),
    drop: () => wire.drop(),
    close: () => wire.close(),
  };
}
