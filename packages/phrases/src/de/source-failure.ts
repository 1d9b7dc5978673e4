import type { sourceFailure as en } from '../en/source-failure.ts';
import type { PhrasesOf } from '../phrases.ts';

export const sourceFailure: PhrasesOf<typeof en> = {
  'host-not-found': 'Kein Computer dieses Namens wurde gefunden.',
  'cannot-connect': 'Unter dieser Adresse und diesem Port antwortet nichts.',
  'timed-out': 'Das Verzeichnis hat nicht rechtzeitig geantwortet.',
  'connection-lost': 'Die Verbindung zum Verzeichnis ist abgebrochen.',
  'certificate-refused':
    'Dem Zertifikat des Verzeichnisses wird nicht vertraut. Fügen Sie das Zertifikat seiner Zertifizierungsstelle hinzu.',
  'certificate-other-host':
    'Das Zertifikat des Verzeichnisses gilt für einen anderen Hostnamen. Verwenden Sie den Namen, den das Zertifikat nennt.',
  'tls-failed': 'Es kam keine sichere Verbindung zustande.',
  'starttls-refused': 'Das Verzeichnis bietet unter dieser Adresse kein STARTTLS an.',
  'tls-required': 'Das Verzeichnis verlangt eine sichere Verbindung. Verwenden Sie ldaps:// oder STARTTLS.',
  'wrong-password': 'Das Verzeichnis kennt diesen Namen nicht, oder sein Passwort ist ein anderes.',
  'account-disabled': 'Das Konto für die Anmeldung am Verzeichnis ist dort deaktiviert.',
  'account-expired': 'Das Konto für die Anmeldung am Verzeichnis ist dort abgelaufen.',
  'account-locked': 'Das Konto für die Anmeldung am Verzeichnis ist dort gesperrt.',
  'password-expired': 'Das Passwort des Kontos für die Anmeldung am Verzeichnis muss dort zuerst geändert werden.',
  'sign-in-not-now': 'Das Konto darf sich zu dieser Zeit oder von diesem Computer aus nicht am Verzeichnis anmelden.',
  'not-permitted': 'Das Konto darf dort nicht lesen.',
  'no-such-base': 'Das Verzeichnis hat keinen Eintrag zum Basis-DN.',
  'size-limit': 'Das Verzeichnis gibt diesem Konto nur einen Teil seiner Einträge. Heben Sie die Grenze dort an.',
  'time-limit': 'Das Verzeichnis hat die Suche aufgegeben, weil sie zu lange dauerte.',
  'directory-busy': 'Das Verzeichnis ist überlastet oder wird gerade beendet.',
  'directory-refused': 'Das Verzeichnis hat die Anfrage abgelehnt.',
  'malformed-answer': 'Was dort antwortet, spricht LDAP nicht so, wie es muss.',
  'answer-too-large': 'Eine Antwort des Verzeichnisses ist zu groß.',
  'too-many-entries':
    'Im Verzeichnis passen mehr als 1.000.000 Einträge. Wählen Sie einen engeren Basis-DN oder Filter.',
  'too-many-groups':
    'Es gibt zu viele Gruppen oder Mitglieder. Wählen Sie einen engeren Basis-DN oder Filter für Gruppen.',
  'nobody-found':
    'Niemand wurde gefunden, obwohl aus diesem Verzeichnis schon Benutzer kamen. Es wurde nichts geändert.',
  'too-many-gone':
    'Mehr als die Hälfte der Benutzer dieses Verzeichnisses würde deaktiviert. Es wurde nichts geändert. Wenn es so gemeint ist, synchronisieren Sie noch einmal und bestätigen Sie es.',
  'source-off': 'Dieses Verzeichnis ist ausgeschaltet.',
  'source-removed': 'Dieses Verzeichnis wurde inzwischen entfernt.',
};
