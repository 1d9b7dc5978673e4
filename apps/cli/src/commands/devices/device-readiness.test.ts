import { describe, expect, test } from 'vitest';
import { fakeServer, refusal, runCommand } from '../../testing/run-command.ts';

const UUID = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f';
const AT = '2026-10-01T08:00:00.000Z';

describe('readiness of a device where nobody is cached', () => {
  const device = `dev_${UUID}`;
  const settings = (userSync: object) => ({
    enabled: true,
    cacheHours: 72,
    shareWithinSite: false,
    uncertainHours: 8,
    offlineBooking: 'none',
    offlinePageLimit: null,
    userSync: { enabled: true, intervalHours: 4, assignments: [], ...userSync },
  });
  const answers = {
    [`GET /devices/${device}`]: {
      id: device,
      name: '2nd floor',
      model: 'kyocera',
      offlineLogin: true,
      profileId: `prf_${UUID}`,
      address: null,
      active: true,
      deviceGroups: [],
      terminal: null,
      printer: null,
      stolenReportedAt: null,
      createdAt: AT,
    },
    [`GET /devices/${device}/offline-users`]: {
      items: [],
      nextCursor: null,
      acknowledgedAt: AT,
      reason: null,
      leftOut: { count: 0, items: [] },
    },
    'POST /settings/offline-login/preview': { devices: 0, crowded: 0, items: [] },
  };
  const of = async (more: Readonly<Record<string, unknown>>) =>
    (await runCommand(['devices', 'readiness', device], { connect: fakeServer({ ...answers, ...more }).connect })).out;

  test.each([
    ['User Synchronization is off', { 'GET /settings/offline-login': settings({ enabled: false }) }],
    ['Nobody is assigned to this device', { 'GET /settings/offline-login': settings({}) }],
    [
      'has not confirmed them yet',
      {
        'GET /settings/offline-login': settings({}),
        'POST /settings/offline-login/preview': {
          devices: 1,
          crowded: 0,
          items: [
            {
              deviceId: device,
              deviceName: '2nd floor',
              offlineLogin: true,
              places: 9,
              used: 2,
              leftOut: { count: 0, userNames: [] },
            },
          ],
        },
      },
    ],
    ['this token may not read', { 'GET /settings/offline-login': refusal(403, 'not-allowed') }],
  ])('says: %s', async (said, more) => {
    const out = await of(more);
    expect(out).toContain(said);
    expect(out).toContain('holdover explain USER');
  });
});
