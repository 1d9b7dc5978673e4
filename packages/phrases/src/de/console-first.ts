import type { consoleFirst as en } from '../en/console-first.ts';
import type { PhrasesOf } from '../phrases.ts';

export const consoleFirst: PhrasesOf<typeof en> = {
  account: {
    title: 'Mein Konto',
  },
  administrators: {
    title: 'Administratoren',
  },
  tokens: {
    title: 'API-Tokens',
  },
  consoleSessions: {
    title: 'Konsolensitzungen',
  },
  audit: {
    title: 'Prüfprotokoll',
  },
  users: {
    title: 'Benutzer',
  },
  groups: {
    title: 'Gruppen',
  },
  imports: {
    title: 'Importe',
  },
  sources: {
    title: 'Benutzerquellen',
  },
  devices: {
    title: 'Druckgeräte',
    link: {
      online: 'Online',
      degraded: 'Eingeschränkt',
      away: 'Nicht erreichbar',
      none: 'Nicht eingebunden',
    },
    inactive: 'Deaktiviert',
  },
  sessions: {
    title: 'Sitzungen',
  },
  deviceGroups: {
    title: 'Gerätegruppen',
  },
  explanation: {
    title: 'Erklärung',
  },
  profiles: {
    title: 'Profile',
  },
  queues: {
    title: 'Warteschlangen',
  },
  jobs: {
    title: 'Aufträge',
  },
  activities: {
    title: 'Aktivitäten',
  },
  review: {
    title: 'Prüfliste',
    openItems_one: '{{number}} Eintrag wartet auf eine Entscheidung',
    openItems_other: '{{number}} Einträge warten auf eine Entscheidung',
  },
  authentication: {
    title: 'Authentifizierung',
  },
  email: {
    title: 'E-Mail',
  },
  organisation: {
    title: 'Organisation',
  },
  system: {
    title: 'System',
  },
  rollout: {
    state: {
      suspended: 'Gesperrt',
    },
  },
};
