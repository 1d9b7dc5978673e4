import type { FleetSignals } from '../fleet-signals.ts';
import { NO_FLEET_SIGNALS } from './no-fleet.ts';

export interface SignalRecord {
  readonly signals: FleetSignals;
  /** Names of what was told since the last call, in order, with what it was about. */
  take(): readonly string[];
}

/** A fleet that only listens. A signal counts once its change is committed. */
export function recordSignals(answers: Partial<FleetSignals> = {}): SignalRecord {
  let told: string[] = [];
  const tell =
    (name: string) =>
    (change: Parameters<FleetSignals['membersChanged']>[0], about?: unknown): Promise<void> => {
      const text = about === undefined ? name : `${name} ${typeof about === 'string' ? about : JSON.stringify(about)}`;
      change.afterCommit(() => told.push(text));
      return Promise.resolve();
    };
  return {
    signals: {
      ...NO_FLEET_SIGNALS,
      credentialsRevoked: tell('credentialsRevoked'),
      userRevoked: tell('userRevoked'),
      userRestored: tell('userRestored'),
      membersChanged: tell('membersChanged'),
      settingsChanged: tell('settingsChanged'),
      deviceChanged: tell('deviceChanged'),
      deviceRevoked: tell('deviceRevoked'),
      ...answers,
    },
    take: () => {
      const taken = told;
      told = [];
      return taken;
    },
  };
}
