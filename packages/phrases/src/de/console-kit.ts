import type { consoleKit as en } from '../en/console-kit.ts';
import type { PhrasesOf } from '../phrases.ts';

export const consoleKit: PhrasesOf<typeof en> = {
  table: {
    shownSoFar_one: '{{number}} angezeigt, weitere folgen',
    shownSoFar_other: '{{number}} angezeigt, weitere folgen',
  },
  palette: {
    open: 'Suchen oder ausführen',
    placeholder: 'Benutzer, Geräte, Seiten, Einstellungen, Aktionen',
    users: 'Benutzer',
    devices: 'Geräte',
    pages: 'Seiten und Einstellungen',
    actions: 'Aktionen',
    recent: 'Zuletzt verwendet',
    none: 'Nichts heißt „{{text}}“',
    noneText: 'Benutzer werden nach Name und E-Mail-Adresse gefunden, Geräte nach Name und Adresse.',
    found_one: '{{count}} Ergebnis',
    found_other: '{{count}} Ergebnisse',
    hint: '↑ ↓ zum Auswählen, Eingabe zum Öffnen, Escape zum Schließen',
    synchronize: '{{name}} jetzt synchronisieren',
    toLanguage: 'Diese Konsole auf {{language}} anzeigen',
    refused: 'Benutzer und Geräte konnten nicht durchsucht werden.',
  },
  keys: {
    title: 'Tasten',
    palette: 'Suchen oder ausführen, von überall',
    search: 'In das Suchfeld der Seite',
    rows: 'Von Zeile zu Zeile einer Tabelle',
    ends: 'Erste und letzte Zeile',
    open: 'Die Zeile öffnen',
    close: 'Dialog schließen, Suchfeld leeren',
    help: 'Diese Tasten',
    or: 'oder',
  },
  curl: {
    copy: 'Als curl kopieren',
    copied: 'Befehl kopiert',
    hint: 'Die Anfrage dieses Formulars als Befehl für ein Terminal. Sie braucht ein Token in HOLDOVER_TOKEN.',
    hintSecrets:
      'Die Anfrage dieses Formulars als Befehl für ein Terminal. Sie braucht ein Token in HOLDOVER_TOKEN; Geheimnisse werden nicht kopiert, sondern sind einzusetzen.',
    failed: 'Der Browser lässt Seiten nicht kopieren.',
  },
  undo: {
    undone: 'Zurückgenommen',
    within: 'Rückgängig (Strg+Z)',
  },
};
