import type { mail as english } from '../en/mail.ts';
import type { PhrasesOf } from '../phrases.ts';

export const mail: PhrasesOf<typeof english> = {
  scan: {
    subject: 'Ihr Scan',
    text_one:
      'Guten Tag {{name}},\n\nIhr Scan vom {{time}} liegt bei: {{number}} Seite.\n\nDiese E-Mail hat der Druckserver gesendet.\n',
    text_other:
      'Guten Tag {{name}},\n\nIhr Scan vom {{time}} liegt bei: {{number}} Seiten.\n\nDiese E-Mail hat der Druckserver gesendet.\n',
  },
  test: {
    subject: 'Test des Druckservers',
    text: 'Der Druckserver kann mit den gespeicherten Einstellungen E-Mails senden.\n',
  },
};
