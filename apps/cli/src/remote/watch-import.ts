import process from 'node:process';
import { cancelImport, getImport, type ApiClient, type UserImport } from '@holdover/api';
import { Fault } from '@holdover/kernel';
import { EXIT_INTERRUPTED } from '../serve-until-signal.ts';

export interface WatchedImport {
  readonly ended: UserImport;
  /** By Ctrl-C: the server was asked to cancel. */
  readonly interrupted: boolean;
}

/** Without events people still see it move; with them this finds an end that no event told of. */
const ASK_EVERY = { alone: 500, besideEvents: 5_000 } as const;

/**
 * Follows an import to its end, by events where there are any. The first Ctrl-C cancels it at the server, the second
 * leaves at once.
 */
export async function watchImport(
  api: ApiClient,
  started: UserImport,
  onProgress: (now: UserImport) => void,
): Promise<WatchedImport> {
  const params = { id: started.id };
  const progress = createProgress(started, onProgress);
  const stream = hearEvents(api, started, progress.tell);
  let interrupted = false;
  const cancel = (): void => {
    if (interrupted) process.exit(EXIT_INTERRUPTED);
    interrupted = true;
    // One that has just ended cannot be cancelled: its end says all.
    void api.call(cancelImport, { params }).then(progress.tell, () => undefined);
  };
  process.on('SIGINT', cancel);
  try {
    while (progress.latest().state === 'running') {
      progress.tell(await api.call(getImport, { params }));
      await progress.ended(stream.hears() ? ASK_EVERY.besideEvents : ASK_EVERY.alone);
    }
    return { ended: progress.latest(), interrupted };
  } catch (error) {
    if (error instanceof Fault && error.retryable) throw lostSight(started, error);
    throw error;
  } finally {
    process.off('SIGINT', cancel);
    await stream.close();
  }
}

/** What was last heard, by whichever way. Invariant: nothing is heard after the end. */
function createProgress(started: UserImport, onProgress: (now: UserImport) => void) {
  let latest = started;
  let wake = (): void => undefined;
  onProgress(started);
  return {
    latest: () => latest,
    tell: (now: UserImport): void => {
      if (latest.state !== 'running') return;
      latest = now;
      onProgress(now);
      if (now.state !== 'running') wake();
    },
    /** Resolves at the end, or after a while. */
    ended: (within: number): Promise<void> =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, latest.state === 'running' ? within : 0);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}

function hearEvents(api: ApiClient, { id }: UserImport, tell: (now: UserImport) => void) {
  const end = new AbortController();
  let hears = false;
  const listen = async (): Promise<void> => {
    for await (const event of api.follow({ abort: end.signal })) {
      if (event.name !== 'import.progress' || event.data.id !== id) continue;
      hears = true;
      tell(event.data);
    }
  };
  // Without the stream there is the asking.
  const listening = listen().catch(() => {
    hears = false;
  });
  return {
    hears: () => hears,
    close: async () => {
      end.abort();
      await listening;
    },
  };
}

function lostSight({ id }: UserImport, cause: Fault): Fault {
  const message = `The import goes on at the server, out of sight (${id}): the console shows it under Users › Imports`;
  return new Fault({ owner: cause.owner, code: cause.code, message, cause });
}
