import type { console as en } from '../en/console.ts';
import type { PhrasesOf } from '../phrases.ts';
import { consoleCommon } from './console-common.ts';
import { consoleGate } from './console-gate.ts';
import { consolePeople } from './console-people.ts';
import { consolePerson } from './console-person.ts';
import { consoleImports } from './console-imports.ts';
import { consoleSources } from './console-sources.ts';
import { consoleAdministration } from './console-administration.ts';
import { consoleAudit } from './console-audit.ts';
import { consoleAuditActions } from './console-audit-actions.ts';
import { consoleFleet } from './console-fleet.ts';
import { consoleOfflineLogin } from './console-offline-login.ts';
import { consolePrinting } from './console-printing.ts';
import { consoleProfiles } from './console-profiles.ts';
import { consoleSettings } from './console-settings.ts';

export const console: PhrasesOf<typeof en> = {
  ...consoleGate,
  ...consoleCommon,
  ...consolePeople,
  ...consolePerson,
  ...consoleImports,
  ...consoleSources,
  ...consoleAdministration,
  ...consoleAudit,
  ...consoleAuditActions,
  ...consoleFleet,
  ...consoleOfflineLogin,
  ...consolePrinting,
  ...consoleProfiles,
  ...consoleSettings,
};
