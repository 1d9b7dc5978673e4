import type { PanelMessage, PanelProblemCode, UnavailableReason } from '@holdover/api';
import { createTranslators, panelPhrases, type Translator } from '@holdover/phrases';

/** The texts this page shows. */
export const translators = createTranslators(panelPhrases);
type Translate = ReturnType<typeof translators>;
export type TextKey = Translate extends Translator<infer Key> ? Key : never;
export type Texts = Translator<TextKey>;

/** Why something is dimmed. `unsaid` the terminal names no reason. */
export type Obstacle = UnavailableReason | 'unsaid';

const REASON_TEXT: Readonly<Record<Obstacle, TextKey>> = {
  'needs-print-server': 'fixed.needsPrintServer',
  'no-jobs': 'panel.reason.noJobs',
  'not-in-profile': 'panel.reason.notInProfile',
  'not-set-up': 'panel.reason.notSetUp',
  'no-color-right': 'panel.reason.noColorRight',
  'printer-unreachable': 'panel.reason.printerUnreachable',
  'job-owner-unknown': 'panel.reason.jobOwnerUnknown',
  'offline-page-limit': 'panel.reason.offlinePageLimit',
  'format-not-supported': 'panel.reason.formatNotSupported',
  'printer-certificate': 'panel.reason.printerCertificate',
  'document-damaged': 'panel.reason.documentDamaged',
  'no-scanner': 'panel.reason.noScanner',
  'scanner-unreachable': 'panel.reason.scannerUnreachable',
  'no-usb-stick': 'panel.reason.noUsbStick',
  'no-email': 'panel.reason.noEmail',
  'device-not-lockable': 'panel.reason.deviceNotLockable',
  'device-unreachable': 'panel.reason.deviceUnreachable',
  'no-pin-method': 'panel.reason.noPinMethod',
  'printer-busy': 'panel.reason.printerBusy',
  unsaid: 'panel.reason.other',
};

/** Why not. A terminal newer than the page may name a reason it does not know. */
export function reasonText(reason: Obstacle): TextKey {
  return known(REASON_TEXT, reason) ?? 'panel.reason.other';
}

/** A page stays open for months: what its terminal says may be newer than what it knows. */
export function known<T>(table: Readonly<Partial<Record<string, T>>>, name: string): T | undefined {
  return table[name];
}

/** What a refused login says (D2: all that is not told in words of its own is *not recognised*). */
const LOGIN_REFUSAL_TEXT: Readonly<Record<PanelProblemCode | 'unreachable', TextKey>> = {
  'unknown-credential': 'fixed.notRecognised',
  expired: 'fixed.expired',
  'method-not-allowed': 'panel.refusal.methodNotAllowed',
  'offline-login-unavailable': 'panel.refusal.offlineUnavailable',
  disabled: 'panel.refusal.disabled',
  locked: 'fixed.tooManyPins',
  'session-active': 'panel.refusal.sessionActive',
  'journal-full': 'panel.message.journalFull',
  'session-ended': 'panel.refusal.fault',
  'not-available': 'panel.refusal.fault',
  'not-found': 'panel.refusal.fault',
  'card-taken': 'panelAccess.refusal.cardTaken',
  'too-many-cards': 'panelAccess.refusal.tooManyCards',
  'too-many-pins': 'panelAccess.refusal.tooManyPins',
  'registration-not-allowed': 'panelAccess.refusal.notAllowed',
  'task-active': 'panel.refusal.fault',
  'bad-request': 'panel.refusal.fault',
  'foreign-origin': 'panel.refusal.fault',
  'terminal-fault': 'panel.refusal.fault',
  unreachable: 'panel.refusal.fault',
};

export function loginRefusalText(code: PanelProblemCode | 'unreachable'): TextKey {
  return known(LOGIN_REFUSAL_TEXT, code) ?? 'panel.refusal.fault';
}

/** What a refused order on a job says. */
export function orderRefusalText(code: PanelProblemCode | 'unreachable', reason: UnavailableReason | null): TextKey {
  if (reason !== null) return reasonText(reason);
  if (code === 'not-found') return 'panel.jobs.gone';
  if (code === 'task-active') return 'panelTasks.taskActive';
  if (code === 'unknown-credential') return 'fixed.notRecognised';
  return 'panel.jobs.actionFailed';
}

/** The band says how to go on without the server; it is a fact, not an alarm. */
export const BAND_TEXT: Readonly<Partial<Record<PanelMessage['code'], readonly TextKey[]>>> = {
  'model-without-offline-login': ['fixed.noOfflineLogin', 'panel.message.serverAway'],
  'no-offline-method': ['panel.message.noOfflineMethod'],
  'offline-login-off': ['panel.message.offlineLoginOff'],
  'offline-mode': ['fixed.offlineBand'],
};

/** Things somebody should look after, beside the login. */
export const NOTE_TEXT: Readonly<Partial<Record<PanelMessage['code'], TextKey>>> = {
  'journal-full': 'panel.message.journalFull',
  'journal-nearly-full': 'panel.message.journalNearlyFull',
  'terminal-refused': 'panel.message.terminalRefused',
  'printer-unreachable': 'panel.message.printerUnreachable',
  'printer-certificate': 'panel.message.printerCertificate',
  'card-reader-away': 'panel.message.cardReaderAway',
};
