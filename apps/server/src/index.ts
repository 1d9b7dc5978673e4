export { startGateway, type Gateway, type GatewayOptions } from './gateway/gateway.ts';
export type { SlowHash } from './keys/slow-hash.ts';
export { openServer, type OpenServer } from './open-server.ts';
export { startServer } from './server.ts';
export { setUpServer, type SetUpOptions } from './set-up-server.ts';
export type { AdvertisedFleet, HostPort, OpenServerOptions, RunningServer, ServerOptions } from './server-options.ts';
export { sendMail, type MailOutcome } from './features/mail/mail-sender.ts';
