import process from 'node:process';

export interface Service {
  close(): Promise<void>;
  /** Rejects when it cannot go on; never resolves. */
  readonly failed?: Promise<never>;
}

/** 128 + SIGINT, as shells expect of Ctrl-C. */
export const EXIT_INTERRUPTED = 130;

/**
 * Starts a service, keeps it until SIGINT or SIGTERM, closes it, and answers with the exit code. A signal that comes
 * while it starts is obeyed once it has started, so that nothing is left half made; a second one ends the process at once.
 */
export async function serveUntilSignal(start: () => Promise<Service>): Promise<number> {
  const signal = firstSignal();
  const service = await start();
  const received = await (service.failed === undefined ? signal : Promise.race([signal, service.failed]));
  await service.close();
  return received === 'SIGINT' ? EXIT_INTERRUPTED : 0;
}

/** The same for work that ends by itself; its answer is the exit code unless a signal came first. */
export async function workUntilSignal(work: (stop: AbortSignal) => Promise<number>): Promise<number> {
  const stop = new AbortController();
  const interrupted = firstSignal().then((received) => {
    stop.abort();
    return received === 'SIGINT' ? EXIT_INTERRUPTED : 0;
  });
  const code = await work(stop.signal);
  return stop.signal.aborted ? interrupted : code;
}

function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let received = false;
    const handle = (signal: NodeJS.Signals): void => {
      if (received) process.exit(EXIT_INTERRUPTED);
      received = true;
      resolve(signal);
    };
    process.on('SIGINT', handle).on('SIGTERM', handle);
  });
}
