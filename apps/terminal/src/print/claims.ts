import { seconds, type ActivityId, type Cancel, type Clock } from '@holdover/kernel';
import type { JobProgress } from '@holdover/protocol';
import type { GatewayClient } from '../link/gateway-client.ts';

interface Claim {
  readonly impressions: number;
  readonly sheets: number;
  /** Settled here; its records may still be on their way to the server. */
  readonly isOver: boolean;
}

export interface ClaimsOptions {
  readonly client: Pick<GatewayClient, 'jobProgress'>;
  readonly isConnected: () => boolean;
  /** Journal records that the server has not acknowledged. */
  readonly journalBacklog: () => number;
  readonly clock: Clock;
  /** Somebody cancelled it at the server. */
  readonly onCancel: (activityId: ActivityId) => void;
}

/**
 * What this terminal has of the server's jobs, told to the server while anything prints and at each return.
 * Invariant: a claim is named from before it is asked for until the journal's records of it are acknowledged: one that is not
 * named and shows no beginning is void.
 */
export interface Claims {
  hold(activityId: ActivityId): void;
  progress(activityId: ActivityId, now: { readonly impressions: number; readonly sheets: number }): void;
  /** Its end is in the journal. */
  end(activityId: ActivityId): void;
  /** It came to no beginning. */
  drop(activityId: ActivityId): void;
  /** Tells now, also that there is none. */
  tell(): void;
  close(): void;
}

const TELL_EVERY = seconds(2);

export function createClaims({ client, isConnected, journalBacklog, clock, onCancel }: ClaimsOptions): Claims {
  const claims = new Map<ActivityId, Claim>();
  let cancel: Cancel = () => undefined;
  let isTelling = false;
  let tellsAgain = false;
  let isClosed = false;

  const forgetBooked = (): void => {
    if (journalBacklog() > 0) return;
    for (const [id, { isOver }] of claims) if (isOver) claims.delete(id);
  };
  const tell = (): void => {
    cancel();
    if (isClosed || !isConnected()) return;
    if (isTelling) {
      tellsAgain = true;
      return;
    }
    isTelling = true;
    forgetBooked();
    const told = (): void => {
      isTelling = false;
      if (tellsAgain) tell();
      else tellLater();
      tellsAgain = false;
    };
    client
      .jobProgress({ running: runningOf(claims) })
      .then((answer) => answer.kind === 'answer' && answer.value.cancel.forEach(onCancel))
      .then(told, told);
  };
  const tellLater = (): void => {
    cancel();
    if (!isClosed && [...claims.values()].some(({ isOver }) => !isOver)) cancel = clock.after(TELL_EVERY, tell);
  };

  return {
    hold(activityId) {
      claims.set(activityId, { impressions: 0, sheets: 0, isOver: false });
      if (!isTelling) tellLater();
    },
    progress(activityId, { impressions, sheets }) {
      if (claims.has(activityId)) claims.set(activityId, { impressions, sheets, isOver: false });
    },
    end(activityId) {
      const claim = claims.get(activityId);
      if (claim !== undefined) claims.set(activityId, { ...claim, isOver: true });
    },
    drop(activityId) {
      if (claims.delete(activityId)) tell();
    },
    tell,
    close() {
      isClosed = true;
      cancel();
    },
  };
}

function runningOf(claims: ReadonlyMap<ActivityId, Claim>): JobProgress['running'] {
  return [...claims].map(([activityId, { impressions, sheets }]) => ({ activityId, impressions, sheets }));
}
