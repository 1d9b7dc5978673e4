import {
  createCard,
  createDevice,
  createEnrolment,
  createPin,
  createUser,
  DEFAULT_OFFLINE_LOGIN,
  putOfflineLogin,
  type DeviceModel,
  type OfflineLoginSettings,
  type User,
} from '@holdover/api';
import { ALL_DEVICES, ALL_USERS, type DeviceId } from '@holdover/kernel';
import type { TestServer } from './start-test-server.ts';
import { enrolTestTerminal, type TestTerminal } from './test-terminal.ts';

/** What administrators do in the tests of the fleet, by the REST interface. */
export interface FleetWorld {
  addDevice(name: string, model?: DeviceModel): Promise<DeviceId>;
  code(deviceId: DeviceId): Promise<string>;
  /** A device with its terminal. */
  enrolled(name: string): Promise<{ readonly device: DeviceId; readonly terminal: TestTerminal }>;
  addUser(userName: string, pin: string, card: string): Promise<User>;
  /** All users on all devices. */
  settings(change?: Partial<OfflineLoginSettings>, reset?: boolean): Promise<void>;
}

export function createFleetWorld({ api }: TestServer): FleetWorld {
  const addDevice = async (name: string, model: DeviceModel = 'kyocera'): Promise<DeviceId> =>
    (await api.call(createDevice, { body: { name, model } })).id;
  const code = async (id: DeviceId): Promise<string> => (await api.call(createEnrolment, { params: { id } })).code;
  return {
    addDevice,
    code,
    enrolled: async (name) => {
      const device = await addDevice(name);
      return { device, terminal: await enrolTestTerminal(await code(device)) };
    },
    addUser: async (userName, pin, card) => {
      const user = await api.call(createUser, { body: { userName } });
      await api.call(createPin, { params: { id: user.id }, body: { pin } });
      await api.call(createCard, { params: { id: user.id }, body: { number: card } });
      return user;
    },
    settings: async (change = {}, reset = false) => {
      const assignments = [
        { devices: [], deviceGroups: [ALL_DEVICES], users: [], groups: [ALL_USERS], rankByUse: false },
      ];
      const userSync = { enabled: true, intervalHours: 4, assignments };
      await api.call(putOfflineLogin, {
        query: { reset: reset ? 'true' : 'false' },
        body: { ...DEFAULT_OFFLINE_LOGIN, userSync, ...change },
      });
    },
  };
}
