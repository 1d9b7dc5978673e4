import type { TerminalIdentity } from './terminal-identity.ts';

/**
 * Who this terminal is now.
 * Invariant: a change is durable before anybody sees it, and changes come one after another; one that cannot be written is none.
 */
export interface IdentityKeeper {
  current(): TerminalIdentity;
  /** @returns what is in use then. @throws what `store` does */
  change(step: (current: TerminalIdentity) => TerminalIdentity): Promise<TerminalIdentity>;
}

export function createIdentityKeeper(
  first: TerminalIdentity,
  store: (identity: TerminalIdentity) => Promise<void>,
): IdentityKeeper {
  let current = first;
  let turn: Promise<unknown> = Promise.resolve();
  const apply = async (step: (now: TerminalIdentity) => TerminalIdentity): Promise<TerminalIdentity> => {
    const next = step(current);
    if (next !== current) await store(next);
    current = next;
    return current;
  };
  return {
    current: () => current,
    change: (step) => {
      const changed = turn.then(() => apply(step));
      turn = changed.catch(() => undefined);
      return changed;
    },
  };
}
