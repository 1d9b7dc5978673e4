import {
  days,
  earliest,
  Fault,
  hours,
  instant,
  later,
  milliseconds,
  minutes,
  retryDelay,
  seconds,
  shareOf,
  type ActivityId,
  type Cancel,
  type Clock,
  type Entropy,
  type Logger,
  type RetrySchedule,
} from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { createTranslators, mailPhrases } from '@holdover/phrases';
import type { Documents } from '@holdover/sealed-store';
import type { Alerts } from '../alerts/alerts.ts';
import type { MailMessage, MailOutcome } from '../mail/mail-sender.ts';
import type { OrganisationSettings } from '@holdover/api';
import type { ListedUser } from '../users/user.ts';
import type { Stores } from '../../stores.ts';
import type { Scan, ScanStore } from './scan-store.ts';

export interface ScanMailerDeps {
  readonly store: ScanStore;
  readonly documents: Documents<ActivityId>;
  readonly users: Pick<Stores['users'], 'read'>;
  readonly organisation: () => Promise<Pick<OrganisationSettings, 'language' | 'timeZone'>>;
  /** Undefined while e-mail is switched off. */
  readonly sender: () => Promise<((message: MailMessage) => Promise<MailOutcome>) | undefined>;
  readonly alerts: Pick<Alerts, 'raise'>;
  readonly clock: Pick<Clock, 'wall' | 'after'>;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

export interface ScanMailer {
  /** One whose document is on this server's disk. */
  take(id: ActivityId): void;
  /** Something has changed: what is due is tried now. */
  wake(): void;
  stop(): Promise<void>;
}

/** A mail server that restarts is back within minutes; one that greylists wants a quarter of an hour. */
const RETRY: RetrySchedule = { first: minutes(2), most: hours(1), factor: 2 };
const LEAST_WAIT = minutes(1);
/** Mail servers themselves give up after four or five days (RFC 5321 §4.5.4.1): a week is longer than any outage people wait out. */
const GIVEN_UP_AFTER = days(7);
const GRACE = seconds(10);
/** What is refused for good may be so for a setting that somebody mends once they were told. */
const REFUSED_FOR = days(1);
/** For how long a terminal that never heard its answer is told that a scan was taken. */
const REMEMBERED = days(90);

const translators = createTranslators(mailPhrases);

/**
 * Sends what waits, one after another. A scan is sent at least once, under one message id: a crash between the mail server's word and
 * the note of it is the only way to twice.
 * @param own those whose documents are here
 */
export function startScanMailer(deps: ScanMailerDeps, own: Iterable<ActivityId>): ScanMailer {
  const { clock, logger } = deps;
  const here = new Set(own);
  let cancel: Cancel = () => undefined;
  let running: Promise<void> | undefined;
  let isWanted = false;
  let isStopped = false;

  const look = async (): Promise<void> => {
    do {
      isWanted = false;
      await sendDue(deps, here, () => isStopped);
    } while (isWanted && !isStopped);
  };
  const again = async (): Promise<void> => {
    if (isStopped || here.size === 0) return;
    const next = await nextAt(deps.store, here);
    const wait = Math.max(LEAST_WAIT, (next ?? 0) - clock.wall());
    if (!isStopped) cancel = clock.after(milliseconds(Math.min(RETRY.most, wait)), wake);
  };
  const wake = (): void => {
    isWanted = true;
    if (running !== undefined || isStopped) return;
    cancel();
    running = look()
      .catch((error: unknown) => logger.error('Scans could not be sent', { error: describeError(error) }))
      .then(again)
      .catch((error: unknown) => {
        logger.error('Scans that wait could not be read', { error: describeError(error) });
        cancel = clock.after(LEAST_WAIT, wake);
      })
      .finally(() => {
        running = undefined;
        if (isWanted) wake();
      });
  };
  if (here.size > 0) wake();
  return {
    take(id) {
      here.add(id);
      wake();
    },
    wake,
    stop: async () => {
      isStopped = true;
      cancel();
      if (running === undefined) return;
      // What the mail server has taken by then is noted; what it has not is sent again.
      await new Promise<void>((resolve) => {
        const late = clock.after(GRACE, resolve);
        void running?.finally(() => {
          late();
          resolve();
        });
      });
    },
  };
}

async function nextAt(store: ScanStore, here: ReadonlySet<ActivityId>) {
  const times = (await store.waiting()).filter(({ id }) => here.has(id)).map((scan) => scan.nextAt);
  return times.length === 0 ? undefined : times.reduce(earliest);
}

async function sendDue(deps: ScanMailerDeps, here: Set<ActivityId>, isStopped: () => boolean): Promise<void> {
  const { store, clock } = deps;
  const now = clock.wall();
  await store.forgetEnded(instant(now - REMEMBERED));
  const waiting = (await store.waiting()).filter(({ id }) => here.has(id));
  for (const scan of waiting.toSorted((a, b) => a.receivedAt - b.receivedAt)) {
    if (isStopped()) return;
    if (scan.nextAt > now && !isOld(scan, now)) continue;
    if (await settle(deps, scan)) here.delete(scan.id);
  }
}

const isOld = ({ receivedAt }: Scan, now: number): boolean => now - receivedAt >= GIVEN_UP_AFTER;

/** @returns whether it is over */
async function settle(deps: ScanMailerDeps, scan: Scan): Promise<boolean> {
  const { users, sender, clock, logger } = deps;
  if (isOld(scan, clock.wall())) return giveUp(deps, scan, `Not sent for a week. ${scan.detail}`.trim());
  const user = await users.read(scan.userId);
  if (user === undefined || !user.enabled || user.email === null) {
    logger.info('A scan is dropped: its owner is gone, or has no address', { activityId: scan.id });
    return end(deps, scan, 'dropped', '');
  }
  const send = await sender();
  if (send === undefined) return false;
  const outcome = await send(await messageOf(deps, scan, { ...user, email: user.email }));
  if (outcome.sent) return end(deps, scan, 'sent', outcome.detail);
  const { detail, lasting } = outcome;
  logger.warn('A scan was not sent', { activityId: scan.id, attempts: scan.attempts + 1, lasting, detail });
  if (lasting) {
    await tell(deps, scan, detail);
    if (clock.wall() - scan.receivedAt >= REFUSED_FOR) return end(deps, scan, 'failed', detail);
  }
  await deps.store.again(scan.id, { ...nextTry(deps, scan), detail });
  return false;
}

function nextTry({ clock, entropy }: ScanMailerDeps, { attempts }: Scan): Pick<Scan, 'nextAt' | 'attempts'> {
  const delay = retryDelay(RETRY, attempts, shareOf(entropy.bytes(3)));
  return { attempts: attempts + 1, nextAt: later(clock.wall(), milliseconds(LEAST_WAIT + delay)) };
}

async function giveUp(deps: ScanMailerDeps, scan: Scan, detail: string): Promise<true> {
  await tell(deps, scan, detail);
  return end(deps, scan, 'failed', detail);
}

function tell({ alerts }: ScanMailerDeps, { deviceId, terminalId }: Scan, detail: string): Promise<void> {
  return alerts.raise({ kind: 'scan-not-sent', deviceId, terminalId, detail });
}

/** The row first: a document without one is removed at the next start. */
async function end(
  { store, documents, clock, logger }: ScanMailerDeps,
  { id }: Scan,
  state: 'sent' | 'dropped' | 'failed',
  detail: string,
): Promise<true> {
  await store.end(id, { state, at: clock.wall(), detail });
  await documents.remove(id).catch((error: unknown) => {
    logger.warn('A scan that is over could not be removed', { activityId: id, error: describeError(error) });
  });
  return true;
}

async function messageOf(
  { documents, organisation }: ScanMailerDeps,
  { id, fileName, format, pages, scannedAt }: Scan,
  user: Pick<ListedUser, 'fullName' | 'language'> & { readonly email: string },
): Promise<MailMessage> {
  const { language: standard, timeZone } = await organisation();
  const text = translators(user.language ?? standard);
  const time = new Intl.DateTimeFormat(text.language, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const values = { name: user.fullName, time: time.format(scannedAt), count: pages, number: pages };
  return {
    to: user.email,
    subject: text('mail.scan.subject'),
    text: text('mail.scan.text', values),
    id,
    attachment: { fileName, type: format, data: documents.read(id) },
  };
}

/** Whether its document is on this disk; with several servers over one database each has its own. */
export async function isHere(documents: Documents<ActivityId>, id: ActivityId): Promise<boolean> {
  const parts = documents.read(id)[Symbol.asyncIterator]();
  try {
    await parts.next();
    return true;
  } catch (error) {
    if (error instanceof Fault && error.code === 'sealed-file-damaged') return false;
    throw error;
  } finally {
    await parts.return?.();
  }
}
