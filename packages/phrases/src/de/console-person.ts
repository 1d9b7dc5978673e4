import type { consolePerson as en } from '../en/console-person.ts';
import type { PhrasesOf } from '../phrases.ts';

export const consolePerson: PhrasesOf<typeof en> = {
  person: {
    anyPin: 'Alle PINs',
    anySource: 'Alle Quellen',
    atSource: 'Geprüft von {{source}}',
    atSourceText:
      'Das Verzeichnis {{source}} prüft das Passwort dieser Person bei jeder Anmeldung. Weder dieser Server noch die Geräte behalten etwas davon. Geändert wird es dort.',
    belowFloor: 'PIN zu kurz',
    colorOff: '{{name}} darf nicht mehr in Farbe drucken und kopieren.',
    colorOn: '{{name}} darf in Farbe drucken und kopieren.',
    created: 'Angelegt',
    deletion: {
      title: 'Was aus dem wird, was der Person gehört',
      jobs_one: '{{number}} wartender Auftrag wird mit seinem Dokument gelöscht.',
      jobs_other: '{{number}} wartende Aufträge werden mit ihren Dokumenten gelöscht.',
      pins_one: '{{number}} PIN wird gelöscht.',
      pins_other: '{{number}} PINs werden gelöscht.',
      cards_one: '{{number}} ID-Karte wird gelöscht.',
      cards_other: '{{number}} ID-Karten werden gelöscht.',
      terminals_one:
        '{{number}} Terminal vergisst diese Person: verbunden binnen Sekunden, sonst beim nächsten Kontakt.',
      terminals_other:
        '{{number}} Terminals vergessen diese Person: verbundene binnen Sekunden, die übrigen beim nächsten Kontakt.',
      away_one:
        '{{number}} davon ist gerade nicht erreichbar: Dort kann sich die Person bis dahin anmelden, oder bis die Anmeldung abläuft.',
      away_other:
        '{{number}} davon sind gerade nicht erreichbar: Dort kann sich die Person bis dahin anmelden, oder bis die Anmeldung abläuft.',
      records: 'Sitzungen ({{sessions}}) und Aktivitäten ({{activities}}) bleiben unter ihrem Namen erhalten.',
      loading: 'Wird gezählt …',
    },
    ends: 'Endet',
    endsHint: 'Danach gilt sie nirgends mehr, auch nicht offline.',
    endsMissing: 'Wählen Sie einen Zeitpunkt, der noch kommt.',
    fromSource: 'Aus {{source}}',
    inside: 'Weil {{group}} darin ist',
    lastSessions:
      'Die neuesten Sitzungen dieser Person. Die Zeiten sind die ursprünglichen, auch bei offline gehaltenen.',
    allSessions: 'Alle Sitzungen dieser Person',
    moreRights: 'Was eine Person an einem Druckgerät tun kann, legt dessen Profil fest:',
    noSessions: 'Noch keine Sitzung',
    noSessionsText: 'Sobald sich diese Person an einem Druckgerät anmeldet, erscheint die Sitzung hier.',
    ownedBy: 'Diese Angaben gehören dem Verzeichnis {{source}}',
    ownedText:
      'Sie werden bei jeder Synchronisierung von dort gelesen und daher dort geändert. Gruppen dieses Servers, PINs, ID-Karten und Rechte legen Sie hier fest.',
    ownedShort: 'dem Verzeichnis',
    rowActions: 'Aktionen für {{name}}',
    source: 'Quelle',
    tabRights: 'Rechte',
    tabSessions: 'Sitzungen',
    temporaryCard: 'Befristet',
    temporaryCardHint: 'Für Besuch oder bis eine verlorene Karte ersetzt ist.',
    temporaryPin: 'Befristete PIN',
    temporaryPinText: 'Eine erzeugte PIN, die von selbst endet. Sie wird einmal gezeigt.',
    thisServer: 'Dieser Server',
    unnamed: 'Kein Name angegeben',
  },
  nested: {
    add: 'Eine Gruppe in {{name}} aufnehmen',
    addShort: 'Gruppe aufnehmen',
    allMembers_one: '{{number}} Mitglied mit ihren Gruppen',
    allMembers_other: '{{number}} Mitglieder mit ihren Gruppen',
    contains: 'Enthaltene Gruppen',
    empty: 'Keine Gruppe',
    hint: 'Mitglieder dieser Gruppen zählen als Mitglieder von {{name}}. Eine Ebene: Eine Gruppe, die in einer anderen ist, enthält selbst keine.',
    inside: 'In {{groups}}',
    none: 'Enthält noch keine Gruppe',
    noneLeft: 'Keine Gruppe, die aufgenommen werden könnte',
    ofSource: 'Benannt von {{source}}',
    open: 'Gruppen in {{name}}',
    search: 'Gruppen suchen',
    takeOut: '{{group}} aus {{name}} entfernen',
  },
};
