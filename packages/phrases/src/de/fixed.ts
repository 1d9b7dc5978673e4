import type { PhrasesOf } from '../phrases.ts';
import type { fixed as en } from '../en/fixed.ts';

export const fixed: PhrasesOf<typeof en> = {
  settingsPath: 'Einstellungen › Drucker und Terminals',
  offlineLogin: 'Offline-Anmeldung',
  enabled: 'Aktiviert',
  cacheHoursBefore: 'Benutzeranmeldedaten für',
  cacheHoursAfter: 'Stunden zwischenspeichern',
  userSynchronization: 'Benutzer-Synchronisierung',
  userSynchronizationDialog: 'Offline-Anmeldung – Benutzersynchronisierung',
  updateInterval: 'Aktualisierungsintervall (in Stunden)',
  assignments: 'Zu synchronisierende Druckgeräte und Benutzer',
  applyNewSettings: 'Neue Einstellungen übernehmen',
  resetAllTerminals: 'Alle Terminals zurücksetzen',
  ok: 'OK',
  cancel: 'Abbrechen',
  offlineMode: 'Offline-Modus',
  noProject: 'Ohne Projekt',
  offlineBand: 'Offline-Modus. Melden Sie sich mit PIN oder ID-Karte an. Ihre Seiten werden später abgerechnet.',
  expired: 'Ihre Offline-Anmeldung ist abgelaufen. Sie funktioniert wieder, sobald der Druckserver erreichbar ist.',
  tooManyPins: 'Zu viele falsche PINs. Versuchen Sie es in {{time}} erneut oder verwenden Sie Ihre ID-Karte.',
  notRecognised: 'Nicht erkannt. Bitte versuchen Sie es erneut.',
  needsPrintServer: 'Benötigt den Druckserver',
  noOfflineLogin: 'Dieses Gerät unterstützt keine Offline-Anmeldung.',
};
