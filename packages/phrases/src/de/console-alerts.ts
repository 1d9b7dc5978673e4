import type { consoleAlerts as en } from '../en/console-alerts.ts';
import type { PhrasesOf } from '../phrases.ts';

export const consoleAlerts: PhrasesOf<typeof en> = {
  alerts: {
    anyKind: 'Alle Arten',
    byItself: 'Sie verschwindet von selbst, sobald dies nicht mehr so ist.',
    cleared: 'Vorbei seit {{when}}',
    detail: 'Wie aufgezeichnet: {{detail}}',
    device: 'Druckgerät',
    dismiss: 'Erledigt',
    dismissOf: 'Als erledigt ablegen: {{what}}',
    dismissed: 'Erledigt: {{what}}',
    doNow: 'Was zu tun ist',
    filterDevice: 'Druckgerät',
    anyDevice: 'Alle Druckgeräte',
    filterKind: 'Art',
    filterState: 'Zustand',
    lead: 'Was Sie ungefragt erfahren sollten: an welchem Druckgerät, seit wann, und was zu tun ist.',
    means: 'Was es bedeutet',
    none: 'Keine Warnung ist offen',
    noneFound: 'Keine solche Warnung',
    noneFoundText: 'Keine Warnung entspricht diesen Filtern.',
    noneText: 'Sobald etwas an einem Druckgerät Sie braucht, erscheint es hier und in der Übersicht.',
    open: '{{what}}, {{when}}',
    raised: 'Seit',
    server: 'Druckserver',
    stands: 'Offen',
    state: 'Zustand',
    states: {
      all: 'Alle',
      cleared: 'Vorbei',
      standing: 'Offen',
    },
    title: 'Warnungen',
    to: {
      device: 'Druckgerät öffnen',
      email: 'Einstellungen › E-Mail öffnen',
      pages: 'Diese Seiten zeigen',
      review: 'Prüfliste öffnen',
    },
    what: 'Was',
    kind: {
      'clock-step': {
        title: 'Die Uhrzeit war falsch',
        means:
          'Die Uhr des Terminals ging um mehr als fünf Minuten falsch und wurde gestellt. Um so viel können Zeiten des zuvor Aufgezeichneten abweichen; keine Anmeldedaten galten deshalb länger.',
        todo: 'Sehen Sie nach, ob das Terminal einen Zeitserver erreicht und ob seine Batterie die Zeit hält, während es aus ist.',
      },
      'device-offline-alone': {
        title: 'Nicht erreichbar, die Nachbargeräte aber schon',
        means:
          'Die anderen Druckgeräte des Standorts erreichen den Druckserver. Wahrscheinlich steckt ein Kabel nicht, oder jemand hat es gezogen.',
        todo: 'Sehen Sie nach Kabel und Strom des Geräts. Was inzwischen gedruckt wird, steht in seinem Journal und kommt mit ihm an.',
      },
      'identity-forked': {
        title: 'Ein anderer Rechner tritt als dieses Terminal auf',
        means:
          'Zwei Rechner führen das Journal eines Terminals fort, wie nach einer kopierten Festplatte oder einem zurückgespielten Abbild. Es ist gesperrt: Sein Journal wird angenommen, aber es erhält keine Anmeldedaten und keine Einstellungen.',
        todo: 'Finden Sie den anderen Rechner und schalten Sie ihn aus. Erzeugen Sie dann einen Einbindungscode und binden Sie dieses Terminal neu ein.',
      },
      'journal-filling': {
        title: 'Das Journal füllt sich',
        means:
          'Das Terminal hält 80 % der Einträge, die es halten kann. Ist es voll, lässt es niemanden mehr anmelden, damit keine Seite verloren geht.',
        todo: 'Stellen Sie seine Verbindung wieder her, damit die Einträge ankommen können.',
      },
      'key-cloned': {
        title: 'Ein abgelegter Schlüssel wurde benutzt',
        means:
          'Ein Schlüssel, den dieses Terminal abgelegt hat, wurde benutzt: Ein anderer Rechner hat eine Kopie. Das Terminal ist gesperrt: Sein Journal wird angenommen, aber es erhält keine Anmeldedaten und keine Einstellungen.',
        todo: 'Finden Sie heraus, wer seine Festplatte kopieren konnte. Erzeugen Sie dann einen Einbindungscode und binden Sie dieses Terminal neu ein.',
      },
      'pin-walking': {
        title: 'PINs werden durchprobiert',
        means:
          'Hundert unbekannte PINs kamen innerhalb eines Tages von diesem Terminal. Bis morgen nimmt der Druckserver von ihm keine PIN allein mehr an; ID-Karten gehen weiter.',
        todo: 'Fragen Sie, wer am Gerät war. Längere PINs oder ID-Karte und PIN zusammen machen das Probieren aussichtslos.',
      },
      'printer-certificate-changed': {
        title: 'Das Druckgerät zeigt ein anderes Zertifikat',
        means:
          'Es ist nicht das genehmigte Zertifikat, das Druckgerät könnte also ein anderes sein. Dort wird nichts gedruckt.',
        todo: 'Wurde das Druckgerät oder sein Zertifikat ersetzt, genehmigen Sie das neue auf der Seite des Geräts. Wenn nicht, finden Sie heraus, was unter seiner Adresse antwortet.',
      },
      'scan-not-sent': {
        title: 'Ein Scan wurde nicht per E-Mail gesendet',
        means:
          'Der Mailserver wies ihn einen Tag lang ab oder war eine Woche lang nicht zu gebrauchen. Der Scan wurde aufgegeben.',
        todo: 'Senden Sie unter Einstellungen › E-Mail eine Testnachricht und bitten Sie die Person, noch einmal zu scannen.',
      },
      'server-restored': {
        title: 'Das Terminal weiß mehr als dieser Server',
        means:
          'Es hat signierte Antworten zu Einträgen, die dieser Druckserver nicht hat, wie nach dem Wiederherstellen einer Sicherung. Seine Einträge werden neu angenommen, und was sich widerspricht, wartet in der Prüfliste.',
        todo: 'Sehen Sie nach, ob der Server wiederhergestellt wurde, und entscheiden Sie, was in der Prüfliste wartet.',
      },
      'unexplained-pages': {
        title: 'Seiten, die kein Eintrag erklärt',
        means:
          'Das Druckgerät hat mehr Seiten gezählt, als sein Journal kennt: Es nimmt Aufträge von anderswo an, an seinem Terminal vorbei. Die Seiten werden ohne Benutzer abgerechnet.',
        todo: 'Sperren Sie am Druckgerät selbst das Drucken von anderen Rechnern, sodass nur sein Terminal ihm Aufträge senden kann.',
      },
    },
  },
};
