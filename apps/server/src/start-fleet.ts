import type { TerminalId } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { openFleetAuthority, type FleetAuthority } from './features/authority/fleet-authority.ts';
import { issueWebIdentity } from './features/authority/web-identity.ts';
import { createEnrolments } from './features/enrolment/enrolments.ts';
import { createJournalIntake } from './features/journal-intake/journal-intake.ts';
import { createOnlineLogins } from './features/sessions/online-login.ts';
import { createPinMisses } from './features/sessions/pin-misses.ts';
import { addSessionRoutes } from './features/sessions/session-routes.ts';
import { createSqlSessionStore } from './features/sessions/session-store-sql.ts';
import { createDenyList } from './features/sync/deny-list.ts';
import { createDoorbells } from './features/sync/doorbells.ts';
import { createFleetSignals } from './features/sync/fleet-signals-live.ts';
import { createFleetSnapshots } from './features/sync/fleet-snapshots.ts';
import { createSessionDates } from './features/sync/session-dates.ts';
import { createTerminalSync } from './features/sync/terminal-sync.ts';
import { createPinUnlocks } from './features/terminals/pin-unlocks.ts';
import { addTerminalRoutes } from './features/terminals/terminal-routes.ts';
import { createTerminalViews } from './features/terminals/terminal-views.ts';
import { createTerminals, revoke } from './features/terminals/terminals.ts';
import type { Fleet, FleetDeps } from './fleet.ts';
import { createConnections } from './gateway/connections.ts';
import { startEnrolmentListener } from './gateway/enrolment-listener.ts';
import { createFleetEvents } from './gateway/fleet-events.ts';
import { startGateway } from './gateway/gateway.ts';
import { createGatewayRoutes } from './gateway/gateway-routes.ts';
import { createLinkHub } from './gateway/link-hub.ts';
import { createLinkKeeper } from './gateway/link-keeper.ts';
import { createPeerLookup } from './gateway/peer-lookup.ts';
import { servePushLink } from './gateway/push-link.ts';

const HEARTBEAT_SECONDS = 5;

/** Starts authority, enrolment, gateway, terminals, synchronization, journal intake and sessions. */
export async function startFleet(deps: FleetDeps): Promise<Fleet> {
  const identity = await openFleetAuthority(deps);
  const parts = createParts(deps, identity);
  const { gateway, enrolment } = await openListeners(deps, identity, parts);
  const address = deps.advertise ?? { gatewayPort: gateway.port, enrolmentPort: enrolment.port };
  return {
    signals: createFleetSignals({
      ...parts,
      revoke: (change, id) => revoke(parts, change, id),
      onRollout: parts.events.rolloutChanged,
    }),
    terminals: parts.views,
    registerRoutes: (routes) => {
      addTerminalRoutes(routes, { ...deps, ...parts, address });
      addSessionRoutes(routes, createSqlSessionStore(deps.database.queries));
    },
    webIdentity: (hosts) => issueWebIdentity(identity.authority, hosts, deps.clock.wall()),
    gateway: `${deps.gateway.host}:${gateway.port}`,
    enrolment: `${deps.enrolment.host}:${enrolment.port}`,
    close: async () => {
      parts.events.stop();
      await parts.doorbells.stop();
      await Promise.all([gateway.close(), enrolment.close()]);
      await parts.dates.flush();
    },
  };
}

type Parts = ReturnType<typeof createParts>;

/** Everything that decides, before anybody is let in. */
function createParts(deps: FleetDeps, fleet: FleetAuthority) {
  const hub = createLinkHub();
  const connections = createConnections();
  const snapshots = createFleetSnapshots(deps);
  const views = createTerminalViews({ ...deps, snapshots, hub });
  const events = createFleetEvents({ ...deps, views });
  hub.watch(events.linkChanged);
  const denyList = createDenyList(fleet);
  const unlocks = createPinUnlocks({ ...deps, hub });
  const dates = createSessionDates(deps);
  const sync = createTerminalSync({ ...deps, fleet, snapshots, denyList, dates });
  const keeper = createLinkKeeper({ ...deps, fleet, sync, denyList, takeUnlock: unlocks.take });
  const doorbells = createDoorbells({ ...deps, hub, sync, denyList, wipeOrder: keeper.wipeOrderFor });
  const onRollout = events.rolloutChanged;
  const terminals = createTerminals({ ...deps, denyList, doorbells, hub, connections, unlocks, onRollout });
  const enrolments = createEnrolments({ ...deps, fleet, onReplaced: (id) => hub.close(id) });
  const onCached = ({ id }: { readonly id: TerminalId }): void => {
    sync.absorb(id).then(doorbells.touch, (error: unknown) => {
      deps.logger.error('A login was not absorbed', { error: describeError(error) });
    });
  };
  const misses = createPinMisses(deps.clock);
  const logins = createOnlineLogins({ ...deps, snapshots, misses, dates, onCached });
  const intake = createJournalIntake({ ...deps, fleet, onBooked: events.booked });
  return {
    hub,
    connections,
    snapshots,
    views,
    events,
    denyList,
    dates,
    sync,
    keeper,
    doorbells,
    terminals,
    enrolments,
    logins,
    intake,
  };
}

async function openListeners(deps: FleetDeps, fleet: FleetAuthority, parts: Parts) {
  const { clock, logger, database } = deps;
  const { hub, keeper, events, enrolments } = parts;
  const heartbeatSeconds = deps.heartbeatSeconds ?? HEARTBEAT_SECONDS;
  const shown = { fleet: fleet.fleetId, authority: fleet.authority.certificate, own: fleet.gateway, logger };
  const gateway = await startGateway({
    ...shown,
    ...parts,
    address: deps.gateway,
    lookup: createPeerLookup(database),
    routes: createGatewayRoutes({ ...parts, logger, onRollout: events.rolloutChanged }),
    onLink: (peer, socket) => servePushLink({ hub, keeper, fleet, clock, logger, heartbeatSeconds }, peer, socket),
  });
  try {
    const enrolment = await startEnrolmentListener({ ...shown, address: deps.enrolment, enrol: enrolments.enrol });
    return { gateway, enrolment };
  } catch (error) {
    await gateway.close();
    throw error;
  }
}
