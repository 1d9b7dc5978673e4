/** What people do at a panel or at their desk. */
export type PersonAction =
  | {
      readonly do: 'login';
      readonly at: number;
      readonly who: number;
      readonly by: LoginBy;
      /** Which of their PINs and cards. */
      readonly nth: number;
      /** One digit of the PIN is wrong. */
      readonly slip: boolean;
    }
  | { readonly do: 'logout' | 'print'; readonly at: number }
  | { readonly do: 'send'; readonly at: number; readonly who: number; readonly pages: number }
  /** To a queue of the server. */
  | { readonly do: 'queue'; readonly who: number; readonly pages: number }
  | { readonly do: 'flood'; readonly at: number; readonly tries: number };

/** What administrators do at the console. */
export type AdminAction =
  | { readonly do: 'disable' | 'enable' | 'delete'; readonly who: number }
  | { readonly do: 'give-pin' | 'give-card'; readonly who: number; readonly forMinutes: number | null }
  | { readonly do: 'take-pin' | 'take-card'; readonly who: number; readonly nth: number }
  | { readonly do: 'move-card' | 'move-pin'; readonly who: number; readonly to: number; readonly nth: number }
  | {
      readonly do: 'settings';
      readonly cacheHours: number;
      readonly intervalHours: number;
      readonly uncertainHours: number;
      readonly reset: boolean;
    }
  | { readonly do: 'feature' | 'synchronization'; readonly on: boolean }
  /** With `inner`: as a group, so many of them in a group in it. */
  | { readonly do: 'assign'; readonly order: readonly number[]; readonly inner?: number }
  /** Whether the inner group is in the outer one. */
  | { readonly do: 'nest'; readonly on: boolean }
  | { readonly do: 'throttle'; readonly attempts: number; readonly refillMinutes: number }
  | { readonly do: 'most-users'; readonly most: number }
  | { readonly do: 'reset-all' }
  | { readonly do: 'synchronize' | 'unlock-pin' | 'reset' | 'deactivate' | 'activate'; readonly at: number };

/** What breaks, and what mends it. */
export type Disturbance =
  | { readonly do: 'line'; readonly at: number; readonly fault: LineFaultName }
  | { readonly do: 'printer'; readonly at: number; readonly fault: PrinterFaultName }
  | { readonly do: 'suspend'; readonly at: number; readonly forMinutes: number }
  | {
      readonly do: 'heal-line' | 'heal-printer' | 'freeze' | 'thaw' | 'fill' | 'free' | 'image' | 'restore' | 'clone';
      readonly at: number;
    }
  | { readonly do: 'kill'; readonly at: number | 'server' }
  | {
      readonly do: 'crash';
      readonly at: number | 'server';
      readonly commit: number;
      readonly moment: 'before' | 'after';
    }
  | {
      readonly do: 'power-cut';
      readonly at: number | 'server';
      readonly forMinutes: number;
      readonly clockless: boolean;
    }
  | { readonly do: 'skew'; readonly at: number | 'server'; readonly byMinutes: number };

/**
 * What happens in a story, as plain data: it can be printed, kept and cut shorter. A step that makes no sense where it stands
 * (a logout without a session) does nothing, so any part of a story is a story. Terminals and people go by number.
 */
export type Action = PersonAction | AdminAction | Disturbance;

export type LoginBy = 'pin' | 'card' | 'card+pin';

export const LINE_FAULTS = [
  'cut',
  'reset',
  'refused',
  'slow',
  'drop',
  'duplicate',
  'reorder',
  'status-401',
  'status-429',
  'status-500',
  'status-503',
] as const;
export type LineFaultName = (typeof LINE_FAULTS)[number];

export const PRINTER_FAULTS = [
  'unreachable',
  'dies-and-forgets',
  'dies-and-resumes',
  'restart-ids',
  'forgets',
  'busy',
  'out-of-paper',
  'loses-connection',
  'counter-reset',
] as const;
export type PrinterFaultName = (typeof PRINTER_FAULTS)[number];

/** `after`: milliseconds since the step before. */
export type Step = Action & { readonly after: number };
export type Story = readonly Step[];
