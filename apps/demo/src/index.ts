export {
  playOnce,
  startDemo,
  type DemoDescription,
  type DemoOptions,
  type OnceOptions,
  type RunningDemo,
} from './start-demo.ts';
export type { StepReport } from './story/step.ts';
