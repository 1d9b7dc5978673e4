/** As many as doorbells are rung: what a server takes in beside its daily work (A7). */
const RETURNS_A_SECOND = 200;
/** The most the protocol carries; a fleet that needs longer stands on several servers. */
const MOST_SECONDS = 3_600;

/** C3: over how many seconds this many terminals spread their return. A small fleet is back at once. */
export function returnSpreadSeconds(terminals: number): number {
  return Math.min(MOST_SECONDS, Math.ceil(terminals / RETURNS_A_SECOND));
}
