import type { PanelCard, PanelJob, PanelState, PanelTask } from '@holdover/api';
import { seconds } from '@holdover/kernel';

export interface TerminalListener {
  state(state: PanelState): void;
  jobs(items: readonly PanelJob[]): void;
  tasks(items: readonly PanelTask[]): void;
  /** The terminal's own reader read a card: a token stands for its number. */
  card(token: string): void;
  lost(): void;
}

const AGAIN_AFTER = seconds(1);
/** The terminal says something every 15 s; twice missed and more, it hangs. */
const SILENT_FOR = seconds(40);

/**
 * The terminal's live events, for as long as the page lives. The browser's own retry gives up on an HTTP error and
 * never notices a terminal that hangs, so a connection that fails or falls silent is thrown away and a new one made.
 */
export function listenToTerminal(base: string, listener: TerminalListener): void {
  const source = new EventSource(`${base}api/events`);
  let patience = setTimeout(giveUp, SILENT_FOR);

  function giveUp(): void {
    clearTimeout(patience);
    source.close();
    listener.lost();
    setTimeout(() => listenToTerminal(base, listener), AGAIN_AFTER);
  }

  function hear(event: MessageEvent<string>): unknown {
    clearTimeout(patience);
    patience = setTimeout(giveUp, SILENT_FOR);
    return JSON.parse(event.data);
  }

  // The page and the terminal are one release: what it sends is what the contract says.
  source.addEventListener('state', (event) => listener.state(hear(event) as PanelState));
  source.addEventListener('jobs', (event) => listener.jobs((hear(event) as { items: readonly PanelJob[] }).items));
  source.addEventListener('tasks', (event) => listener.tasks((hear(event) as { items: readonly PanelTask[] }).items));
  source.addEventListener('card', (event) => listener.card((hear(event) as PanelCard).token));
  source.addEventListener('error', giveUp);
}
