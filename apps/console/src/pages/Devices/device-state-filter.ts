import type { DeviceFilter } from '../../client/resources.ts';

/** What a list of devices shows as the state of each; `inactive` whatever its link. */
export const DEVICE_STATES = ['online', 'degraded', 'away', 'none', 'inactive'] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];

type StateFilter = Pick<DeviceFilter, 'link' | 'active'>;

/** The part of a filter that asks for this state, as the address names it. */
export function filterOfState(state: DeviceState | undefined): StateFilter {
  if (state === undefined) return { link: undefined, active: undefined };
  if (state === 'inactive') return { link: undefined, active: 'false' };
  return { link: state, active: 'true' };
}

/** The state a filter asks for. An address may ask for a link alone, or for all that are active: no state says that. */
export function stateOfFilter({ link, active }: StateFilter): DeviceState | undefined {
  if (active === 'false') return 'inactive';
  return link;
}
