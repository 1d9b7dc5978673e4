import type { PanelMessage, PanelSession, PanelState, UnavailableReason } from '@holdover/api';
import { later, milliseconds, toRfc3339, type Duration } from '@holdover/kernel';
import type { JournalRoom } from '@holdover/journal';
import { asksServer, worksOffline, type LinkMode, type TimeReading } from '@holdover/offline-login';
import type { TerminalProfile } from '@holdover/protocol';
import type { CacheState } from '../cache/credential-cache.ts';
import type { CardReaderState } from '../card-reader/card-reader.ts';
import type { OpenSession } from '../session/session-keeper.ts';
import type { Unlock } from '../unlock/unlock.ts';
import { methodAvailability, ownActions, type Availability } from './own-actions.ts';
import { unlockAvailability } from './unlock-routes.ts';

/** Everything the panel's state is made of, at one moment. */
export interface PanelFacts {
  readonly link: LinkMode;
  /** As enrolled; the synchronized name wins. */
  readonly deviceName: string;
  readonly cache: CacheState | undefined;
  readonly session: OpenSession | undefined;
  /** Whether the session's user has a job that can be printed now. */
  readonly hasJobs: boolean;
  /** Why the session's user cannot do it now; null where they can. */
  readonly obstacles?: Partial<Record<'copy' | 'scan', UnavailableReason | null>> | undefined;
  /** Why nothing can be printed now. */
  readonly printerTrouble?: 'printer-unreachable' | 'printer-certificate' | undefined;
  readonly cardReader?: CardReaderState;
  /** The terminal left its fleet. */
  readonly hasLeft?: boolean;
  /** Of the device's own panel; it cannot be unlocked without. */
  readonly unlock?: Pick<Unlock, 'trouble' | 'unlockedFor' | 'isFreeForAll'>;
  readonly time: TimeReading;
  readonly pinLockedFor: Duration;
  readonly journalRoom: JournalRoom;
  readonly journalBacklog: number;
}

export function panelStateOf(facts: PanelFacts): PanelState {
  const { link, cache, session, time, journalBacklog } = facts;
  return {
    link,
    device: {
      name: cache?.device.name ?? facts.deviceName,
      model: cache?.device.model ?? 'generic',
      language: cache?.device.language ?? 'en',
      offlineLogin: cache?.device.offlineLogin ?? false,
    },
    // A2, A3: a method that cannot work now is shown with its reason; nothing fails after being tapped.
    methods: (cache?.profile.loginMethods ?? []).map((method) => ({
      method,
      ...methodAvailability(method, serverOf(facts), servesOffline(facts)),
    })),
    pinMinLength: cache?.settings.pinMinLength ?? 4,
    cardRegistration: ownActions(cache?.profile, serverOf(facts)).some(
      ({ name, available }) => name === 'register-card' && available,
    ),
    session: session === undefined ? null : panelSessionOf(session, facts, time),
    messages: messagesOf(facts),
    journalBacklog,
  };
}

export function panelSessionOf(
  session: OpenSession,
  facts: Pick<PanelFacts, 'cache' | 'hasJobs' | 'link' | 'obstacles' | 'unlock'>,
  time: TimeReading,
): PanelSession {
  const { id, user, mode, endsInSeconds } = session;
  const { cache, link } = facts;
  return {
    id,
    userName: user.userName,
    fullName: user.fullName,
    language: user.language,
    mode,
    endsAt: toRfc3339(later(time.at, milliseconds(endsInSeconds * 1_000))),
    endsInSeconds,
    actions: [
      ...(cache?.profile.actions ?? []).map((name) => ({ name, ...actionAvailability(name, facts) })),
      ...ownActions(cache?.profile, serverOf({ link })),
    ],
    unlocked: facts.unlock?.unlockedFor(id) ?? null,
  };
}

function actionAvailability(
  name: TerminalProfile['actions'][number],
  { hasJobs, obstacles, link, unlock }: Pick<PanelFacts, 'hasJobs' | 'obstacles' | 'link' | 'unlock'>,
): Availability {
  switch (name) {
    case 'print':
      return hasJobs ? { available: true } : { available: false, reason: 'no-jobs' };
    case 'copy':
    case 'scan': {
      const { [name]: reason = 'no-scanner' } = obstacles ?? {};
      return reason === null ? { available: true } : { available: false, reason };
    }
    case 'unlock-panel':
      return unlockAvailability(serverOf({ link }), unlock === undefined ? 'device-not-lockable' : unlock.trouble());
  }
}

function serverOf({ link }: Pick<PanelFacts, 'link'>): 'asked' | 'away' {
  return asksServer(link) ? 'asked' : 'away';
}

function servesOffline({ cache, time }: PanelFacts): boolean {
  return cache !== undefined && cache.device.offlineLogin && cache.settings.enabled && time.allowsOfflineLogin;
}

function messagesOf(facts: PanelFacts): PanelMessage[] {
  const { link, pinLockedFor, journalRoom, printerTrouble } = facts;
  const messages: PanelMessage[] = [];
  if (facts.hasLeft === true) return [{ code: 'not-enrolled' }];
  if (link === 'refused') messages.push({ code: 'terminal-refused' });
  if (!asksServer(link)) messages.push({ code: offlineMessage(facts) });
  if (pinLockedFor > 0) messages.push({ code: 'pin-locked', retryAfterSeconds: Math.ceil(pinLockedFor / 1_000) });
  if (journalRoom === 'full') messages.push({ code: 'journal-full' });
  if (journalRoom === 'warning') messages.push({ code: 'journal-nearly-full' });
  if (printerTrouble !== undefined) messages.push({ code: printerTrouble });
  if (facts.cardReader === 'away') messages.push({ code: 'card-reader-away' });
  if (facts.unlock?.isFreeForAll() === true) messages.push({ code: 'device-unlocked' });
  return messages;
}

function offlineMessage({ cache }: PanelFacts): PanelMessage['code'] {
  if (cache === undefined) return 'offline-login-off';
  if (!cache.device.offlineLogin) return 'model-without-offline-login';
  if (!cache.settings.enabled) return 'offline-login-off';
  return cache.profile.loginMethods.some(worksOffline) ? 'offline-mode' : 'no-offline-method';
}
