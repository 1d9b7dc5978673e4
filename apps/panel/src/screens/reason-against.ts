import type { PanelSession } from '@holdover/api';
import type { Obstacle } from '../texts.ts';

/** Null when it can be done now. */
export function reasonAgainst(
  { actions }: PanelSession,
  name: PanelSession['actions'][number]['name'],
): Obstacle | null {
  const action = actions.find((entry) => entry.name === name);
  if (action === undefined) return 'not-in-profile';
  return action.available ? null : (action.reason ?? 'unsaid');
}
