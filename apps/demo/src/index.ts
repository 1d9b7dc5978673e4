export {
  playOnce,
  startDemo,
  type DemoDescription,
  type DemoOptions,
  type OnceOptions,
  type RunningDemo,
} from './start-demo.ts';
export type { StepReport } from './story/step.ts';
/** The props and the cable alone, for whoever stages another play with them. */
export { createCable, type Cable } from './cable/cable.ts';
export { sampleDocument } from './props/sample-document.ts';
export { sendDocument } from './props/send-document.ts';
export { createPanelClient, type PanelClient } from './world/panel-client.ts';
export { readPrinted, type Printed } from './world/printed.ts';
