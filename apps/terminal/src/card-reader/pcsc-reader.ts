import { milliseconds, toHex, type Cancel, type Clock, type Logger } from '@holdover/kernel';
import type { CardReader, CardReaderListener } from './card-reader.ts';
import type { PcscCard, PcscDevices, PcscLibrary } from './pcsc-library.ts';

/** GET DATA for the UID (PC/SC part 3 §3.2.2.1.3). */
const GET_UID = [0xff, 0xca, 0x00, 0x00, 0x00];
const STATUS_BYTES = 2;
const DONE = '9000';

/** The field of a reader ends somewhere: a card at its edge comes and goes several times a second. */
const SAME_CARD_WITHIN = milliseconds(1_500);
/**
 * The library's thread sleeps for a second after an error, and ending it waits for that: just before it wakes nobody waits long.
 */
const BEGIN_AGAIN_AFTER = milliseconds(980);

const NOBODY: CardReaderListener = { read: () => undefined, stateChanged: () => undefined };

interface PcscReaderOptions {
  readonly library: PcscLibrary;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Cards by PC/SC: whatever readers there are, unplugged and back, and their service restarted. */
export function createPcscReader({ library, clock, logger }: PcscReaderOptions): CardReader {
  let listener = NOBODY;
  let devices: PcscDevices | undefined;
  let cancel: Cancel = () => undefined;
  let isReady = false;
  const readings = createReadings(clock);

  function settle(): void {
    const isNow = devices !== undefined && devices.listReaders().length > 0;
    if (isReady === isNow) return;
    isReady = isNow;
    if (!isReady) readings.forget();
    logger.info(isReady ? 'A card reader is there' : 'No card reader is there');
    listener.stateChanged();
  }

  function begin(): void {
    const ours = library();
    devices = ours;
    const ifOurs = (act: () => void) => () => {
      if (devices === ours) act();
    };
    ours.on('reader-attached', ifOurs(settle));
    ours.on('reader-detached', ifOurs(settle));
    ours.on('card-removed', ifOurs(readings.lifted));
    ours.on('card-inserted', ({ card }) => void read(card));
    ours.on('error', ifOurs(failed));
    ours.start();
  }

  /** Of a card that could not be read, the reader knows nothing; without a reader the service is gone. */
  function failed(): void {
    settle();
    if (isReady || devices === undefined) return;
    cancel();
    cancel = clock.after(BEGIN_AGAIN_AFTER, () => {
      devices?.stop();
      begin();
    });
  }

  async function read(card: PcscCard): Promise<void> {
    const number = await numberOf(card).catch(() => undefined);
    if (number === undefined) logger.warn('A card at the reader could not be read');
    else if (readings.isAnother(number)) listener.read(number);
  }

  return {
    state: () => (isReady ? 'ready' : 'away'),
    listen(to) {
      listener = to;
      begin();
    },
    close() {
      cancel();
      devices?.stop();
      devices = undefined;
    },
  };
}

/** The last number read, for as long as it may be the same card. */
interface Readings {
  /** Notes it, and says whether it is another reading than the one before. */
  isAnother(number: string): boolean;
  lifted(): void;
  forget(): void;
}

function createReadings(clock: Clock): Readings {
  let last: { readonly number: string; readonly at: number } | undefined;
  return {
    isAnother(number) {
      const isSame = last?.number === number && clock.boot() - last.at < SAME_CARD_WITHIN;
      last = { number, at: clock.boot() };
      return !isSame;
    },
    lifted() {
      if (last !== undefined) last = { ...last, at: clock.boot() };
    },
    forget() {
      last = undefined;
    },
  };
}

/** Upper-case hexadecimal; undefined where the card has no UID to give. */
async function numberOf(card: PcscCard): Promise<string | undefined> {
  const answer = await card.transmit(GET_UID);
  const uid = answer.subarray(0, -STATUS_BYTES);
  const status = toHex(answer.subarray(-STATUS_BYTES));
  return status === DONE && uid.length > 0 ? toHex(uid).toUpperCase() : undefined;
}
