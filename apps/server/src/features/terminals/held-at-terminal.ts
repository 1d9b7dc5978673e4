import { milliseconds, type CredentialId, type Instant, type UserId } from '@holdover/kernel';
import {
  DEVICE_MODELS,
  validUntil,
  type DeviceModelName,
  type HeldAtTerminal,
  type HeldEntry,
} from '@holdover/offline-login';
import type { Holding } from '../sync/holding.ts';
import type { CarriedSettings } from '../sync/terminal-plan.ts';
import type { TerminalRecord } from './terminal.ts';

/** A credential in a terminal's cache, with where it came from. */
export interface AcknowledgedEntry extends HeldEntry {
  /** `sync` where it came by both. */
  readonly source: Holding['source'];
}

/** One user's part of it. */
export interface HeldOfUser extends HeldAtTerminal {
  readonly entries: readonly AcknowledgedEntry[];
}

/** H1: what one terminal decides by, from what it acknowledged. */
export interface HeldThere {
  readonly userIds: Iterable<UserId>;
  of(userId: UserId): HeldOfUser;
}

export interface HeldThereQuestion {
  readonly terminal: TerminalRecord;
  readonly holdings: readonly Holding[];
  readonly model: DeviceModelName;
  readonly now: Instant;
}

/** Undefined for a terminal that has acknowledged nothing. */
export function heldThere({ terminal, holdings, model, now }: HeldThereQuestion): HeldThere | undefined {
  if (terminal.settingsApplied === null) return undefined;
  const { settings, profile } = JSON.parse(terminal.settingsApplied) as CarriedSettings; // written by TerminalSync
  const byUser = new Map<UserId, Map<CredentialId, AcknowledgedEntry>>();
  for (const holding of holdings) {
    if (!holding.acknowledged) continue;
    const entries = byUser.get(holding.userId) ?? new Map<CredentialId, AcknowledgedEntry>();
    byUser.set(holding.userId, entries);
    const known = entries.get(holding.credentialId);
    entries.set(holding.credentialId, merged(known, entryOf(holding, terminal, settings.cacheHours)));
  }
  const shared = {
    profile,
    // Who is held there was sent under a model that had it; what the device became since may be still on its way.
    model: { offlineLogin: byUser.size > 0 || DEVICE_MODELS[model].offlineLogin },
    settings,
    time: { at: now, uncertainty: milliseconds(0), from: 'stated', allowsOfflineLogin: true },
  } as const;
  return {
    userIds: byUser.keys(),
    of: (userId) => ({ ...shared, entries: [...(byUser.get(userId)?.values() ?? [])] }),
  };
}

function entryOf(holding: Holding, terminal: TerminalRecord, cacheHours: number): AcknowledgedEntry {
  const { credentialId, userId, method, source, endsAt } = holding;
  const until = validUntil({ confirmedAt: confirmation(holding, terminal), cacheHours, ownEnd: endsAt });
  return { credentialId, userId, kind: method, source, validUntil: until, disabled: false };
}

/** B5: a heartbeat confirms every synchronized credential at once; a session's is confirmed by its own login alone. */
function confirmation({ source, confirmedAt, knownAt }: Holding, terminal: TerminalRecord): Instant {
  if (source === 'session') return knownAt ?? confirmedAt;
  const last = terminal.confirmedAt ?? confirmedAt;
  return last > confirmedAt ? last : confirmedAt;
}

/** The same credential may be synchronized and session-cached: the later end counts (B5). */
function merged(known: AcknowledgedEntry | undefined, entry: AcknowledgedEntry): AcknowledgedEntry {
  if (known === undefined) return entry;
  const later = known.validUntil >= entry.validUntil ? known : entry;
  return { ...later, source: known.source === 'sync' ? 'sync' : entry.source };
}
