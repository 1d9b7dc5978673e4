export { createDeviceAdapter } from './device-adapter/create-device-adapter.ts';
export type { DeviceAdapterOptions, SnmpSecurity } from './device-adapter/device-adapter-options.ts';
export type { DeviceAdapter, DeviceCounters } from './device-adapter/device-adapter.ts';
export { openDelivery, type DeliveryOptions } from './delivery/open-delivery.ts';
export { createRemoteFolders } from './delivery/remote-folders.ts';
export { tidyStick } from './delivery/usb-folder.ts';
export { stickFinder } from './delivery/usb-mounts.ts';
export { watchUsbSticks } from './delivery/usb-sticks.ts';
export type { Delivered, Delivery, ScannedDocument } from './delivery/delivery.ts';
export { enrolTerminal, type Enrolled, type EnrolmentOptions } from './enrolment/enrol-terminal.ts';
export { isEnrolled } from './enrolment/terminal-identity.ts';
export type { HookPoint, Hooks } from './journal/hooks.ts';
export { createGatewayWire } from './link/gateway-wire.ts';
export { openTerminal, type OpenTerminal, type TerminalParts } from './open-terminal.ts';
export { panelLink, type PanelLink, type PanelLinkOptions } from './panel-api/panel-link.ts';
export { openPrinting, type Printing, type PrintingOptions } from './print/printing.ts';
export { makeFirstBucket } from './session/pin-throttle.ts';
export { createStretcher } from './session/stretched-secret.ts';
export { createDeviceQueue } from './spool/device-queue.ts';
export { openQueueTls } from './spool/queue-certificate.ts';
export {
  openStores,
  openTerminalStores,
  type DocumentsName,
  type TerminalDisk,
  type TerminalStores,
} from './store/terminal-stores.ts';
export type { Ports, Terminal, TerminalOptions, TerminalSelf } from './terminal-options.ts';
export { runTerminal, type TerminalProgram, type TerminalProgramListener } from './run-terminal.ts';
export { openRecords, type Records } from './terminal-records.ts';
export { startTerminal } from './terminal.ts';
