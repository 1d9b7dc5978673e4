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
    undo: 'Zuletzt Getanes zurücknehmen',
    control: 'Strg',
    home: 'Pos1',
    end: 'Ende',
    enter: 'Eingabe',
  },
  curl: {
    copy: 'Als curl kopieren',
    copied: 'Befehl kopiert',
    copiedWithout: 'Befehl kopiert, ohne Geheimnisse',
    hint: 'Was dieses Formular sendet, als Befehl für eine Kommandozeile. Er nimmt ein Token aus HOLDOVER_TOKEN; Geheimnisse sind einzusetzen.',
    incomplete: 'Füllen Sie zuerst das Formular aus: Was darin steht, ist noch keine Anfrage.',
    failed: 'Der Browser lässt Seiten nicht kopieren.',
  },
  undo: {
    saved: '{{name}} wurde gespeichert.',
    takenOut: '{{name}} gehört nicht mehr zu {{group}}.',
    undone: 'Zurückgenommen',
    within: 'Rückgängig (Strg+Z)',
  },
  overtaken: {
    title: 'Jemand anderes hat dies inzwischen gespeichert',
    text: 'Wenn Sie speichern, ersetzen Sie dessen Änderungen. Verwerfen Sie Ihre, um sie zu sehen.',
  },
};
