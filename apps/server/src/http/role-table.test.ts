import { API_ROOT, rightField, ROUTES, type Route } from '@holdover/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFuzzWorld, type FuzzWorld, type Principal } from '../testing/fuzz/fuzz-world.ts';

/**
 * Operation → who may: A administrator, U user manager, D device manager, R auditor; then the right that lets a token in
 * (`signed-in` any token, `person` none, `anyone` even without signing in). Written by hand on purpose: a right that changes by
 * mistake fails here, and so does an operation without a row.
 */
const TABLE: Readonly<Record<string, string>> = {
  signIn: 'AUDR anyone',
  signOut: 'AUDR signed-in',
  me: 'AUDR signed-in',
  changeOwnPassword: 'AUDR signed-in',
  patchMe: 'AUDR person',
  setUpState: 'AUDR anyone',
  setUp: 'AUDR anyone',
  listAdministrators: 'A--R administrators:read',
  createAdministrator: 'A--- administrators:write',
  getAdministrator: 'A--R administrators:read',
  patchAdministrator: 'A--- administrators:write',
  deleteAdministrator: 'A--- administrators:write',
  putAdministratorPassword: 'A--- administrators:write',
  listConsoleSessions: 'AUDR administrators:read',
  revokeConsoleSession: 'AUDR signed-in',
  listApiTokens: 'A--R administrators:read',
  createApiToken: 'A--- administrators:write',
  deleteApiToken: 'A--- administrators:write',
  listUsers: 'AUDR users:read',
  createUser: 'AU-- users:write',
  getUser: 'AUDR users:read',
  patchUser: 'AU-- users:write',
  deleteUser: 'AU-- users:write',
  userDeletion: 'AUDR users:read',
  putUserPassword: 'AU-- users:write',
  deleteUserPassword: 'AU-- users:write',
  userOfflineDevices: 'AUDR users:read',
  listPins: 'AUDR users:read',
  createPin: 'AU-- users:write',
  deletePin: 'AU-- users:write',
  listCards: 'AUDR users:read',
  createCard: 'AU-- users:write',
  deleteCard: 'AU-- users:write',
  renewPins: 'AU-- users:write',
  importUsers: 'AU-- users:write',
  listImports: 'AUDR users:read',
  getImport: 'AUDR users:read',
  cancelImport: 'AU-- users:write',
  importErrors: 'AUDR users:read',
  listImportEffects: 'AUDR users:read',
  listImportLog: 'AUDR users:read',
  listUserSources: 'AUDR users:read',
  createUserSource: 'A-D- settings:write',
  getUserSource: 'AUDR users:read',
  patchUserSource: 'A-D- settings:write',
  deleteUserSource: 'A-D- settings:write',
  testUserSource: 'A-D- settings:write',
  synchronizeUserSource: 'AU-- users:write',
  listGroups: 'AUDR users:read',
  createGroup: 'AU-- users:write',
  getGroup: 'AUDR users:read',
  patchGroup: 'AU-- users:write',
  deleteGroup: 'AU-- users:write',
  addGroupMember: 'AU-- users:write',
  removeGroupMember: 'AU-- users:write',
  addNestedGroup: 'AU-- users:write',
  removeNestedGroup: 'AU-- users:write',
  listDeviceGroups: 'AUDR devices:read',
  createDeviceGroup: 'A-D- devices:write',
  getDeviceGroup: 'AUDR devices:read',
  patchDeviceGroup: 'A-D- devices:write',
  deleteDeviceGroup: 'A-D- devices:write',
  addDeviceGroupMember: 'A-D- devices:write',
  removeDeviceGroupMember: 'A-D- devices:write',
  listProfiles: 'AUDR devices:read',
  createProfile: 'A-D- settings:write',
  getProfile: 'AUDR devices:read',
  patchProfile: 'A-D- settings:write',
  deleteProfile: 'A-D- settings:write',
  tryCardTransformation: 'A-D- settings:write',
  listDevices: 'AUDR devices:read',
  createDevice: 'A-D- devices:write',
  getDevice: 'AUDR devices:read',
  patchDevice: 'A-D- devices:write',
  deleteDevice: 'A-D- devices:write',
  createEnrolment: 'A-D- devices:write',
  getEnrolment: 'AUDR devices:read',
  getDeviceCounters: 'AUDR devices:read',
  resetDevice: 'A-D- devices:write',
  revokeDevice: 'A-D- devices:write',
  synchronizeDevice: 'A-D- devices:write',
  unlockPin: 'A-D- devices:write',
  reportStolen: 'A-D- devices:write',
  getStolenReport: 'AUDR devices:read',
  offlineUsers: 'AUDR devices:read',
  leftOutUsers: 'AUDR devices:read',
  explainOfflineLogin: 'AUDR devices:read',
  listTerminals: 'AUDR devices:read',
  getRollout: 'AUDR devices:read',
  resetTerminals: 'A-D- settings:write',
  getServicePin: 'A-D- devices:write',
  approveCertificate: 'A-D- devices:write',
  discoverPrinters: 'A-D- devices:write',
  listQueues: 'AUDR devices:read',
  createQueue: 'A-D- devices:write',
  getQueue: 'AUDR devices:read',
  patchQueue: 'A-D- devices:write',
  deleteQueue: 'A-D- devices:write',
  listJobs: 'A--R accounting:read',
  getJob: 'A--R accounting:read',
  patchJob: 'A-D- devices:write',
  releaseJob: 'A-D- devices:write',
  cancelJob: 'A-D- devices:write',
  deleteJob: 'A-D- devices:write',
  getSpooling: 'A-DR settings:read',
  putSpooling: 'A-D- settings:write',
  getOfflineLogin: 'A-DR settings:read',
  putOfflineLogin: 'A-D- settings:write',
  previewOfflineLogin: 'A-DR settings:read',
  previewAuthentication: 'A-DR settings:read',
  getAuthentication: 'A-DR settings:read',
  getPinRisk: 'A-DR settings:read',
  putAuthentication: 'A-D- settings:write',
  getJournalSettings: 'A-DR settings:read',
  putJournalSettings: 'A-D- settings:write',
  getOrganisation: 'A-DR settings:read',
  putOrganisation: 'A-D- settings:write',
  getMail: 'A-DR settings:read',
  putMail: 'A-D- settings:write',
  testMail: 'A-D- settings:write',
  getFleetAuthority: 'A-DR settings:read',
  stepFleetAuthority: 'A-D- settings:write',
  getLinkSettings: 'A-DR settings:read',
  putLinkSettings: 'A-D- settings:write',
  getOverview: 'AUDR devices:read',
  listOutages: 'AUDR devices:read',
  getSystem: 'A-DR settings:read',
  getLogging: 'A-DR settings:read',
  putLogging: 'A-D- settings:write',
  listSessions: 'A--R accounting:read',
  listActivities: 'A--R accounting:read',
  listReview: 'A--R accounting:read',
  countOpenReview: 'A--R accounting:read',
  getReview: 'A--R accounting:read',
  decideReview: 'A--- accounting:write',
  listAlerts: 'AUDR devices:read',
  dismissAlert: 'A-D- devices:write',
  listAudit: 'A--R audit:read',
  exportAudit: 'A--R audit:read',
  verifyAudit: 'A--R audit:read',
  events: 'AUDR signed-in',
};

const LETTERS: Readonly<Record<string, string>> = {
  administrator: 'A',
  'user-manager': 'U',
  'device-manager': 'D',
  auditor: 'R',
};
const NO_ID = '00000000-0000-7000-8000-000000000000';

let world: FuzzWorld;
beforeAll(async () => {
  world = await openFuzzWorld();
}, 60_000);
afterAll(() => world.close());

function expected(row: string, { name, signedIn }: Principal): boolean {
  const [roles = '', right = ''] = row.split(' ');
  if (right === 'anyone') return true;
  if (!signedIn) return false;
  const letter = LETTERS[name];
  if (letter !== undefined) return roles.includes(letter);
  return right === 'signed-in' || name === `token ${right}`;
}

/** As little as gets past the door: what is asked for does not exist, and bodies are empty. */
async function isLetIn(route: Route, principal: Principal): Promise<boolean> {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => prefixOf(route, name) + NO_ID);
  const json = route.body === undefined ? undefined : route.consumes === undefined ? '{}' : 'USERNAME\n';
  const { status } = await world.send({
    method: route.method,
    url: API_ROOT + path,
    payload: json,
    headers: {
      ...principal.headers(),
      ...(json === undefined ? {} : { 'content-type': route.consumes ?? 'application/json' }),
    },
  });
  return status !== 401 && status !== 403;
}

/** Of the ids a parameter takes, by the pattern that refuses others. */
function prefixOf(route: Route, name: string): string {
  const prefixes = [
    'usr_',
    'grp_',
    'dgr_',
    'prf_',
    'dev_',
    'que_',
    'job_',
    'rev_',
    'alr_',
    'src_',
    'imp_',
    'adm_',
    'tok_',
    'cns_',
    'pin_',
    'crd_',
  ];
  const accepts = (prefix: string): boolean => {
    const shape = route.params as unknown as {
      shape: Record<string, { safeParse(value: unknown): { success: boolean } }>;
    };
    return shape.shape[name]?.safeParse(prefix + NO_ID).success === true;
  };
  return prefixes.find(accepts) ?? '';
}

test('every operation has a row, and no row is left over', () => {
  expect(Object.keys(TABLE).toSorted()).toEqual(ROUTES.map(({ name }) => name).toSorted());
});

test('every right is one that some operation asks for', () => {
  const asked = new Set(Object.values(TABLE).map((row) => row.split(' ')[1]));
  expect(rightField.options.filter((right) => !asked.has(right))).toEqual([]);
});

describe('who may what is as the table says', () => {
  // Whoever signs out asks no more.
  const inOrder = ROUTES.toSorted((a, b) => Number(a.name === 'signOut') - Number(b.name === 'signOut'));
  for (const route of inOrder) {
    test(`${route.name}: ${TABLE[route.name] ?? 'no row'}`, async () => {
      const row = TABLE[route.name] ?? '';
      const wrong: string[] = [];
      for (const principal of world.principals) {
        const should = expected(row, principal);
        // The stream stays open for who is let in.
        if (route.name === 'events' && should) continue;
        if ((await isLetIn(route, principal)) !== should)
          wrong.push(`${principal.name} ${should ? 'is refused' : 'is let in'}`);
      }
      expect(wrong).toEqual([]);
    });
  }
});
