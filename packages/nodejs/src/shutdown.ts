import process from 'node:process';
import type { Logger } from '@holdover/kernel';
import { describeError } from './logger.ts';

/** 128 + SIGINT, as shells expect of Ctrl-C. */
const EXIT_INTERRUPTED = 130;

/**
 * Closes once on SIGINT or SIGTERM, then ends the process (130 after Ctrl-C, 0 after SIGTERM, 1 if closing failed).
 * A second signal ends it at once.
 * @returns takes the handlers away again
 */
export function onShutdown(close: () => Promise<void>, log: Logger): () => void {
  let closing = false;
  const handle = (signal: NodeJS.Signals): void => {
    const code = signal === 'SIGINT' ? EXIT_INTERRUPTED : 0;
    if (closing) process.exit(code === 0 ? 1 : code);
    closing = true;
    log.info('Shutting down', { signal });
    close().then(
      () => process.exit(code),
      (error: unknown) => {
        log.error('Shutting down failed', { error: describeError(error) });
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  return () => {
    process.off('SIGINT', handle);
    process.off('SIGTERM', handle);
  };
}
