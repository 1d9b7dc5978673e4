export type { DeviceFault } from './device-fault.ts';
export { MODELS, isDeviceModel, type DeviceModel } from './models.ts';
export type { WalkUp, WalkUpEnd } from './panel-lock/panel-lock.ts';
export type { SnmpAccess } from './snmp/snmp-agent.ts';
export { createVirtualDevice, type VirtualDevice, type VirtualDeviceOptions } from './virtual-device.ts';
