import { seconds, type Cancel, type Clock } from '@holdover/kernel';
import { createSystemClock, createSystemEntropy, describeError } from '@holdover/nodejs';
import { createKeyfileProtector } from '@holdover/sealed-store';
import { hostsOf, isLoopbackHost } from '../panel-api/own-hosts.ts';
import { openPanelAccess, type PanelAccess } from '../panel-api/panel-access.ts';
import { openUnenrolledPanel } from '../panel-api/unenrolled-panel.ts';
import { PANEL_PAGE } from '../panel-page.ts';
import type { TerminalOptions } from '../terminal-options.ts';
import { isEnrolled } from './terminal-identity.ts';

/** A folder that is no terminal yet, with a panel that says how it becomes one. */
export interface AwaitedEnrolment {
  /** `http://host:port/` */
  readonly panelUrl: string;
  close(): Promise<void>;
}

/** Whoever has just typed the code looks at the panel. */
const LOOK_EVERY = seconds(1);

/**
 * Serves the panel, and looks until the folder holds an identity. The enrolment itself is another program's.
 * @param onEnrolled called once; not after `close`
 * @throws Fault `port-taken`, `cannot-listen`, `panel-not-framed`, `machine-key-unreadable`, `panel-access-damaged`
 */
export async function awaitEnrolment(options: TerminalOptions, onEnrolled: () => void): Promise<AwaitedEnrolment> {
  const { dataDir, panel: address, logger, clock = createSystemClock() } = options;
  const panel = await openUnenrolledPanel({
    address,
    access: await accessOf(options, clock),
    pageDir: options.pageDir ?? PANEL_PAGE,
    frameAncestors: options.frameAncestors ?? [],
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
    logger,
    clock,
  });
  let isClosed = false;
  let cancel: Cancel;
  const look = async (): Promise<void> => {
    const isThere = await isEnrolled(dataDir).catch((error: unknown) => {
      logger.warn('Whether this folder is enrolled cannot be read', { error: describeError(error) });
      return false;
    });
    if (isClosed) return;
    if (isThere) onEnrolled();
    else lookLater();
  };
  const lookLater = (): void => {
    cancel = clock.after(LOOK_EVERY, () => void look());
  };
  lookLater();
  return {
    panelUrl: panel.url,
    async close() {
      isClosed = true;
      cancel();
      await panel.close();
    },
  };
}

/** Over the network it is TLS as later, with the certificate that stays. */
async function accessOf(options: TerminalOptions, clock: Clock): Promise<PanelAccess | undefined> {
  const { dataDir, panel, entropy = createSystemEntropy() } = options;
  if (isLoopbackHost(panel.host)) return undefined;
  const key = await (options.protector ?? createKeyfileProtector(dataDir)).unlock();
  return openPanelAccess({ folder: dataDir, key, entropy }, { hosts: hostsOf(panel.host), now: clock.wall() });
}
