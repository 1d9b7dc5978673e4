import type { PhrasesOf } from '../phrases.ts';
import type { explain as english } from '../en/explain.ts';

export const explain: PhrasesOf<typeof english> = {
  can: 'Kann sich dort offline anmelden, bis {{until}}.',
  reason: {
    'not-enrolled': 'An diesem Gerät ist noch kein Terminal registriert.',
    'never-synchronized': 'Das Terminal hat noch nichts bestätigt.',
    'device-inactive': 'Das Gerät ist deaktiviert.',
    'model-without-offline-login': 'Dieses Gerät unterstützt keine Offline-Anmeldung.',
    'offline-login-off': 'Die Offline-Anmeldung ist ausgeschaltet.',
    'no-offline-method': 'Das Profil des Geräts hat keine der Methoden, die offline funktionieren.',
    'key-protector-too-weak': 'Das Profil verlangt einen besseren Schlüsselschutz, als dieses Terminal hat.',
    'time-uncertain': 'Das Terminal kennt die Uhrzeit nicht mehr sicher.',
    'user-disabled': 'Der Benutzer ist deaktiviert.',
    'credential-denied': 'Die PIN oder ID-Karte wurde entzogen, und das Terminal weiß es.',
    ended: 'Was das Terminal von dieser Person gespeichert hat, ist abgelaufen.',
    'no-credential': 'Der Benutzer hat weder eine gültige PIN noch eine gültige ID-Karte.',
    'no-fitting-credential': 'Keine der Anmeldemethoden dieses Geräts passt zu den PINs und ID-Karten des Benutzers.',
    'synchronization-off':
      'Die Benutzer-Synchronisierung ist aus, und der Benutzer hat sich dort zuletzt nicht online angemeldet.',
    'not-assigned': 'Der Benutzer ist diesem Gerät nicht zugewiesen und hat sich dort zuletzt nicht online angemeldet.',
    'left-out': 'Der Benutzer ist diesem Gerät zugewiesen, aber es ist kein Platz mehr frei.',
    'on-its-way': 'Der Benutzer gehört dorthin, und das Terminal hat es noch nicht bestätigt.',
  },
  change: {
    'not-enrolled': 'Erzeugen Sie einen Einbindungscode und binden Sie ein Terminal ein.',
    'never-synchronized': 'Warten Sie auf die erste Synchronisierung, oder sehen Sie nach, warum es fehlt.',
    'device-inactive': 'Aktivieren Sie das Gerät.',
    'model-without-offline-login': 'Nichts: Das eingebettete Terminal dieses Modells speichert keine Anmeldedaten.',
    'offline-login-off': 'Schalten Sie sie unter Einstellungen › Drucker und Terminals ein.',
    'no-offline-method': 'Fügen Sie dem Profil PIN, ID-Karte oder ID-Karte und PIN hinzu.',
    'key-protector-too-weak': 'Lassen Sie im Profil nur ID-Karte und PIN zu, oder geben Sie dem Terminal ein TPM 2.',
    'time-uncertain': 'Lassen Sie das Terminal den Druckserver einmal erreichen.',
    'user-disabled': 'Aktivieren Sie den Benutzer.',
    'credential-denied': 'Geben Sie dem Benutzer eine andere PIN oder ID-Karte.',
    ended: 'Eine Synchronisierung dieses Terminals oder eine Online-Anmeldung dort verlängert es.',
    'no-credential': 'Geben Sie dem Benutzer eine PIN oder eine ID-Karte.',
    'no-fitting-credential':
      'Geben Sie dem Benutzer, was die Methoden verlangen, oder fügen Sie dem Profil eine Methode hinzu.',
    'synchronization-off':
      'Schalten Sie die Benutzer-Synchronisierung ein und weisen Sie den Benutzer zu, oder lassen Sie ihn sich dort einmal online anmelden.',
    'not-assigned':
      'Weisen Sie den Benutzer in der Benutzer-Synchronisierung zu, oder lassen Sie ihn sich dort einmal online anmelden.',
    'left-out':
      'Erhöhen Sie im Profil die Zahl der synchronisierten Benutzer, schieben Sie die Zeile nach oben, oder lassen Sie ihn sich dort einmal online anmelden.',
    'on-its-way': 'Warten Sie auf die nächste Synchronisierung des Terminals, oder sehen Sie nach, warum es fehlt.',
  },
};
