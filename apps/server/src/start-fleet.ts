import { hostname, networkInterfaces } from 'node:os';
import { milliseconds, type Cancel, type TerminalId } from '@holdover/kernel';
import { createPrivateKeyPem, createSigningRequest, describeError, publicKeyOfRequest } from '@holdover/nodejs';
import { SYSTEM } from './actor.ts';
import { openFleetAuthority, type FleetAuthority } from './features/authority/fleet-authority.ts';
import { createEnrolments, type FleetAddress } from './features/enrolment/enrolments.ts';
import { createJournalIntake, type Booked } from './features/journal-intake/journal-intake.ts';
import { createOnlineLogins } from './features/sessions/online-login.ts';
import { addSessionRoutes } from './features/sessions/session-routes.ts';
import { createSqlSessionStore } from './features/sessions/session-store-sql.ts';
import { createDenyList } from './features/sync/deny-list.ts';
import { createDoorbells } from './features/sync/doorbells.ts';
import { createFleetSignals } from './features/sync/fleet-signals-live.ts';
import { createFleetSnapshots } from './features/sync/fleet-snapshots.ts';
import { createTerminalSync } from './features/sync/terminal-sync.ts';
import { addTerminalRoutes } from './features/terminals/terminal-routes.ts';
import { createTerminals, revoke, type Terminals } from './features/terminals/terminals.ts';
import type { Fleet, FleetDeps, WebIdentity } from './fleet.ts';
import { startEnrolmentListener, type Listener } from './gateway/enrolment-listener.ts';
import { startGateway, type Gateway } from './gateway/gateway.ts';
import { createGatewayRoutes } from './gateway/gateway-routes.ts';
import { createLinkHub } from './gateway/link-hub.ts';
import { createLinkKeeper } from './gateway/link-keeper.ts';
import { createPeerLookup } from './gateway/peer-lookup.ts';
import { servePushLink } from './gateway/push-link.ts';

const HEARTBEAT_SECONDS = 5;

/** Many terminals apply one change within moments: their progress is told once. */
const ROLLOUT_PAUSE = milliseconds(200);

/** Starts authority, enrolment, gateway, terminals, synchronization, journal intake and sessions. */
export async function startFleet(deps: FleetDeps): Promise<Fleet> {
  const { database, clock, logger, changes } = deps;
  const identity = await openFleetAuthority(deps);
  const events = createFleetEvents(deps, () => terminals);
  const hub = createLinkHub(events.linkChanged);
  const snapshots = createFleetSnapshots(deps);
  const denyList = createDenyList(identity);
  const sync = createTerminalSync({ ...deps, fleet: identity, snapshots, denyList });
  const keeper = createLinkKeeper({
    ...deps,
    fleet: identity,
    sync,
    denyList,
    takeUnlock: (id) => terminals.takeUnlock(id),
  });
  // The gateway opens last: whoever it lets in finds everything else ready.
  let gateway: Gateway | undefined;
  const dropConnections = (serials: readonly string[]): void =>
    serials.forEach((serial) => gateway?.dropConnections(serial));
  const onOrphan = (id: TerminalId): void => {
    changes
      .make(SYSTEM, (change) => revoke({ denyList, hub, dropConnections }, change, id))
      .catch((error: unknown) => logger.error('A terminal without a device stays', { error: describeError(error) }));
  };
  const doorbells = createDoorbells({ ...deps, hub, sync, denyList, wipeOrder: keeper.wipeOrderFor, onOrphan });
  const terminals = createTerminals({
    ...deps,
    snapshots,
    denyList,
    doorbells,
    hub,
    dropConnections,
    onRollout: events.rolloutChanged,
  });
  const enrolments = createEnrolments({
    ...deps,
    fleet: identity,
    address: () => addressOf(deps, gateway, enrolment),
    onReplaced: (id) => hub.close(id),
  });
  const logins = createOnlineLogins({
    ...deps,
    snapshots,
    onCached: ({ id }) => {
      sync
        .absorb(id)
        .then(doorbells.touch, (error: unknown) =>
          logger.error('A login was not absorbed', { error: describeError(error) }),
        );
    },
  });
  const intake = createJournalIntake({ ...deps, fleet: identity, onBooked: events.booked });

  const heartbeatSeconds = deps.heartbeatSeconds ?? HEARTBEAT_SECONDS;
  const shown = { fleet: identity.fleetId, authority: identity.authority.certificate, own: identity.gateway, logger };
  const enrolment: Listener = await startEnrolmentListener({
    ...shown,
    address: deps.enrolment,
    enrol: enrolments.enrol,
  });
  gateway = await startGateway({
    ...shown,
    address: deps.gateway,
    lookup: createPeerLookup(database),
    routes: createGatewayRoutes({ sync, logins, intake, logger, onRollout: events.rolloutChanged }),
    onLink: (peer, socket) =>
      servePushLink({ hub, keeper, fleet: identity, clock, logger, heartbeatSeconds }, peer, socket),
  });
  const opened = gateway;

  return {
    signals: createFleetSignals({ denyList, doorbells, onRollout: events.rolloutChanged }),
    terminals,
    registerRoutes: (routes) => {
      addTerminalRoutes(routes, { ...deps, snapshots, terminals, enrolments });
      addSessionRoutes(routes, createSqlSessionStore(database.queries));
    },
    webIdentity: (hosts) => issueWeb(deps, identity, hosts),
    gateway: `${deps.gateway.host}:${opened.port}`,
    enrolment: `${deps.enrolment.host}:${enrolment.port}`,
    close: async () => {
      events.stop();
      await doorbells.stop();
      await Promise.all([opened.close(), enrolment.close()]);
    },
  };
}

function addressOf({ advertise }: FleetDeps, gateway: Gateway | undefined, enrolment: Listener): FleetAddress {
  return advertise ?? { host: undefined, enrolmentPort: enrolment.port, gatewayPort: gateway?.port ?? 0 };
}

/** A new key at each start; it lives in memory alone. */
async function issueWeb(
  { clock }: FleetDeps,
  { authority }: FleetAuthority,
  hosts: readonly string[],
): Promise<WebIdentity> {
  const privateKey = createPrivateKeyPem();
  const publicKey = await publicKeyOfRequest(await createSigningRequest(privateKey));
  const { certificate } = await authority.issueWeb({ publicKey, hosts: hosts.flatMap(reachableAs), now: clock.wall() });
  return { certificate: `${certificate}\n${authority.certificate}`, privateKey };
}

/** A server on all addresses is reached by its name and each of them. */
function reachableAs(host: string): readonly string[] {
  if (host !== '0.0.0.0' && host !== '::') return [host];
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  return [...new Set([hostname(), 'localhost', ...addresses.map(({ address }) => address.replace(/%.*$/, ''))])];
}

/** Tells the console what the fleet does. Telling is never waited for; what fails is logged. */
function createFleetEvents({ events, clock, logger }: FleetDeps, terminals: () => Terminals) {
  let cancel: Cancel | undefined;
  // While the server ends, links close one by one and there is nobody left to tell.
  let stopped = false;
  const guard = (tell: () => Promise<void>): void => {
    if (stopped) return;
    tell().catch((error: unknown) => logger.error('An event of the fleet was not told', { error: describeError(error) }));
  };
  const tellLink = async (id: TerminalId): Promise<void> => {
    const device = await terminals().deviceWith(id);
    if (device !== undefined) events.publish({ name: 'device.link', data: device });
  };
  const tellRollout = async (): Promise<void> => {
    events.publish({ name: 'rollout.progress', data: await terminals().rollout() });
  };
  const rolloutChanged = (): void => {
    cancel ??= clock.after(ROLLOUT_PAUSE, () => {
      cancel = undefined;
      guard(tellRollout);
    });
  };
  return {
    linkChanged: (id: TerminalId) => {
      guard(() => tellLink(id));
      rolloutChanged();
    },
    rolloutChanged,
    booked: ({ opened, ended, recorded }: Booked) => {
      for (const data of opened) events.publish({ name: 'session.opened', data });
      for (const data of ended) events.publish({ name: 'session.ended', data });
      for (const data of recorded) events.publish({ name: 'activity.recorded', data });
    },
    stop: () => {
      stopped = true;
      cancel?.();
    },
  };
}
