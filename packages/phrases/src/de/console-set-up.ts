import type { consoleSetUp as en } from '../en/console-set-up.ts';
import type { PhrasesOf } from '../phrases.ts';

export const consoleSetUp: PhrasesOf<typeof en> = {
  setUpDevice: {
    another: 'Anderes Druckgerät',
    begun: 'Bereits hinzugefügt und noch ohne Terminal:',
    goOnWith: 'Weiter mit {{name}}',
    modelHint: 'Generisch passt zu jedem Drucker ohne Treiber (IPP Everywhere).',
    skip: 'Vorerst überspringen',
    whatNext: 'Die Übersicht zeigt, was bis zur ersten Offline-Anmeldung noch zu tun ist.',
  },
  sampleData: {
    add: 'Beispieldaten hinzufügen',
    devices_one: '{{count}} Druckgerät am Standort der Beispiele',
    devices_other: '{{count}} Druckgeräte am Standort der Beispiele',
    keptDevices_one: '{{count}} Druckgerät am Standort hat ein Terminal: Es bleibt, ebenso der Standort.',
    keptDevices_other: '{{count}} Druckgeräte am Standort haben Terminals: Sie bleiben, ebenso der Standort.',
    keptPeople_one: '{{count}} echte Person ist in der Gruppe: Sie bleibt, ebenso die Gruppe.',
    keptPeople_other: '{{count}} echte Personen sind in der Gruppe: Sie bleiben, ebenso die Gruppe.',
    offer:
      'Zum Ausprobieren: {{people}} erfundene Personen mit PINs und ID-Karten in einer Gruppe „{{name}}“ und {{devices}} Druckgeräte ohne Terminals an einem Standort dieses Namens. Sie bleiben von echten getrennt. Unter Einstellungen › Organisation entfernen Sie alles wieder in einem Schritt.',
    people: 'Erfundene Personen mit PINs und ID-Karten',
    present: 'Beispieldaten sind vorhanden: erfundene Personen mit PINs und ID-Karten und Druckgeräte ohne Terminals.',
    progress: '{{made}} von {{total}} Personen hinzugefügt',
    remove: 'Beispieldaten entfernen',
    removeAct: 'Entfernen',
    removeText:
      'Die erfundenen Personen ({{users}}) mit ihren PINs und ID-Karten und die Druckgeräte ohne Terminals ({{devices}}) werden gelöscht, ebenso ihre Gruppe und ihr Standort. Was für sie abgerechnet wurde, bleibt.',
    removeTitle: 'Beispieldaten entfernen?',
    removed: 'Die Beispieldaten wurden entfernt.',
    shownOnce: 'Bitte notieren Sie diese PINs und Kartennummern: Sie werden nur dieses eine Mal gezeigt.',
    title: 'Beispieldaten',
    users_one: '{{count}} erfundene Person',
    users_other: '{{count}} erfundene Personen',
  },
};
