import type { PanelJob, PanelState } from '@holdover/api';
import { seconds } from '@holdover/kernel';

export interface TerminalListener {
  state(state: PanelState): void;
  jobs(items: readonly PanelJob[]): void;
  lost(): void;
}

const AGAIN_AFTER = seconds(1);

/**
 * The terminal's live events, for as long as the page lives. The browser's own retry gives up on an HTTP error,
 * so each connection that fails is thrown away and a new one made.
 */
export function listenToTerminal(base: string, listener: TerminalListener): void {
  const source = new EventSource(`${base}api/events`);
  source.addEventListener('state', (event) => listener.state(JSON.parse(event.data) as PanelState));
  source.addEventListener('jobs', (event) => {
    listener.jobs((JSON.parse(event.data) as { items: readonly PanelJob[] }).items);
  });
  source.addEventListener('error', () => {
    source.close();
    listener.lost();
    setTimeout(() => listenToTerminal(base, listener), AGAIN_AFTER);
  });
}
