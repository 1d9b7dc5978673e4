import {
  createDevice,
  deleteDevice,
  getDevice,
  listDevices,
  patchDevice,
  type Device as ApiDevice,
} from '@holdover/api';
import { present, toRfc3339, type Instant } from '@holdover/kernel';
import { DEVICE_MODELS } from '@holdover/offline-login';
import type { DeviceTerminal, TerminalDirectory } from '../../fleet.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import type { ListedDevice } from './device.ts';
import { readDevice, type Devices } from './devices.ts';
import type { ReportedPrinter } from './printer-store.ts';
import { printerToApi } from './printer-to-api.ts';

export interface DeviceRoutesDeps {
  readonly devices: Devices;
  readonly stores: Stores;
  readonly terminals: TerminalDirectory;
}

export function addDeviceRoutes(routes: RouteRegistrar, { devices, stores, terminals }: DeviceRoutesDeps): void {
  const withTerminals = async (found: readonly ListedDevice[]): Promise<ApiDevice[]> => {
    const ids = found.map(({ id }) => id);
    const at = await terminals.terminalsOf(ids);
    const printers = await stores.printers.ofDevices(ids);
    const stolen = await stores.stolenReports.lastOf(ids);
    return found.map((device) => {
      const { id } = device;
      return deviceToApi(device, { terminal: at.get(id), printer: printers.get(id), stolenAt: stolen.get(id) });
    });
  };
  const withTerminal = async (device: ListedDevice): Promise<ApiDevice> =>
    present((await withTerminals([device]))[0], 'the device asked for');

  routes.add(listDevices, async ({ query: { grouped, active, backlog, ...question } }) => {
    if (question.link !== undefined) await terminals.settle();
    const page = await stores.devices.page({
      ...question,
      grouped: grouped === undefined ? undefined : grouped === 'true',
      active: active === undefined ? undefined : active === 'true',
      backlog: backlog === undefined ? undefined : true,
    });
    return { ...page, items: await withTerminals(page.items) };
  });
  routes.add(createDevice, async ({ actor, body }) => withTerminal(await devices.create(actor, body)), { version });
  routes.add(getDevice, async ({ params }) => withTerminal(await readDevice({ stores }, params.id)), { version });
  routes.add(
    patchDevice,
    async ({ actor, params, body, requireMatch }) =>
      withTerminal(await devices.patch(actor, params.id, body, (current) => requireMatch(deviceToApi(current)))),
    { version },
  );
  routes.add(deleteDevice, ({ actor, params, requireMatch }) =>
    devices.delete(actor, params.id, (current) => requireMatch(deviceToApi(current))),
  );
}

/** What an administrator edits: what moves by itself must not refuse their change. */
function version(device: ApiDevice): ApiDevice {
  return { ...device, terminal: null, printer: null, stolenReportedAt: null };
}

/** What is known of a device beside what is edited; undefined where there is none. */
export interface DeviceFacts {
  readonly terminal?: DeviceTerminal | undefined;
  readonly printer?: ReportedPrinter | undefined;
  readonly stolenAt?: Instant | undefined;
}

export function deviceToApi(device: ListedDevice, { terminal, printer, stolenAt }: DeviceFacts = {}): ApiDevice {
  return {
    id: device.id,
    name: device.name,
    model: device.model,
    offlineLogin: DEVICE_MODELS[device.model].offlineLogin,
    profileId: device.profileId,
    address: device.address,
    active: device.active,
    deviceGroups: [...device.deviceGroups],
    terminal: terminal ?? null,
    printer: printerToApi(printer, device),
    stolenReportedAt: stolenAt === undefined ? null : toRfc3339(stolenAt),
    createdAt: toRfc3339(device.createdAt),
  };
}
