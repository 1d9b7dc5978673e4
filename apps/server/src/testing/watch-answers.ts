import { Fault } from '@holdover/kernel';
import type { FastifyInstance } from 'fastify';
import type { EventHub } from '../events/event-hub.ts';
import { faultOfAnswer, faultOfEvent } from './check-answer.ts';

/** Every answer of a server under test is held against the document it serves. */
export interface WatchedAnswers {
  readonly faults: readonly string[];
  /** @throws Fault for the first answer that the document does not describe */
  demand(): void;
}

export function watchAnswers(app: FastifyInstance): WatchedAnswers {
  const faults: string[] = [];
  app.addHook('onSend', (request, reply, payload, done) => {
    const fault = faultOfAnswer({
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      headers: reply.getHeaders(),
      body: typeof payload === 'string' ? payload : payload === undefined || payload === null ? '' : undefined,
    });
    if (fault !== undefined) faults.push(fault);
    done(null, payload);
  });
  return { faults, demand: () => refuse(faults[0]) };
}

/** The same for what is told as it happens. */
export function checkedHub(hub: EventHub): EventHub {
  return {
    ...hub,
    publish: (event) => {
      refuse(faultOfEvent(event.name, event.data));
      hub.publish(event);
    },
  };
}

function refuse(fault: string | undefined): void {
  if (fault !== undefined) throw new Fault({ owner: 'ours', code: 'answer-off-document', message: fault });
}
