export { MODELS, isDeviceModel, type DeviceModel } from './models.ts';
export {
  createVirtualDevice,
  type DeviceFault,
  type VirtualDevice,
  type VirtualDeviceOptions,
} from './virtual-device.ts';
