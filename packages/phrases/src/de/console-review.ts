import type { consoleReview as en } from '../en/console-review.ts';
import type { PhrasesOf } from '../phrases.ts';

export const consoleReview: PhrasesOf<typeof en> = {
  review: {
    anyDevice: 'Jedes Druckgerät',
    anyKind: 'Jede Art',
    asRecorded: 'Text des Eintrags',
    asRecordedHint: 'Buchstabe für Buchstabe, wie er kam. So bleibt er, was auch entschieden wird.',
    activity: 'Aktivität',
    activityOf: 'Aktivität anzeigen',
    book: 'Buchen',
    booked: 'Gebucht',
    byItself: 'Von selbst: Das Fehlende ist eingetroffen',
    copies: 'Exemplare',
    counted: 'In den Büchern',
    countedNo: 'Nicht gezählt',
    countedYes: 'Gezählt',
    decide: 'Entscheiden',
    decided: '{{what}}: {{decision}}.',
    decidedBy: 'Entschieden von',
    decideMany_one: '{{number}} Eintrag entscheiden',
    decideMany_other: '{{number}} Einträge entscheiden',
    decision: 'Entscheidung',
    device: 'Druckgerät',
    discard: 'Verwerfen',
    discarded: 'Verworfen',
    effect: {
      bookAdds: 'Was der Eintrag besagt, wird von nun an gezählt.',
      bookAddsPrint: 'Seine Seiten werden als Druck außerhalb einer Sitzung gezählt.',
      bookKeeps: 'Er bleibt gezählt, wie er ist.',
      bookKeepsPages: 'Er bleibt gezählt, mit den oben angegebenen Seiten.',
      discardActivity: 'Die Aktivität bleibt sichtbar und zählt in keiner Summe.',
      discardFork: 'Alles, was nach der Gabelung aufgezeichnet wurde, bleibt sichtbar und zählt in keiner Summe.',
      discardSession: 'Die Sitzung und ihre Aktivitäten bleiben sichtbar und zählen in keiner Summe.',
      discardStays: 'Er bleibt ungezählt.',
      nothing:
        'Nichts darin wird gezählt, also ändert sich in den Büchern nichts. Sie bestätigen nur, dass Sie es gesehen haben.',
    },
    filterDevice: 'Druckgerät',
    filterKind: 'Art',
    filterState: 'Zustand',
    happened: 'Was geschehen ist',
    hideText: 'Text verbergen',
    kindCount: '{{kind}} ({{number}})',
    kind: {
      'changed-record': {
        title: 'Widerspricht dem Gebuchten',
        happened:
          'Die Bücher enthalten für dieselbe Stelle im Journal oder für dieselbe Sitzung oder Aktivität etwas anderes. Dieser Eintrag kam später und wird nicht gezählt.',
        happenedBooked:
          'Der Eintrag setzt den vorigen nicht fort: Das Journal wurde verändert, oder ein Teil davon steht an anderer Stelle. Was er besagt, ist bereits gezählt.',
        look: 'Fragen Sie, wer Zugang zum Datenträger dieses Terminals hat, und vergleichen Sie mit dem, was für diese Zeit gebucht ist.',
      },
      'fewer-counted': {
        title: 'Weniger Seiten gezählt als aufgezeichnet',
        happened:
          'Das Druckgerät hat weniger Seiten gezählt, als seine Einträge besagen, etwa nach einem Tausch der Steuerplatine. Der Vergleich hat neu begonnen; die Einträge zählen, wie sie sind.',
        look: 'Wurde das Druckgerät weder repariert noch ersetzt, lassen Sie seinen Zähler prüfen.',
      },
      fork: {
        title: 'Zwei Journale setzen einen Eintrag fort',
        happened:
          'Sehr wahrscheinlich läuft ein kopierter Datenträger oder ein zurückgespieltes Abbild neben dem Original. Das Terminal ist gesperrt: Sein Journal wird angenommen, sonst erhält es nichts, bis es neu registriert ist. Was nach der Gabelung kam, ist vorerst gezählt.',
        look: 'Finden Sie den anderen Rechner. Buchen Sie, was wirklich am Druckgerät geschah, und verwerfen Sie den Rest.',
      },
      gap: {
        title: 'Ein Eintrag fehlt',
        happened:
          'Das Ende einer Sitzung oder Aktivität kam, ihr Anfang nicht; daher wird sie nicht gezählt. Kommt der Anfang nach, erledigt sich dies von selbst.',
        happenedBooked:
          'Ein Eintrag vor diesem ist nicht eingetroffen. Was dieser besagt, ist bereits gezählt. Kommt der fehlende nach, erledigt sich dies von selbst.',
        look: 'Solange das Druckgerät sein Journal noch überträgt, warten Sie ab. Sonst ist womöglich sein Datenträger beschädigt.',
      },
      rollback: {
        title: 'Das Terminal hat Einträge vergessen',
        happened:
          'Das Terminal ging von einem früheren Stand aus weiter und hat Einträge nicht mehr, die dieser Server besitzt, etwa nach einem zurückgespielten Datenträger. Was es seitdem aufgezeichnet hat, ist gezählt.',
        look: 'Hat niemand den Datenträger dieses Terminals zurückgespielt, finden Sie heraus, wer es war.',
      },
      'server-restored': {
        title: 'Der Server hat Einträge vergessen',
        happened:
          'Das Terminal besitzt eine signierte Bestätigung für einen Eintrag, den dieser Server nicht hat: Der Server wurde aus einer Sicherung wiederhergestellt. Das Terminal überträgt noch einmal, was es noch besitzt, und das wird einmal gezählt.',
        look: 'Wurde der Server nicht wiederhergestellt, fragen Sie, wer seine Datenbank zurückgespielt hat.',
      },
      'unknown-outcome': {
        title: 'Seitenzahl ungewiss',
        happened:
          'Niemand hat gezählt, wie viel herauskam: Der Strom fiel mittendrin aus, oder der Drucker gab keine Auskunft. Gezählt ist das Mindeste, das gewiss ist.',
        look: 'Fragen Sie die Person, wie viele Seiten sie erhalten hat, und buchen Sie diese Zahl.',
      },
      unreadable: {
        title: 'Kein Eintrag dieses Terminals',
        happened:
          'Es kam ein Text, der kein Eintrag dieses Terminals ist. Nichts davon kann gezählt werden. Er wird aufbewahrt, wie er kam.',
        look: 'Ein beschädigter Datenträger oder ein fremdes Programm kann ihn geschrieben haben. Der Text steht unten.',
      },
      'user-not-entitled': {
        title: 'Zu dieser Zeit nicht mehr berechtigt',
        happened:
          'Jemand hat das Druckgerät offline benutzt, obwohl der Benutzer zu dieser Zeit deaktiviert oder gelöscht oder die PIN oder ID-Karte entzogen war. Das Druckgerät konnte es noch nicht wissen. Was geschah, ist gezählt.',
        look: 'Fragen Sie, wer die Anmeldedaten nach ihrem Ende benutzt hat.',
      },
    },
    lead: 'Einträge von Druckgeräten, die nicht zu den Büchern passen. Jeder wartet hier, bis jemand entscheidet; keiner wird je gelöscht.',
    look: 'Was zu tun ist',
    manyDone_one: '{{number}} Eintrag wurde entschieden.',
    manyDone_other: '{{number}} Einträge wurden entschieden.',
    manyLead: 'Alle mit derselben Entscheidung und Notiz. Seiten zählen wie aufgezeichnet.',
    manyLeftOut_one: '{{number}} Eintrag kann nicht gebucht werden, da sein Text nicht lesbar ist. Er bleibt offen.',
    manyLeftOut_other:
      '{{number}} Einträge können nicht gebucht werden, da ihr Text nicht lesbar ist. Sie bleiben offen.',
    mode: 'Modus',
    next: 'Nächster Eintrag',
    none: 'Nichts zu entscheiden',
    noneFound: 'Kein solcher Eintrag',
    noneFoundText: 'Kein Eintrag entspricht diesen Filtern.',
    noneText:
      'Was in den Journalen der Druckgeräte nicht zusammenpasst, wartet hier auf eine Entscheidung. Zurzeit ist es nichts.',
    note: 'Notiz',
    noteHint: 'Warum. Sie wird mit der Entscheidung und im Prüfprotokoll aufbewahrt.',
    open: '{{kind}}, {{device}}, {{when}}',
    openItems_one: '{{number}} Eintrag wartet auf eine Entscheidung',
    openItems_other: '{{number}} Einträge warten auf eine Entscheidung',
    outcome: 'Ergebnis',
    pages: 'Seiten, die zählen',
    pagesHint: 'Leer gelassen zählen so viele, wie der Eintrag besagt.',
    pagesRecorded: 'Aufgezeichnete Seiten',
    place: '{{sequence}} im Lauf {{epoch}}',
    raised: 'Bemerkt',
    record: 'Der Eintrag',
    recordedAt: 'Am Druckgerät',
    recordType: {
      'activity-begin': 'Eine Aktivität begann',
      'activity-end': 'Eine Aktivität endete',
      'clock-step': 'Die Uhr wurde gestellt',
      counters: 'Zählerstände des Druckgeräts',
      'epoch-begin': 'Das Terminal startete',
      none: 'Nicht lesbar',
      refusal: 'Eine Anmeldung wurde abgelehnt',
      refusals: 'Anmeldungen wurden abgelehnt',
      'session-begin': 'Eine Sitzung begann',
      'session-end': 'Eine Sitzung endete',
    },
    seen: 'Als gesehen vermerken',
    select: 'Auswählen: {{what}}',
    selectAll: 'Alle angezeigten auswählen',
    selectNone: 'Auswahl aufheben',
    sequence: 'Stelle im Journal',
    serverSays: 'Wie der Server es vermerkt hat',
    session: 'Sitzung',
    sessionOf: 'Sitzung anzeigen',
    showText: 'Text anzeigen',
    state: 'Zustand',
    states: {
      all: 'Alle',
      decided: 'Entschieden',
      open: 'Offen',
    },
    terminal: 'Terminal',
    title: 'Prüfliste',
    user: 'Benutzer',
    waits: 'Wartet',
    what: 'Was er besagt',
    why: 'Warum',
  },
};
