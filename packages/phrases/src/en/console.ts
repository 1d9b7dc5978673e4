import { consoleCommon } from './console-common.ts';
import { consoleGate } from './console-gate.ts';
import { consolePeople } from './console-people.ts';
import { consoleFleet } from './console-fleet.ts';
import { consoleOfflineLogin } from './console-offline-login.ts';
import { consolePrinting } from './console-printing.ts';
import { consoleProfiles } from './console-profiles.ts';
import { consoleSettings } from './console-settings.ts';

/** Texts of the console, one file a part of it. */
export const console = {
  ...consoleGate,
  ...consoleCommon,
  ...consolePeople,
  ...consoleFleet,
  ...consoleOfflineLogin,
  ...consolePrinting,
  ...consoleProfiles,
  ...consoleSettings,
} as const;
