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
    deviceGroup: 'Diese Gerätegruppe gibt es nicht',
    import: 'Diesen Import gibt es nicht',
    profile: 'Dieses Profil gibt es nicht',
    user: 'Diesen Benutzer gibt es nicht',
    userSource: 'Diese Benutzerquelle gibt es nicht',
  },
};
