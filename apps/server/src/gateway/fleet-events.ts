import { milliseconds, type Cancel, type Clock, type Logger, type TerminalId } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { EventHub } from '../events/event-hub.ts';
import type { Booked } from '../features/journal-intake/journal-intake.ts';
import type { TerminalViews } from '../features/terminals/terminal-views.ts';
import { rolloutNews } from './rollout-news.ts';

export interface FleetEventsDeps {
  readonly events: EventHub;
  readonly views: TerminalViews;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Tells the console what the fleet does. Telling is never waited for; what fails is logged. */
export interface FleetEvents {
  readonly linkChanged: (id: TerminalId) => void;
  readonly rolloutChanged: () => void;
  readonly booked: (booked: Booked) => void;
  stop(): void;
}

/** Many terminals apply one change within moments: their progress is told once. */
const ROLLOUT_PAUSE = milliseconds(200);

export function createFleetEvents({ events, views, clock, logger }: FleetEventsDeps): FleetEvents {
  let cancel: Cancel | undefined;
  // While the server ends, links close one by one and there is nobody left to tell.
  let stopped = false;
  const guard = (tell: () => Promise<void>): void => {
    if (stopped) return;
    tell().catch((error: unknown) =>
      logger.error('An event of the fleet was not told', { error: describeError(error) }),
    );
  };
  const tellLink = async (id: TerminalId): Promise<void> => {
    const device = await views.deviceWith(id);
    if (device !== undefined) events.publish({ name: 'device.link', data: device });
  };
  const tellRollout = async (): Promise<void> => {
    events.publish({ name: 'rollout.progress', data: rolloutNews(await views.rollout()) });
  };
  const rolloutChanged = (): void => {
    cancel ??= clock.after(ROLLOUT_PAUSE, () => {
      cancel = undefined;
      guard(tellRollout);
    });
  };
  return {
    linkChanged: (id) => {
      guard(() => tellLink(id));
      rolloutChanged();
    },
    rolloutChanged,
    booked: ({ opened, ended, recorded, reviewed }) => {
      for (const data of opened) events.publish({ name: 'session.opened', data });
      for (const data of ended) events.publish({ name: 'session.ended', data });
      for (const data of recorded) events.publish({ name: 'activity.recorded', data });
      for (const data of reviewed) events.publish({ name: 'review.changed', data });
    },
    stop: () => {
      stopped = true;
      cancel?.();
    },
  };
}
