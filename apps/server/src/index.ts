export { startServer } from './server.ts';
export { setUpServer, type SetUpOptions } from './set-up-server.ts';
export type { AdvertisedFleet, HostPort, RunningServer, ServerOptions } from './server-options.ts';
