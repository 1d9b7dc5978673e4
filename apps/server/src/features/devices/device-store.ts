import type { DeviceLink, DeviceModel } from '@holdover/api';
import type { DeviceGroupId, DeviceId, ProfileId } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { Device, ListedDevice } from './device.ts';

interface DeviceQuestion extends PageQuestion {
  readonly q?: string | undefined;
  readonly deviceGroup?: DeviceGroupId | undefined;
  /** Whether it is in any group; the built-in one does not count. */
  readonly grouped?: boolean | undefined;
  readonly model?: DeviceModel | undefined;
  readonly profileId?: ProfileId | undefined;
  readonly active?: boolean | undefined;
  /** Journal records wait there, as its terminal last said. */
  readonly backlog?: boolean | undefined;
  /** As the database knows it. */
  readonly link?: DeviceLink | undefined;
}

export interface DeviceStore {
  create(device: Device): Promise<void>;
  update(device: Device): Promise<void>;
  delete(id: DeviceId): Promise<void>;
  read(id: DeviceId): Promise<ListedDevice | undefined>;
  /** Whatever its case. */
  findByName(name: string): Promise<Device | undefined>;
  page(question: DeviceQuestion): Promise<Page<ListedDevice>>;
  all(): Promise<readonly ListedDevice[]>;
  usesProfile(profile: ProfileId): Promise<boolean>;
}
