import { consoleCommon } from './console-common.ts';
import { consoleGate } from './console-gate.ts';
import { consolePeople } from './console-people.ts';
import { consolePerson } from './console-person.ts';
import { consoleImports } from './console-imports.ts';
import { consoleSources } from './console-sources.ts';
import { consoleAlerts } from './console-alerts.ts';
import { consoleExplain } from './console-explain.ts';
import { consoleOverview } from './console-overview.ts';
import { consoleAdministration } from './console-administration.ts';
import { consoleAuthentication } from './console-authentication.ts';
import { consoleAudit } from './console-audit.ts';
import { consoleAuditActions } from './console-audit-actions.ts';
import { consoleDevice } from './console-device.ts';
import { consoleDeviceGroups } from './console-device-groups.ts';
import { consoleFleet } from './console-fleet.ts';
import { consoleKit } from './console-kit.ts';
import { consoleOfflineLogin } from './console-offline-login.ts';
import { consolePrinting } from './console-printing.ts';
import { consoleProfiles } from './console-profiles.ts';
import { consoleReview } from './console-review.ts';
import { consoleSettings } from './console-settings.ts';
import { consoleSystem } from './console-system.ts';
import { consoleSetUp } from './console-set-up.ts';

/** Texts of the console, one file a part of it. */
export const console = {
  ...consoleGate,
  ...consoleCommon,
  ...consolePeople,
  ...consolePerson,
  ...consoleImports,
  ...consoleSources,
  ...consoleAlerts,
  ...consoleExplain,
  ...consoleOverview,
  ...consoleAdministration,
  ...consoleAudit,
  ...consoleAuditActions,
  ...consoleFleet,
  ...consoleDevice,
  ...consoleDeviceGroups,
  ...consoleKit,
  ...consoleOfflineLogin,
  ...consolePrinting,
  ...consoleProfiles,
  ...consoleReview,
  ...consoleSettings,
  ...consoleSystem,
  ...consoleAuthentication,
  ...consoleSetUp,
} as const;
