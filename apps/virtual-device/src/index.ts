export type { DeviceFault } from './device-fault.ts';
export { MODELS, isDeviceModel, type DeviceModel } from './models.ts';
export type { WalkUp, WalkUpEnd } from './panel-lock/panel-lock.ts';
export type { ScannerFault } from './scan/scanner-fault.ts';
export { createVirtualScanner, type VirtualScanner, type VirtualScannerOptions } from './scan/virtual-scanner.ts';
export type { SnmpAccess } from './snmp/snmp-agent.ts';
export { createVirtualDevice, type VirtualDevice, type VirtualDeviceOptions } from './virtual-device.ts';
