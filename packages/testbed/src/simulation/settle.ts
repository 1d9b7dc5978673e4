import { getActiveResourcesInfo } from 'node:process';

/** Reads and writes of files. */
const FILE_WORK = /^(FSReq|CloseReq|FileHandle)/;

/** How many wait for a turn of the loop here: two worlds that settle at once must not wait for each other. */
let waiting = 0;

/**
 * Lets everything run that waits for nothing but this process: promises, ticks, immediates, reads and writes of files.
 * Two files read at the same time may end in either order; who needs the same run twice reads one after the other.
 * Work on other threads (a slow hash, WebCrypto) is not seen: in a simulated world it has a fake.
 */
export async function settle(): Promise<void> {
  do await nextTurn();
  while (isBusy());
}

function isBusy(): boolean {
  const resources = getActiveResourcesInfo();
  return (
    resources.filter((one) => one === 'Immediate').length > waiting || resources.some((one) => FILE_WORK.test(one))
  );
}

function nextTurn(): Promise<void> {
  waiting += 1;
  return new Promise((resolve) => {
    setImmediate(() => {
      waiting -= 1;
      resolve();
    });
  });
}
