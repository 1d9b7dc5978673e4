import type { AlertKind, GrantedRight } from '@holdover/api';
import {
  IconCertificateOff,
  IconClockExclamation,
  IconCopy,
  IconDatabaseExclamation,
  IconFileUnknown,
  IconHistory,
  IconKeyOff,
  IconMailOff,
  IconPassword,
  IconPlugConnectedX,
  type Icon,
} from '@tabler/icons-react';

interface AlertLook {
  readonly icon: Icon;
  /** It stands for a state, and is cleared as soon as that is over: to dismiss it would be to hear it again at once. */
  readonly endsByItself: boolean;
  /** The page where something is done about it, beside the one of its device. */
  readonly place?: 'email' | 'pages' | 'review';
}

export const ALERT_LOOK: Readonly<Record<AlertKind, AlertLook>> = {
  'clock-step': { icon: IconClockExclamation, endsByItself: false },
  'device-offline-alone': { icon: IconPlugConnectedX, endsByItself: true },
  'identity-forked': { icon: IconCopy, endsByItself: true },
  'journal-filling': { icon: IconDatabaseExclamation, endsByItself: true },
  'key-cloned': { icon: IconKeyOff, endsByItself: true },
  'pin-walking': { icon: IconPassword, endsByItself: false },
  'printer-certificate-changed': { icon: IconCertificateOff, endsByItself: true },
  'scan-not-sent': { icon: IconMailOff, endsByItself: false, place: 'email' },
  'server-restored': { icon: IconHistory, endsByItself: false, place: 'review' },
  'unexplained-pages': { icon: IconFileUnknown, endsByItself: false, place: 'pages' },
};

/** What one must be allowed to read to find anything there. */
export const PLACE_RIGHT: Readonly<Record<NonNullable<AlertLook['place']>, GrantedRight>> = {
  email: 'settings:read',
  pages: 'accounting:read',
  review: 'accounting:read',
};
