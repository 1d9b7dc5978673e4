import type { panelProblems as english } from '../en/panel-problems.ts';
import type { PhrasesOf } from '../phrases.ts';
import { fixed } from './fixed.ts';
import { panel } from './panel.ts';

export const panelProblems: PhrasesOf<typeof english> = {
  'unknown-credential': { title: 'Nicht erkannt', detail: fixed.notRecognised },
  expired: { title: 'Offline-Anmeldung abgelaufen', detail: fixed.expired },
  'method-not-allowed': { title: 'Für dieses Gerät nicht eingerichtet', detail: panel.refusal.methodNotAllowed },
  'offline-login-unavailable': { title: 'Keine Anmeldung ohne den Druckserver', detail: fixed.needsPrintServer },
  disabled: { title: 'Zugang gesperrt', detail: panel.refusal.disabled },
  locked: {
    title: 'Zu viele Versuche',
    detail: 'Zu viele falsche Versuche. Versuchen Sie es in {{seconds}} Sekunden erneut.',
  },
  'session-active': { title: 'Es ist jemand angemeldet', detail: panel.refusal.sessionActive },
  'session-ended': { title: 'Sitzung beendet', detail: 'Diese Sitzung ist beendet. Bitte melden Sie sich erneut an.' },
  'journal-full': { title: 'Speicher für die Abrechnung voll', detail: panel.message.journalFull },
  'not-available': { title: 'Jetzt nicht möglich', detail: 'Das ist jetzt nicht möglich.' },
  'not-found': { title: 'Nicht gefunden', detail: 'Unter diesem Namen gibt es hier nichts.' },
  'card-taken': { title: 'Karte vergeben', detail: 'Diese ID-Karte gehört bereits jemandem.' },
  'too-many-cards': {
    title: 'Zu viele ID-Karten',
    detail:
      'Sie haben so viele ID-Karten, wie eine Person haben kann. Bitten Sie Ihre Administration, eine zu entfernen.',
  },
  'too-many-pins': {
    title: 'Zu viele PINs',
    detail: 'Sie haben so viele PINs, wie eine Person haben kann. Bitten Sie Ihre Administration, eine zu entfernen.',
  },
  'registration-not-allowed': {
    title: 'Keine Registrierung',
    detail: 'An diesem Gerät können keine ID-Karten registriert werden.',
  },
  'task-active': { title: 'Der Scanner ist belegt', detail: 'Eine andere Kopie oder ein anderer Scan läuft noch.' },
  'bad-request': {
    title: 'Nicht verstanden',
    detail: 'Die Anfrage hat nicht die Form, die diese Schnittstelle erwartet.',
  },
  'foreign-origin': { title: 'Nicht vom Bedienfeld', detail: 'Das darf nur das Bedienfeld dieses Geräts fragen.' },
  'terminal-fault': { title: 'Fehler im Terminal', detail: panel.refusal.fault },
};
