import type { consoleCommon as en } from '../en/console-common.ts';
import type { PhrasesOf } from '../phrases.ts';

export const consoleCommon: PhrasesOf<typeof en> = {
  nav: {
    accounting: 'Abrechnung',
    administration: 'Verwaltung',
    api: 'REST-API (OpenAPI)',
    developers: 'Für Entwickler',
    fleet: 'Flotte',
    people: 'Personen',
    printersAndTerminals: 'Drucker und Terminals',
    printing: 'Drucken',
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
    search: 'Prüfprotokoll durchsuchen',
    target: 'Was',
    title: 'Prüfprotokoll',
  },
  time: {
    any: 'Jede Zeit',
    from: 'Von',
    label: 'Zeit',
    own: 'Daten…',
    preset: {
      '7d': 'Letzte 7 Tage',
      '30d': 'Letzte 30 Tage',
      today: 'Heute',
    },
    until: 'Bis',
  },
  missing: {
    device: 'Dieses Druckgerät gibt es nicht',
    deviceGroup: 'Diese Gerätegruppe gibt es nicht',
    import: 'Diesen Import gibt es nicht',
    profile: 'Dieses Profil gibt es nicht',
    reviewItem: 'Diesen Eintrag gibt es nicht',
    right: 'Diese Seite gehört nicht zu Ihrer Rolle',
    rightText:
      'Sie verlangt das Recht: {{right}}. Eine andere Administratorin oder ein anderer Administrator kann Ihnen eine Rolle geben, die es hat.',
    user: 'Diesen Benutzer gibt es nicht',
    userSource: 'Diese Benutzerquelle gibt es nicht',
  },
};
