import type { Device, GrantedRight } from '@holdover/api';

export const DEVICE_TABS = ['overview', 'offline', 'groups', 'jobs', 'records', 'history'] as const;
export type DeviceTab = (typeof DEVICE_TABS)[number];

/** Tabs with something to show: none of offline login where the model has none (A3), none that the reader may not read. */
export function tabsOf(
  { offlineLogin }: Pick<Device, 'offlineLogin'>,
  may: (right: GrantedRight) => boolean,
): readonly DeviceTab[] {
  return DEVICE_TABS.filter((tab) => {
    if (tab === 'offline') return offlineLogin;
    return tab === 'jobs' || tab === 'records' ? may('accounting:read') : true;
  });
}

/** The tab that the address names, or the first where this device has no such one. */
export function openTab(named: DeviceTab | undefined, tabs: readonly DeviceTab[]): DeviceTab {
  return named !== undefined && tabs.includes(named) ? named : 'overview';
}
