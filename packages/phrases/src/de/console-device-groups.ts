import type { consoleDeviceGroups as en } from '../en/console-device-groups.ts';
import type { PhrasesOf } from '../phrases.ts';

export const consoleDeviceGroups: PhrasesOf<typeof en> = {
  deviceGroups: {
    actionsFor: 'Aktionen für {{name}}',
    add: 'Gerätegruppe hinzufügen',
    addChosen_one: '{{number}} Druckgerät hinzufügen',
    addChosen_other: '{{number}} Druckgeräte hinzufügen',
    addDevices: 'Druckgeräte hinzufügen',
    addDevicesTo: 'Druckgeräte zu {{name}} hinzufügen',
    added_one: '{{number}} Druckgerät wurde zu {{name}} hinzugefügt.',
    added_other: '{{number}} Druckgeräte wurden zu {{name}} hinzugefügt.',
    allDevicesText:
      'Jedes Druckgerät gehört von selbst zu dieser Gruppe. In der Benutzer-Synchronisierung steht sie für alle Druckgeräte, auch für später hinzugefügte.',
    anyKind: 'Gruppen und Standorte',
    chooseAll_one: 'Das angezeigte auswählen',
    chooseAll_other: 'Alle {{number}} angezeigten auswählen',
    chosen_one: '{{number}} ausgewählt',
    chosen_other: '{{number}} ausgewählt',
    delete: 'Gerätegruppe löschen',
    deleteText_one:
      'Ihr {{number}} Druckgerät bleibt. Zeilen der Benutzer-Synchronisierung, die diese Gruppe nennen, erreichen es nicht mehr. Dies lässt sich nicht rückgängig machen.',
    deleteText_other:
      'Ihre {{number}} Druckgeräte bleiben. Zeilen der Benutzer-Synchronisierung, die diese Gruppe nennen, erreichen sie nicht mehr. Dies lässt sich nicht rückgängig machen.',
    deleteTitle: '{{name}} löschen?',
    deleted: '{{name}} wurde gelöscht.',
    edit: '{{name}} bearbeiten',
    editShort: 'Bearbeiten',
    group: 'Gerätegruppe',
    groupsOnly: 'Gruppen, die kein Standort sind',
    inOtherSite: 'Gehört zum Standort {{site}}: dort zuerst herausnehmen',
    isSite: 'Diese Gruppe ist ein Standort',
    isSiteHint:
      'Ein Ort. Ein Druckgerät gehört zu höchstens einem Standort; Online-Anmeldungen lassen sich in ihm teilen.',
    kind: {
      builtIn: 'Eingebaut',
      group: 'Gruppe',
      site: 'Standort',
    },
    kindTitle: 'Art',
    lead: 'Mengen von Druckgeräten, nach denen Sie filtern und zu denen Sie Benutzer synchronisieren. Eine als Standort markierte Gruppe ist ein Ort: Ein Druckgerät gehört zu höchstens einem.',
    name: 'Name',
    noMember: 'Noch kein Druckgerät darin',
    noMemberText:
      'Fügen Sie Druckgeräte hinzu, um nach dieser Gruppe zu filtern und sie in der Benutzer-Synchronisierung zu nennen.',
    none: 'Noch keine Gerätegruppen',
    noneFound: 'Keine Gerätegruppe gefunden',
    noneFoundText: 'Keine Gerätegruppe entspricht dieser Suche und diesen Filtern.',
    noneText: 'Fügen Sie die erste hinzu: ein Gebäude, eine Etage oder eine beliebige Menge von Druckgeräten.',
    nothingToAdd: 'Kein Druckgerät, das nicht schon zu dieser Gruppe gehört.',
    progress: 'Bisher hinzugefügte Druckgeräte',
    refused: 'Einige Druckgeräte ließen sich nicht hinzufügen',
    search: 'Gerätegruppen suchen',
    siteText:
      'Ein Standort: Jedes dieser Druckgeräte gehört zu keinem anderen. Wer eines davon benutzt hat, kann sich mit der Einstellung „{{setting}}“ der Offline-Anmeldung auch an den anderen offline anmelden.',
    sitesOnly: 'Standorte',
    takeOutDevice: '{{name}} herausnehmen',
    title: 'Gerätegruppen',
    tookOut: '{{device}} gehört nicht mehr zu {{name}}.',
  },
};
