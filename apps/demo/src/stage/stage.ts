/** What the start page knows of the demonstration; the whole is sent at every change. */
export interface Stage {
  /** Empty when the console's pages are not built. */
  readonly consoleUrl: string;
  readonly administrator: { readonly userName: string; readonly password: string };
  readonly users: readonly StageUser[];
  readonly devices: readonly StageDevice[];
  readonly cable: { readonly up: boolean };
  /** Pages the server has booked, all devices together. */
  readonly accountedPages: number;
  readonly told: Told;
  readonly playing: boolean;
  /** While the story plays: the device it is about. */
  readonly spotlight: string | null;
}

export interface StageUser {
  readonly userName: string;
  readonly fullName: string;
  readonly pin: string;
  readonly card: string;
}

export interface StageDevice {
  readonly id: string;
  readonly name: string;
  readonly model: string;
  readonly offlineLogin: boolean;
  readonly panelUrl: string;
  /** One of C1's five, or `unknown` before the terminal has answered once. */
  readonly link: 'online' | 'degraded' | 'offline' | 'returning' | 'refused' | 'unknown';
  /** Journal records the server has not acknowledged. */
  readonly backlog: number;
  /** Who is logged in. */
  readonly session: string | null;
  readonly papers: readonly Paper[];
  /** Sheets that lie in the feeder. */
  readonly feeder: number;
  readonly isJammed: boolean;
  /** Documents on the USB stick of its terminal. */
  readonly scans: number;
  /** Its own panel is free: what is done there is counted. */
  readonly isUnlocked: boolean;
}

/** What a hand does at the device. */
export interface Handling {
  readonly deviceId: string;
  readonly what: 'load-feeder' | 'jam' | 'take-out' | 'walk-up';
}

/** Which queue of the two a document goes to. */
export interface Sending {
  readonly deviceId: string;
  readonly userName: string;
  readonly to: 'device' | 'server';
}

/** One printed job lying in the tray, newest first. */
export interface Paper {
  readonly title: string;
  readonly pages: number;
  /** RFC 3339. */
  readonly printedAt: string;
}

/** One sentence about what just happened, as the page's phrase and its values. */
export interface Told {
  readonly phrase: TellableEvent;
  readonly values: Readonly<Record<string, string | number>>;
}

export type TellableEvent =
  | 'ready'
  | 'cut'
  | 'mended'
  | 'noticedCut'
  | 'accounted'
  | 'loggedInOnline'
  | 'loggedInOffline'
  | 'refused'
  | 'refusedStranger'
  | 'repeated'
  | 'sent'
  | 'sentToServer'
  | 'printed'
  | 'loaded'
  | 'jammed'
  | 'takenOut'
  | 'walkedUp'
  | 'notDone';
