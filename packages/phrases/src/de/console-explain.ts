import type { consoleExplain as en } from '../en/console-explain.ts';
import type { PhrasesOf } from '../phrases.ts';

export const consoleExplain: PhrasesOf<typeof en> = {
  explanation: {
    action: 'Erklären',
    atDevice: 'Alle, die sich an {{device}} anmelden könnten',
    atPerson: 'Überall, wo {{user}} sich anmelden könnte',
    can: '{{user}} kann sich an {{device}} offline anmelden.',
    cannot: '{{user}} kann sich an {{device}} nicht offline anmelden.',
    change: 'Was es ändern würde',
    computedFrom: 'Nach dem, was das Terminal {{when}} bestätigt hat.',
    device: 'Druckgerät',
    devicePlaceholder: 'Druckgerät suchen',
    elsewhere: 'Anderes Druckgerät erklären',
    explainOf: 'Erklären: {{user}} an {{device}}',
    lead: 'Wählen Sie eine Person und ein Druckgerät und lesen Sie, ob sie sich dort jetzt anmelden könnte, wenn der Druckserver nicht erreichbar wäre, und warum.',
    neverConfirmed: 'Das Terminal hat noch nichts bestätigt.',
    pick: 'Wer, und wo?',
    pickText:
      'Wählen Sie oben eine Person und ein Druckgerät. Die Antwort folgt sofort und bleibt wahr, solange Sie sie ansehen.',
    title: 'Erklärung',
    to: {
      device: 'Druckgerät öffnen',
      offlineLogin: 'Offline-Anmeldung öffnen',
      profile: 'Profil des Druckgeräts öffnen',
      user: 'Benutzer öffnen',
      userCards: 'ID-Karten des Benutzers öffnen',
      userPins: 'PINs des Benutzers öffnen',
    },
    until: 'bis {{date}} ({{relative}})',
    user: 'Person',
    userPlaceholder: 'Person suchen',
    way: {
      card: 'Mit ID-Karte',
      cardAndPin: 'Mit ID-Karte und PIN zusammen',
      pin: 'Mit PIN',
    },
    ways: 'Wie',
    why: 'Warum nicht',
  },
};
