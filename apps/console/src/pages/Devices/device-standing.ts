import type { Device } from '@holdover/api';

/**
 * Why a device does not simply stand online, gravest first; what has its own notice (no terminal, certificate, stolen, guess risk) is told there.
 * `suspended` its identity is disputed (F3) · `inactive` deactivated · `away` no link · `degraded` linked, but the server answers it
 * with errors or too slowly (C1) · `behind` it has not confirmed the newest settings and people.
 */
export type StandingReason = 'suspended' | 'inactive' | 'away' | 'degraded' | 'behind';

/** Empty where all is well. */
export function standingOf({ active, terminal }: Pick<Device, 'active' | 'terminal'>): readonly StandingReason[] {
  const reasons: StandingReason[] = [];
  if (terminal !== null && terminal.suspendedAt !== null) reasons.push('suspended');
  if (!active) reasons.push('inactive');
  if (terminal === null) return reasons;
  if (terminal.link === 'away') reasons.push('away');
  if (terminal.link === 'degraded') reasons.push('degraded');
  // Away or suspended it cannot confirm anything, and is told so already.
  const canConfirm = reasons.length === 0 || (reasons.length === 1 && reasons[0] === 'degraded');
  if (canConfirm && terminal.revisionApplied < terminal.revisionDesired) reasons.push('behind');
  return reasons;
}

/** What the key protector of a terminal is worth, from best to least. */
export type ProtectorWorth = 'strong' | 'bound' | 'weak';
const WORTH: Readonly<Record<NonNullable<Device['terminal']>['keyProtector'], ProtectorWorth>> = {
  tpm2: 'strong',
  'systemd-credential': 'bound',
  keyfile: 'weak',
};

export function protectorWorth(protector: NonNullable<Device['terminal']>['keyProtector']): ProtectorWorth {
  return WORTH[protector];
}
