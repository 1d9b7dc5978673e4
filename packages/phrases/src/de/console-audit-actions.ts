import type { consoleAuditActions as en } from '../en/console-audit-actions.ts';
import type { PhrasesOf } from '../phrases.ts';

export const consoleAuditActions: PhrasesOf<typeof en> = {
  auditAction: {
    administrator: {
      changed: 'Administrator geändert',
      created: 'Administrator hinzugefügt',
      deleted: 'Administrator gelöscht',
      'locked-out': 'Anmeldung vorübergehend gesperrt',
      'password-changed': 'Passwort eines Administrators geändert',
      'signed-in': 'Angemeldet',
      'signed-out': 'Abgemeldet',
    },
    alert: {
      dismissed: 'Warnung ausgeblendet',
    },
    'api-token': {
      created: 'API-Token erstellt',
      deleted: 'API-Token gelöscht',
    },
    authentication: {
      changed: 'Einstellungen der Anmeldung geändert',
      'risk-accepted': 'Rate-Risiko akzeptiert',
    },
    authority: {
      prepared: 'Nächste Zertifizierungsstelle der Flotte erstellt',
      retired: 'Alte Zertifizierungsstelle der Flotte außer Dienst gestellt',
      rolled: 'Zertifizierungsstelle der Flotte gewechselt',
    },
    card: {
      created: 'ID-Karte hinzugefügt',
      deleted: 'ID-Karte gelöscht',
      registered: 'ID-Karte an einem Gerät registriert',
    },
    'console-session': {
      revoked: 'Konsolensitzung beendet',
    },
    device: {
      'certificate-approved': 'Zertifikat des Druckers bestätigt',
      changed: 'Druckgerät geändert',
      created: 'Druckgerät hinzugefügt',
      deleted: 'Druckgerät gelöscht',
      'reported-stolen': 'Druckgerät als gestohlen gemeldet',
    },
    'device-group': {
      changed: 'Gerätegruppe geändert',
      created: 'Gerätegruppe hinzugefügt',
      deleted: 'Gerätegruppe gelöscht',
      'member-added': 'Druckgerät zu Gerätegruppe hinzugefügt',
      'member-removed': 'Druckgerät aus Gerätegruppe entfernt',
    },
    enrolment: {
      created: 'Einbindungscode erstellt',
    },
    group: {
      changed: 'Gruppe geändert',
      created: 'Gruppe hinzugefügt',
      deleted: 'Gruppe gelöscht',
      'group-added': 'Gruppe zu einer Gruppe hinzugefügt',
      'group-removed': 'Gruppe aus einer Gruppe entfernt',
      'member-added': 'Benutzer zu einer Gruppe hinzugefügt',
      'member-removed': 'Benutzer aus einer Gruppe entfernt',
    },
    hashing: {
      asked: 'Stärkeres Hashen angefordert',
      raised: 'Hash von Anmeldedaten verstärkt',
      settled: 'Stärkeres Hashen abgeschlossen',
    },
    job: {
      cancelled: 'Auftrag abgebrochen',
      changed: 'Auftrag geändert',
      deleted: 'Auftrag gelöscht',
      released: 'Auftrag freigegeben',
    },
    'journal-settings': {
      changed: 'Einstellungen des Journals geändert',
    },
    'link-settings': {
      changed: 'Einstellungen der Verbindung geändert',
    },
    logging: {
      changed: 'Protokollstufe geändert',
    },
    mail: {
      changed: 'Einstellungen für E-Mail geändert',
    },
    'offline-login': {
      changed: 'Einstellungen der Offline-Anmeldung geändert',
    },
    organisation: {
      changed: 'Organisation geändert',
    },
    pin: {
      changed: 'PIN vom Inhaber geändert',
      created: 'PIN hinzugefügt',
      deleted: 'PIN gelöscht',
      renewed: 'PIN erneuert',
    },
    profile: {
      changed: 'Profil geändert',
      created: 'Profil hinzugefügt',
      deleted: 'Profil gelöscht',
    },
    queue: {
      changed: 'Warteschlange geändert',
      created: 'Warteschlange hinzugefügt',
      deleted: 'Warteschlange gelöscht',
    },
    review: {
      decided: 'Prüfung entschieden',
    },
    server: {
      'clock-set': 'Uhr des Servers gestellt',
    },
    spooling: {
      changed: 'Einstellungen des Spoolings geändert',
    },
    terminal: {
      enrolled: 'Terminal eingebunden',
      'key-changed': 'Schlüssel eines Terminals gewechselt',
      'key-cloned': 'Schlüssel eines Terminals doppelt verwendet',
      'key-issued': 'Schlüssel eines Terminals erneuert',
      'pin-unlocked': 'PIN-Anmeldung entsperrt',
      reset: 'Terminal zurückgesetzt',
      revoked: 'Terminal gesperrt',
      'service-pin-shown': 'Service-PIN angezeigt',
      synchronized: 'Terminal synchronisiert',
    },
    terminals: {
      reset: 'Alle Terminals zurückgesetzt',
    },
    user: {
      changed: 'Benutzer geändert',
      created: 'Benutzer hinzugefügt',
      deleted: 'Benutzer gelöscht',
      'password-removed': 'Passwort eines Benutzers entfernt',
      'password-set': 'Passwort eines Benutzers gesetzt',
    },
    'user-source': {
      changed: 'Benutzerquelle geändert',
      created: 'Benutzerquelle hinzugefügt',
      deleted: 'Benutzerquelle gelöscht',
    },
    users: {
      imported: 'Benutzer importiert',
    },
  },
};
