import type { consoleDevice as en } from '../en/console-device.ts';
import type { PhrasesOf } from '../phrases.ts';

export const consoleDevice: PhrasesOf<typeof en> = {
  device: {
    activated: '{{name}} ist wieder aktiv.',
    addToGroup: 'Zu einer Gruppe hinzufügen',
    added: 'Hinzugefügt',
    allActivities: 'Alle Aktivitäten dieses Druckgeräts',
    allAlerts: 'Alle Warnungen dieses Druckgeräts',
    allJobs: 'Alle Aufträge dieses Druckgeräts',
    allSessions: 'Alle Sitzungen dieses Druckgeräts',
    anyGroup: 'Alle Gruppen',
    anyModel: 'Alle Modelle',
    anyProfile: 'Alle Profile',
    anyState: 'Alle Zustände',
    audit: 'Jede Änderung an diesem Druckgerät',
    auditTerminal: 'Alles, was mit seinem Terminal geschah',
    compared: 'Mit den Einträgen verglichen',
    counters: 'Zählerstände',
    deactivated:
      '{{name}} wurde deaktiviert. Die zwischengespeicherten Anmeldedaten werden gelöscht; Journal und gehaltene Aufträge bleiben.',
    deleted: '{{name}} wurde gelöscht.',
    groupOrSite: 'Gruppe oder Standort',
    jobsHeld: 'Aufträge, die hier warten oder gedruckt werden',
    joined: '{{device}} gehört jetzt zu {{name}}.',
    lastActivities: 'Neueste Aktivitäten',
    lastSessions: 'Neueste Sitzungen',
    lasts: 'dauert an',
    leftOut: 'Nicht dabei',
    lifetime: 'Seiten im Leben des Druckgeräts',
    movedToSite: '{{device}} gehört jetzt zum Standort {{site}}.',
    noActivities: 'Hier wurde noch nichts gedruckt, kopiert oder gescannt.',
    noAlerts: 'Keine Warnung dieses Druckgeräts.',
    noGroup: 'In keiner Gruppe',
    noGroupText:
      'Gruppen bestimmen, welche Benutzer zu diesem Druckgerät synchronisiert werden und wonach Sie filtern können.',
    noJobs: 'Hier wartet kein Auftrag',
    noJobsText: 'Aufträge, die an diesem Druckgerät warten oder zu ihm geschickt wurden, erscheinen hier von selbst.',
    noneLeftOut: 'Inzwischen haben alle einen Platz.',
    noOutages: 'Kein Ausfall aufgezeichnet. Zeiten ohne Verbindung zum Druckserver erscheinen hier, 90 Tage lang.',
    noSessions:
      'Hier hat sich noch niemand angemeldet. Sitzungen im Offline-Modus erscheinen, sobald das Gerät wieder verbunden ist.',
    noPinAlone: 'Keines: Eine PIN allein öffnet hier nichts',
    noSite: 'An keinem Standort',
    noSites: 'Es gibt noch keine Standorte',
    openSite: 'Standort öffnen',
    outages: 'Ausfälle',
    reason: {
      away: {
        title: 'Das Terminal ist nicht erreichbar',
        text: 'Letzter Kontakt: {{since}}. Wer dort zwischengespeichert ist, kann sich weiterhin offline anmelden; die Einträge treffen ein, sobald es wieder da ist. Prüfen Sie Strom und Netzwerk.',
        other: 'Letzter Kontakt: {{since}}. Bis dahin kann sich dort niemand anmelden. Prüfen Sie Strom und Netzwerk.',
        never: 'Es ist eingebunden und hat sich noch nie gemeldet. Starten Sie es am Druckgerät.',
      },
      behind: {
        title: 'Noch ist nicht alles angekommen',
        text: 'Bestätigt ist Revision {{applied}} von {{desired}}. Personen und Anmeldedaten treffen innerhalb von Minuten ein, ohne Zurücksetzen gespeicherte Einstellungen bei der nächsten Synchronisierung.',
      },
      degraded: {
        title: 'Der Druckserver antwortet ihm schlecht',
        text: 'Es ist verbunden, aber seine Anfragen ergeben Fehler oder dauern zu lange. Angemeldet wird so lange aus dem Zwischenspeicher. Prüfen Sie, ob der Druckserver überlastet oder das Netzwerk dazwischen langsam ist.',
      },
      inactive: {
        title: 'Dieses Druckgerät ist deaktiviert',
        text: 'Die zwischengespeicherten Anmeldedaten werden beim nächsten Kontakt gelöscht, und niemand kann sich dort anmelden. Journal und gehaltene Aufträge bleiben erhalten.',
      },
      suspended: {
        title: 'Das Terminal ist gesperrt',
        text: 'Seine Identität ist strittig: Eine andere Maschine tritt als dieses Terminal auf, oder ein abgelegter Schlüssel wurde benutzt. Sein Journal wird angenommen; Anmeldedaten und Einstellungen erhält es erst, wenn es neu eingebunden ist.',
      },
    },
    review: 'Was sich in den Einträgen dieses Druckgeräts widerspricht',
    showAlerts: 'Was sie bedeuten und was zu tun ist',
    standing_one: '{{number}} Warnung besteht für dieses Druckgerät',
    standing_other: '{{number}} Warnungen bestehen für dieses Druckgerät',
    site: 'Standort',
    siteOf: 'Standort von {{name}}',
    sites: 'Standorte',
    state: 'Zustand',
    stillUntil: 'Anmeldung noch möglich bis',
    tab: {
      overview: 'Überblick',
      offline: 'Offline-Anmeldung',
      groups: 'Gruppen und Standort',
      jobs: 'Aufträge',
      records: 'Sitzungen',
      history: 'Warnungen und Ausfälle',
    },
    takeOutOf: 'Aus {{name}} herausnehmen',
    toAuthentication: 'PIN-Einstellungen öffnen',
    unexplained: 'Seiten, die kein Eintrag erklärt',
    ungrouped: 'In keiner Gruppe und an keinem Standort',
    unlock: {
      left_one: 'Innerhalb von 24 Stunden bleibt {{number}} Entsperrung.',
      left_other: 'Innerhalb von 24 Stunden bleiben {{number}} Entsperrungen.',
      none: 'PIN-Anmeldung entsperren (heute keine mehr)',
      text: 'Gedacht für Leute, die sich durch Vertippen ausgesperrt haben. Das Bedienfeld erhält sofort alle PIN-Versuche zurück, und damit auch, wer rät: Jede Entsperrung erhöht das Raterisiko dieses Druckgeräts. Sie wird aufgezeichnet.',
      title: 'PIN-Anmeldung an {{name}} entsperren?',
    },
    worth: {
      bound:
        'Der Schlüssel ist an diese Maschine gebunden, ohne TPM 2. Gehen Sie davon aus, dass wer die ganze Maschine stiehlt, den Datenträger lesen kann.',
      strong:
        'Der Schlüssel ist an das TPM 2 gebunden: Der Datenträger allein verrät weder PIN noch Kartennummer, Namen oder Auftrag.',
      weak: 'Der Schlüssel liegt auf dem Datenträger neben den Daten: Wer ihn hat, kann sie lesen und PINs und Kartennummern durchprobieren.',
    },
  },
  enrolment: {
    again: 'Neuen Code erzeugen',
    arrival: 'Das Terminal, wie es eintrifft',
    copyCommand: 'Kopieren: {{command}}',
    facts: 'Version {{version}} · Schlüsselschutz: {{protector}}',
    over: {
      expired: {
        title: 'Dieser Code ist abgelaufen',
        text: 'Ein Code gilt einen Tag. Erzeugen Sie einen neuen.',
      },
      locked: {
        title: 'Dieser Code ist gesperrt',
        text: 'Zehn falsche Codes wurden versucht, die wie dieser beginnen. Erzeugen Sie einen neuen und fragen Sie nach, wer es versucht hat.',
      },
      used: {
        title: 'Dieser Code wurde benutzt',
        text: 'Er öffnet nichts mehr. Das Terminal erscheint unten.',
      },
      voided: {
        title: 'Dieser Code ist ungültig geworden',
        text: 'Jemand hat einen neueren für dieses Druckgerät erzeugt, und nur der gilt. Erzeugen Sie einen neuen, wenn Sie es nicht waren.',
      },
    },
    codeExpired: 'Der letzte Code, erzeugt {{when}}, ist unbenutzt abgelaufen.',
    codeLocked: 'Der letzte Code, erzeugt {{when}}, ist gesperrt: Zehn falsche wurden versucht.',
    codeWaits: 'Ein Code, erzeugt {{when}}, wartet bis {{until}}. Ein neuer macht ihn ungültig.',
    start: 'Es ist eingebunden und hat sich noch nicht gemeldet. Starten Sie es am Druckgerät:',
    step: {
      enrolled: {
        done: 'Das Terminal von {{name}} ist eingebunden',
        open: 'Warten auf das Terminal …',
      },
      online: {
        done: 'Die Verbindung steht',
        open: 'Verbindung zum Druckserver',
      },
      synchronized: {
        done: 'Die erste Synchronisierung ist bestätigt',
        open: 'Erste Synchronisierung',
      },
    },
    toDevice: 'Druckgerät öffnen',
    toOfflineLogin: 'Offline-Anmeldung öffnen',
    type: 'Am Terminal eingeben:',
  },
};
