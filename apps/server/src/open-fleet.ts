import { present, type TerminalId } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { addAlertRoutes } from './features/alerts/alert-routes.ts';
import type { NewAlert } from './features/alerts/alert-store.ts';
import { createSqlAlertStore } from './features/alerts/alert-store-sql.ts';
import { createAlerts, type Alerts } from './features/alerts/alerts.ts';
import { startFleetWatch } from './features/alerts/fleet-watch.ts';
import { createAuthorityRolling } from './features/authority/authority-rolling.ts';
import { addAuthorityRoutes } from './features/authority/authority-routes.ts';
import { openFleetAuthority, type FleetAuthority } from './features/authority/fleet-authority.ts';
import { issueWebIdentity } from './features/authority/web-identity.ts';
import { createEnrolments, type Enrolments, type FleetAddress } from './features/enrolment/enrolments.ts';
import { addStolenDeviceRoutes } from './features/devices/stolen-device-routes.ts';
import { createStolenDevices, type StolenDevices } from './features/devices/stolen-devices.ts';
import { addPrinterRoutes } from './features/devices/printer-routes.ts';
import { createKeyRenewals } from './features/enrolment/key-renewals.ts';
import { createKeyUses } from './features/enrolment/key-uses.ts';
import { createJournalIntake, type Booked } from './features/journal-intake/journal-intake.ts';
import { addReviewRoutes } from './features/review/review-routes.ts';
import { createSqlReviewStore } from './features/review/review-store-sql.ts';
import { createReviews } from './features/review/reviews.ts';
import { createLinks } from './features/overview/links.ts';
import { addOverviewRoutes } from './features/overview/overview-routes.ts';
import { createOnlineLogins, type OnlineLogins, type OnlineLoginsDeps } from './features/sessions/online-login.ts';
import { createOwnCredentials, type OwnCredentials } from './features/own-credentials/own-credentials.ts';
import { createPinSuccession } from './features/own-credentials/pin-succession.ts';
import { createPinMisses } from './features/sessions/pin-misses.ts';
import { NO_DOCUMENTS } from './features/jobs/no-documents.ts';
import { openScans, type Scans } from './features/scans/open-scans.ts';
import { addSessionRoutes } from './features/sessions/session-routes.ts';
import { createSqlSessionStore } from './features/sessions/session-store-sql.ts';
import { createDenyList } from './features/sync/deny-list.ts';
import { createDoorbells, type Doorbells } from './features/sync/doorbells.ts';
import { createFleetSignals } from './features/sync/fleet-signals-live.ts';
import { createFleetSnapshots, type FleetSnapshots } from './features/sync/fleet-snapshots.ts';
import { createNeighbours } from './features/sync/neighbours.ts';
import { createSessionDates } from './features/sync/session-dates.ts';
import { createTerminalSync, type TerminalSync } from './features/sync/terminal-sync.ts';
import { createPinUnlocks } from './features/terminals/pin-unlocks.ts';
import { addTerminalRoutes } from './features/terminals/terminal-routes.ts';
import { createTerminalViews } from './features/terminals/terminal-views.ts';
import { createSignIn } from './features/user-sources/source-sign-in.ts';
import type { TerminalRecord } from './features/terminals/terminal.ts';
import { createTerminals, revoke } from './features/terminals/terminals.ts';
import type { FleetSignals } from './fleet-signals.ts';
import type { Fleet, FleetDeps, FleetIdentity, WebIdentity } from './fleet.ts';
import { createFleetPrinting } from './fleet-printing.ts';
import { createAdmissions } from './gateway/admission.ts';
import { createConnections, type Connections } from './gateway/connections.ts';
import { createFleetEvents } from './gateway/fleet-events.ts';
import { createGatewayDoor, type HeldDoor } from './gateway/gateway-door.ts';
import { createGatewayRoutes } from './gateway/gateway-routes.ts';
import { createLinkHub, type LinkHub } from './gateway/link-hub.ts';
import { createLinkKeeper } from './gateway/link-keeper.ts';
import { createPeerLookup } from './gateway/peer-lookup.ts';
import { servePushLink } from './gateway/push-link.ts';
import { HEARTBEAT_SECONDS } from './server-options.ts';

/** The fleet's part, open, and not listening yet. */
export interface OpenFleet extends Fleet {
  readonly authority: FleetAuthority;
  /** By the fleet's own authority, for the console where the administrator brings none. */
  webIdentity(hosts: readonly string[]): Promise<WebIdentity>;
  readonly door: HeldDoor;
  readonly connections: Connections;
  /** @throws GatewayRefusal with one of the enrolment codes */
  readonly enrol: Enrolments['enrol'];
  /** Codes name these ports from now on, unless others are advertised. */
  listensAt(ports: Omit<FleetAddress, 'host'>): void;
  /** Ends links and whatever goes on by itself. */
  stop(): Promise<void>;
  /** Writes what waits, after nobody is let in any more. */
  readonly flush: () => Promise<void>;
}

/** Opens authority, enrolment, gateway, terminals, synchronization, journal intake and sessions. */
export async function openFleet(deps: FleetDeps): Promise<OpenFleet> {
  const authority = await openFleetAuthority(deps);
  let onUsed: OnlineLoginsDeps['onUsed'] = () => undefined;
  const parts = createParts(deps, authority, (used) => onUsed(used));
  await parts.links.start();
  const scans = await openScans({ ...deps, documents: deps.scans ?? NO_DOCUMENTS, alerts: parts.alerts });
  let address: (Omit<FleetAddress, 'host'> & { readonly host?: string }) | undefined = deps.advertise;
  const signals = createFleetSignals({
    ...parts,
    revoke: (change, id) => revoke({ ...parts, ...deps }, change, id),
    onRollout: parts.events.rolloutChanged,
  });
  onUsed = createPinSuccession({ ...deps, ...parts, signals });
  const ownCredentials = createOwnCredentials({ ...deps, ...parts, signals });
  const onRolled = parts.authorityRolled;
  const rolling = createAuthorityRolling({ ...deps, fleet: authority, signals, onRolled });
  return {
    signals,
    terminals: parts.views,
    registerRoutes: (routes) => {
      addTerminalRoutes(routes, {
        ...deps,
        ...parts,
        address: () => present(address, 'where terminals reach this server'),
      });
      addSessionRoutes(routes, createSqlSessionStore(deps.database.queries));
      addReviewRoutes(routes, { reviews: createReviews(deps), store: createSqlReviewStore(deps.database.queries) });
      addAuthorityRoutes(routes, { ...deps, rolling, signals });
      addPrinterRoutes(routes, { ...deps, alerts: parts.alerts, signals, terminals: parts.views });
      addStolenDeviceRoutes(routes, openStolenDevices(deps, parts, signals));
      addOverviewRoutes(routes, { ...deps, ...parts });
      addAlertRoutes(routes, { alerts: parts.alerts, store: createSqlAlertStore(deps.database.queries) });
    },
    webIdentity: (hosts) => issueWebIdentity(authority.authority, hosts, deps.clock.wall()),
    authority,
    identity: () => identityOf(authority),
    mailChanged: scans.wake,
    door: createDoor(deps, authority, { ...parts, ownCredentials, scans }),
    connections: parts.connections,
    enrol: parts.enrolments.enrol,
    listensAt: (ports) => {
      address ??= ports;
    },
    stop: async () => {
      parts.events.stop();
      parts.stopPrinting();
      await parts.watch.stop();
      await scans.stop();
      await parts.doorbells.stop();
      parts.connections.dropAll();
    },
    flush: async () => {
      await parts.links.stop();
      await parts.dates.flush();
    },
  };
}

function identityOf({ incarnation, gateway, trusted }: FleetAuthority): FleetIdentity {
  return { incarnation: incarnation.number, gateway: gateway.certificate, authorities: trusted };
}

function openStolenDevices(deps: FleetDeps, parts: Parts, signals: FleetSignals): StolenDevices {
  const { queries } = deps.database;
  const revoking = { ...parts, ...deps };
  return createStolenDevices({
    ...deps,
    queries,
    signals,
    revoke: (change, id) => revoke(revoking, change, id),
    clearAlerts: (change, id) => parts.alerts.clearOf(change, id),
  });
}

type Parts = ReturnType<typeof createParts>;
interface OwnParts {
  readonly ownCredentials: OwnCredentials;
  readonly scans: Scans;
}

/** Everything that decides, before anybody is let in. */
function createParts(deps: FleetDeps, fleet: FleetAuthority, onUsed: OnlineLoginsDeps['onUsed']) {
  const hub = createLinkHub();
  const snapshots = createFleetSnapshots(deps);
  const sight = createSight(deps, hub, snapshots);
  const { links, events } = sight;
  const denyList = createDenyList(fleet);
  const ownUnlocks = createPinUnlocks({ ...deps, fleet, hub });
  const dates = createSessionDates(deps);
  const waiting = new Set<TerminalId>();
  const sync = createTerminalSync({ ...deps, fleet, snapshots, denyList, dates }, waiting);
  const keeper = createLinkKeeper({ ...deps, fleet, sync, denyList, links, takeUnlock: ownUnlocks.take });
  const { doorbells, connections, unlocks, authorityRolled, ringJobs } = createNeighbours({
    announcements: deps.database.announcements,
    fleet: fleet.fleetId,
    clock: deps.clock,
    hub,
    doorbells: createDoorbells({ ...deps, hub, sync, waiting, denyList, wipeOrder: keeper.wipeOrderFor }),
    connections: createConnections(),
    unlocks: ownUnlocks,
    events: deps.events,
    onAuthority: () => reload(deps.logger, fleet),
  });
  const onRollout = events.rolloutChanged;
  const terminals = createTerminals({ ...deps, denyList, doorbells, hub, connections, unlocks, onRollout });
  const enrolments = createEnrolments({
    ...deps,
    fleet,
    onReplaced: (id) => hub.close(id),
    onEnrolled: events.linkChanged,
  });
  const alerting = createAlerting(deps);
  const { alerts, raise } = alerting;
  const logins = createLogins(deps, { snapshots, dates, sync, doorbells, raise, onUsed });
  const onBooked = (booked: Booked): void => {
    events.booked(booked);
    for (const { terminal, ...alert } of booked.alerts) raise(terminal, alert);
  };
  const intake = createJournalIntake({ ...deps, fleet, onBooked });
  const printing = createFleetPrinting(deps, { alerts, ringJobs, onPrinter: events.linkChanged });
  const keys = createKeys(deps, fleet, { hub, connections, raise });
  return {
    ...keys,
    ...printing,
    authorityRolled,
    hub,
    connections,
    ...sight,
    snapshots,
    denyList,
    dates,
    sync,
    keeper,
    doorbells,
    terminals,
    enrolments,
    logins,
    intake,
    ...alerting,
  };
}

/** Who is there, and who hears of it. */
function createSight(deps: FleetDeps, hub: LinkHub, snapshots: FleetSnapshots) {
  const onBuried = (): void => deps.events.publish({ name: 'resync', data: {} });
  const links = createLinks({ ...deps, hub, onBuried });
  const views = createTerminalViews({ ...deps, snapshots, links });
  const events = createFleetEvents({ ...deps, views });
  hub.watch(events.linkChanged);
  return { links, views, events };
}

function createAlerting(deps: FleetDeps) {
  const alerts = createAlerts(deps);
  return { alerts, raise: raiser(deps.logger, alerts), watch: startFleetWatch({ ...deps, alerts }) };
}

interface KeyParts {
  readonly hub: LinkHub;
  readonly connections: Connections;
  readonly raise: ReturnType<typeof raiser>;
}

function createKeys(deps: FleetDeps, fleet: FleetAuthority, { hub, connections, raise }: KeyParts) {
  const renewals = createKeyRenewals({ ...deps, fleet });
  const onCloned = (terminal: TerminalRecord): void =>
    raise(terminal, {
      kind: 'key-cloned',
      detail: 'A key was used that its terminal has put away: somebody has a copy',
    });
  const keyUses = createKeyUses({ ...deps, hub, connections, onCloned });
  return { renewals, keyUses };
}

interface LoginParts extends Pick<OnlineLoginsDeps, 'snapshots' | 'dates' | 'onUsed'> {
  readonly sync: TerminalSync;
  readonly doorbells: Doorbells;
  readonly raise: ReturnType<typeof raiser>;
}

function createLogins(deps: FleetDeps, { sync, doorbells, raise, ...parts }: LoginParts): OnlineLogins {
  const onCached = ({ id }: { readonly id: TerminalId }): void => {
    sync.absorb(id).then(doorbells.touch, (error: unknown) => {
      deps.logger.error('A login was not absorbed', { error: describeError(error) });
    });
  };
  const onWalking = (terminal: TerminalRecord): void => {
    deps.logger.warn('PINs are being tried from a terminal', { terminalId: terminal.id, deviceId: terminal.deviceId });
    raise(terminal, { kind: 'pin-walking', detail: 'A hundred unknown PINs in a day: PIN alone waits at this server' });
  };
  const misses = createPinMisses(deps);
  const signIn = createSignIn(deps, null);
  return createOnlineLogins({ ...deps, ...parts, misses, signIn, onCached, onWalking });
}

function reload(logger: FleetDeps['logger'], fleet: FleetAuthority): void {
  fleet.reload().catch((error: unknown) => {
    logger.error('The rolled authority is shown after a restart only', { error: describeError(error) });
  });
}

/** Telling is never waited for. */
function raiser(logger: FleetDeps['logger'], alerts: Alerts) {
  return (
    { id, deviceId }: Pick<TerminalRecord, 'id' | 'deviceId'>,
    alert: Pick<NewAlert, 'kind' | 'detail'>,
  ): void => {
    alerts.raise({ ...alert, deviceId, terminalId: id }).catch((error: unknown) => {
      logger.error('An alert could not be raised', { kind: alert.kind, error: describeError(error) });
    });
  };
}

function createDoor(deps: FleetDeps, fleet: FleetAuthority, parts: Parts & OwnParts): HeldDoor {
  const { clock, logger, database } = deps;
  const heartbeatSeconds = deps.heartbeatSeconds ?? HEARTBEAT_SECONDS;
  return createGatewayDoor({
    lookup: createPeerLookup(database),
    keys: parts.keyUses,
    routes: createGatewayRoutes({ ...parts, logger, onRollout: parts.events.rolloutChanged }),
    admissions: createAdmissions(clock),
    logger,
    serveLink: (peer, socket) => servePushLink({ ...parts, fleet, clock, logger, heartbeatSeconds }, peer, socket),
  });
}
