import type { MapDevice, Overview } from '@holdover/api';

export type MapGroup = Overview['groups'][number];

/** A device by its link, and `inactive` whatever its link. */
export const STANDINGS = ['online', 'degraded', 'away', 'none', 'inactive'] as const;
export type Standing = (typeof STANDINGS)[number];

/** `named` a row of names · `dense` a small square each · `counted` numbers alone, and the list behind them. */
export type GroupShape = 'named' | 'dense' | 'counted';

export interface PlannedGroup {
  readonly group: MapGroup;
  readonly shape: GroupShape;
  /** Devices of the group that are not drawn. */
  readonly hidden: number;
}

/** Up to here names are easier to find than squares. */
const NAMED_MOST = 12;
/** Alone, a group has the whole width for them. */
const NAMED_MOST_ALONE = 48;
/** How each group is drawn: as numbers where the server names none of its devices; one without devices is left out. */
export function planMap(groups: readonly MapGroup[]): readonly PlannedGroup[] {
  const peopled = groups.filter(({ devices }) => devices.total > 0);
  const namedMost = peopled.length === 1 ? NAMED_MOST_ALONE : NAMED_MOST;
  return peopled.map((group) => {
    const { items, devices } = group;
    const shape = items.length === 0 ? 'counted' : devices.total <= namedMost ? 'named' : 'dense';
    return { group, shape, hidden: devices.total - items.length };
  });
}

export function standingOf({ active, link }: Pick<MapDevice, 'active' | 'link'>): Standing {
  return active ? link : 'inactive';
}

/** Where an arrow key leads among squares in rows of `columns`; undefined: nowhere. */
export function squareAfter(key: string, here: number, count: number, columns: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: here + 1,
    ArrowLeft: here - 1,
    ArrowDown: here + columns,
    ArrowUp: here - columns,
    Home: 0,
    End: count - 1,
  };
  const next = steps[key];
  return next === undefined || next < 0 || next >= count ? undefined : next;
}
