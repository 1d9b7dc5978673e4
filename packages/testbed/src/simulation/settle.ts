import { getActiveResourcesInfo } from 'node:process';

/** What this process itself has under way: a turn of the loop, a file. No socket, no timer. */
const OWN_WORK = /^(Immediate|FSReq|CloseReq|FileHandle)/;

/**
 * Lets everything run that waits for nothing but this process: promises, ticks, immediates, reads and writes of files.
 * Two files read at the same time may end in either order; who needs the same run twice reads one after the other.
 * Work on other threads (a slow hash, WebCrypto) is not seen: in a simulated world it has a fake.
 */
export async function settle(): Promise<void> {
  do await nextTurn();
  while (getActiveResourcesInfo().some((resource) => OWN_WORK.test(resource)));
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
