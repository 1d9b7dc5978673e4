import { describe, expect, test } from 'vitest';
import { worksNow, type DeviceAction, type Works } from './what-works.ts';

/** Table E, cell by cell: rule, action, online, offline. */
const TABLE: readonly (readonly [string, DeviceAction, Works, Works])[] = [
  ['E1', 'log-in-pin', 'yes', 'from-cache'],
  ['E1', 'log-in-card', 'yes', 'from-cache'],
  ['E1', 'log-in-card-and-pin', 'yes', 'from-cache'],
  ['E2', 'log-in-password', 'yes', 'needs-print-server'],
  ['E3', 'print-from-device', 'yes', 'yes'],
  ['E4', 'print-from-workstation', 'yes', 'yes'],
  ['E5', 'print-from-server', 'yes', 'needs-print-server'],
  ['E6', 'copy', 'yes', 'yes'],
  ['E7', 'scan-to-device-target', 'yes', 'yes'],
  ['E8', 'scan-to-me', 'yes', 'held'],
  ['E9', 'unlock-panel', 'yes', 'yes'],
  ['E10', 'register-card', 'yes', 'needs-print-server'],
  ['E10', 'change-pin', 'yes', 'needs-print-server'],
];

describe('table E', () => {
  test.each(TABLE)('[%s] %s', (_rule, action, online, offline) => {
    expect(worksNow(action, 'asked')).toBe(online);
    expect(worksNow(action, 'away')).toBe(offline);
  });
});
