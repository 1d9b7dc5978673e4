import type { PanelSession, SessionAction, UnavailableReason } from '@holdover/api';
import { worksNow, type DeviceAction } from '@holdover/offline-login';
import type { LoginMethod, TerminalProfile } from '@holdover/protocol';

/** Whether something can be done now, and why not. */
export interface Availability {
  readonly available: boolean;
  readonly reason?: UnavailableReason;
}

type Server = Parameters<typeof worksNow>[1];

const LOG_IN: Readonly<Record<LoginMethod, DeviceAction>> = {
  pin: 'log-in-pin',
  card: 'log-in-card',
  'card+pin': 'log-in-card-and-pin',
  password: 'log-in-password',
};

/** @param servesOffline whether the cache lets anybody in now */
export function methodAvailability(method: LoginMethod, server: Server, servesOffline: boolean): Availability {
  const works = worksNow(LOG_IN[method], server);
  return works === 'yes' || (works === 'from-cache' && servesOffline) ? { available: true } : needsServer();
}

/** E10: what people do for themselves. */
export function ownActions(profile: TerminalProfile | undefined, server: Server): PanelSession['actions'] {
  return [
    own('register-card', server, profile?.cardRegistration === true ? undefined : 'not-in-profile'),
    own('change-pin', server, profile !== undefined && takesPins(profile) ? undefined : 'no-pin-method'),
  ];
}

function own(
  name: Extract<SessionAction, 'register-card' | 'change-pin'>,
  server: Server,
  never: UnavailableReason | undefined,
): PanelSession['actions'][number] {
  if (never !== undefined) return { name, available: false, reason: never };
  return worksNow(name, server) === 'yes' ? { name, available: true } : { name, ...needsServer() };
}

function takesPins({ loginMethods }: TerminalProfile): boolean {
  return loginMethods.some((method) => method === 'pin' || method === 'card+pin');
}

function needsServer(): Availability {
  return { available: false, reason: 'needs-print-server' };
}
