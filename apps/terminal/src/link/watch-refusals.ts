import type { DialListener, GatewayWire, WireAnswer } from '@holdover/protocol';
import { refusalCode } from './read-answer.ts';

/** What a server says of the key that was shown. `not-found` counts at the link alone: a call may ask for what is not there. */
export interface KeyRefusals {
  /** Something that differs with the key shown from now on. */
  readonly key: () => unknown;
  readonly 'renewal-due': () => void;
  readonly 'not-found': () => void;
}

/**
 * The wire, with somebody who hears what refusals say of the key.
 * Invariant: what is said of a key that was left since is not heard: many calls may be under way when one of them has it renewed.
 */
export function watchRefusals(wire: GatewayWire, heard: KeyRefusals): GatewayWire {
  /** To be called before the key is shown; what it gives, with the answer. */
  const listen = (): ((answer: WireAnswer, of: 'call' | 'link') => void) => {
    const shown = heard.key();
    return (answer, of) => {
      const code = refusalCode(answer.text);
      if (heard.key() !== shown) return;
      if (code === 'renewal-due' && answer.status === 403) heard['renewal-due']();
      else if (code === 'not-found' && of === 'link') heard['not-found']();
    };
  };
  const watch = (listener: DialListener): DialListener => {
    const hear = listen();
    return {
      opened: () => listener.opened(),
      frame: (text) => listener.frame(text),
      foreign: () => listener.foreign(),
      failed: (error) => listener.failed(error),
      closed: (code) => listener.closed(code),
      refused: (answer) => {
        hear(answer, 'link');
        listener.refused(answer);
      },
    };
  };
  return {
    call: async (call) => {
      const hear = listen();
      const answer = await wire.call(call);
      if (answer.status >= 400) hear(answer, 'call');
      return answer;
    },
    download: async (call) => {
      const hear = listen();
      const document = await wire.download(call);
      if ('refusal' in document) hear(document.refusal, 'call');
      return document;
    },
    upload: async (upload) => {
      const hear = listen();
      const answer = await wire.upload(upload);
      if (answer.status >= 400) hear(answer, 'call');
      return answer;
    },
    dial: (listener) => wire.dial(watch(listener)),
    drop: () => wire.drop(),
    close: () => wire.close(),
  };
}
