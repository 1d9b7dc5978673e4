import type { GrantedRight, Role } from '@holdover/api';
import type { AdministratorId, ApiTokenId, ConsoleSessionId, TerminalId, UserId } from '@holdover/kernel';

/** Who asked for a change. `system`: this server of its own accord, or someone with its files in hand. */
export type Actor =
  | {
      readonly kind: 'administrator';
      readonly id: AdministratorId;
      readonly name: string;
      readonly role: Role;
      /** By which they ask. */
      readonly session?: ConsoleSessionId;
    }
  | {
      readonly kind: 'api-token';
      readonly id: ApiTokenId;
      readonly name: string;
      readonly rights: readonly GrantedRight[];
    }
  /** At a panel, for themselves. */
  | { readonly kind: 'user'; readonly id: UserId; readonly name: string }
  | { readonly kind: 'terminal'; readonly id: TerminalId; readonly name: string }
  | { readonly kind: 'system'; readonly id: null; readonly name: string };

export const SYSTEM: Actor = { kind: 'system', id: null, name: 'server' };
