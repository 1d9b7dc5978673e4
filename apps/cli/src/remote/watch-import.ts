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
  const events = new AbortController();
  let hears = false;
  let interrupted = false;
  let wake = (): void => undefined;
  let latest = started;
  const tell = (now: UserImport): void => {
    if (latest.state !== 'running') return;
    latest = now;
    onProgress(now);
    if (now.state !== 'running') wake();
  };

  const listen = async (): Promise<void> => {
    for await (const event of api.follow({ abort: events.signal })) {
      hears = true;
      if (event.name === 'import.progress' && event.data.id === started.id) tell(event.data);
    }
  };
  const cancel = (): void => {
    if (interrupted) process.exit(EXIT_INTERRUPTED);
    interrupted = true;
    // One that has just ended cannot be cancelled: its end says all.
    void api
      .call(cancelImport, { params })
      .then(tell, () => undefined)
      .finally(() => wake());
  };
  // Without the stream there is the asking.
  const listening = listen().catch(() => {
    hears = false;
  });
  process.on('SIGINT', cancel);
  try {
    onProgress(started);
    while (latest.state === 'running') {
      tell(await api.call(getImport, { params }));
      if (latest.state !== 'running') break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, hears ? ASK_EVERY.besideEvents : ASK_EVERY.alone);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return { ended: latest, interrupted };
  } catch (error) {
    if (error instanceof Fault && error.retryable) throw lostSight(started, error);
    throw error;
  } finally {
    process.off('SIGINT', cancel);
    events.abort();
    await listening;
  }
}

function lostSight({ id }: UserImport, cause: Fault): Fault {
  const message = `The import goes on at the server, out of sight (${id}): the console shows it under Users › Imports`;
  return new Fault({ owner: cause.owner, code: cause.code, message, cause });
}
