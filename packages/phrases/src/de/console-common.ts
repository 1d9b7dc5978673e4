import type { consoleCommon as en } from '../en/console-common.ts';
import type { PhrasesOf } from '../phrases.ts';

export const consoleCommon: PhrasesOf<typeof en> = {
  nav: {
    administration: 'Verwaltung',
    api: 'REST-API (OpenAPI)',
    developers: 'Für Entwickler',
    fleet: 'Flotte',
    people: 'Personen',
    printersAndTerminals: 'Drucker und Terminals',
    settings: 'Einstellungen',
  },
  alerts: {
    clockStep: 'Die Uhrzeit des Terminals war um mehr als fünf Minuten falsch',
    deviceOfflineAlone: 'Nicht erreichbar, die Nachbargeräte aber schon. Steckt das Kabel?',
    identityForked: 'Ein anderer Rechner tritt als dieses Terminal auf. Binden Sie es neu ein',
    journalFilling: 'Der Speicher für die Abrechnung füllt sich',
    keyCloned:
      'Ein abgelegter Schlüssel dieses Terminals wurde benutzt: Ein anderer Rechner hat eine Kopie. Binden Sie es neu ein',
    pinWalking: 'An diesem Druckgerät werden PINs durchprobiert',
    printerCertificateChanged:
      'Das Druckgerät zeigt ein anderes Zertifikat als das genehmigte. Bis es genehmigt wird, wird dort nichts gedruckt',
    scanNotSent:
      'Ein Scan wird nicht per E-Mail gesendet: Der Mailserver weist ihn ab oder war eine Woche lang nicht erreichbar. Prüfen Sie Einstellungen › E-Mail',
    serverRestored:
      'Das Terminal kennt Einträge, die dieser Druckserver nicht hat. Wurde er aus einer Sicherung wiederhergestellt?',
    title: 'Warnungen',
    unexplainedPages: 'Das Druckgerät hat Seiten gedruckt, die kein Eintrag erklärt: Es nimmt Aufträge von anderswo an',
  },
  overview: {
    allDevices: 'Alle Druckgeräte',
    applied: 'Terminals haben die neuesten Einstellungen',
    away: 'Terminals nicht erreichbar',
    backlog: 'Journaleinträge noch ausstehend',
    lead: 'Ihre Flotte auf einen Blick.',
    ofTotal: '{{part}} von {{total}}',
    online: 'Terminals online',
    title: 'Übersicht',
    users: 'Benutzer',
  },
  checklist: {
    device: 'Druckgerät hinzufügen',
    deviceText: 'Nennen Sie es so, wie die Leute am Gerät es tun.',
    done: '(erledigt)',
    login: 'Einmal offline anmelden',
    loginText:
      'Ziehen Sie das Netzwerkkabel eines Geräts, melden Sie sich mit PIN oder ID-Karte an und stecken Sie es wieder ein. Die Sitzung erscheint dann hier.',
    open: '(offen)',
    sync: 'Festlegen, wer mit welchen Geräten synchronisiert wird',
    syncText:
      'Öffnen Sie unter Offline-Anmeldung die Benutzer-Synchronisierung, aktivieren Sie sie und fügen Sie eine Zeile hinzu.',
    terminal: 'Terminal einbinden',
    terminalText: 'Erzeugen Sie beim Druckgerät einen Einbindungscode und geben Sie ihn am Terminal ein.',
    title: 'Bis zur ersten Offline-Anmeldung',
    users: 'Benutzer anlegen',
    usersText: 'Einzeln oder viele auf einmal aus einer CSV-Datei.',
  },
  method: {
    card: 'ID-Karte',
    cardAndPin: 'ID-Karte und PIN',
    password: 'Passwort',
    pin: 'PIN',
  },
  audit: {
    action: 'Aktion',
    actor: 'Wer',
    after: 'Nachher',
    at: 'Wann',
    before: 'Vorher',
    kind: {
      administrator: 'Administrator',
      apiToken: 'API-Token',
      system: 'Server',
      terminal: 'Terminal',
      user: 'Benutzer am Bedienfeld',
    },
    lead: 'Jede Änderung: wer, wann, vorher und nachher. Geheimes erscheint hier nie.',
    none: 'Keine Einträge',
    noneFound: 'Kein solcher Eintrag',
    noneFoundText: 'Keine Änderung entspricht dieser Suche und diesen Filtern.',
    noneText: 'Jede Änderung, hier oder über die API, wird von der ersten an festgehalten.',
    search: 'Protokoll durchsuchen',
    target: 'Was',
    title: 'Änderungsprotokoll',
  },
  missing: {
    device: 'Dieses Druckgerät gibt es nicht',
    import: 'Diesen Import gibt es nicht',
    profile: 'Dieses Profil gibt es nicht',
    user: 'Diesen Benutzer gibt es nicht',
    userSource: 'Diese Benutzerquelle gibt es nicht',
  },
};
