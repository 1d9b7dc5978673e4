import type { TerminalId } from '@holdover/kernel';
import type { LinkFrameDown } from '@holdover/protocol';

/** One open push link, as others see it. */
export interface OpenLink {
  readonly terminalId: TerminalId;
  send(frame: LinkFrameDown): void;
  close(): void;
  /** C1: as the terminal says. */
  isDegraded(): boolean;
}

/**
 * Who is linked to this server now.
 * Invariant: at most one link a terminal; a newer one ends the older, which a cut may have left half open.
 */
export interface LinkHub {
  add(link: OpenLink): void;
  remove(link: OpenLink): void;
  isLinked(terminalId: TerminalId): boolean;
  /** Undefined without a link here. */
  linkOf(terminalId: TerminalId): 'online' | 'degraded' | undefined;
  /** A link that stands has become degraded, or mended. */
  changed(link: OpenLink): void;
  linked(): readonly TerminalId[];
  /** Lost when nobody is linked: doorbells cost time, never truth. */
  send(terminalId: TerminalId, frame: LinkFrameDown): void;
  close(terminalId: TerminalId): void;
  /** Hears of each terminal that came or went, or whose link changed. */
  watch(listener: (terminalId: TerminalId) => void): void;
}

export function createLinkHub(): LinkHub {
  const links = new Map<TerminalId, OpenLink>();
  const listeners: ((terminalId: TerminalId) => void)[] = [];
  const tell = (terminalId: TerminalId): void => listeners.forEach((listener) => listener(terminalId));
  return {
    add: (link) => {
      links.get(link.terminalId)?.close();
      links.set(link.terminalId, link);
      tell(link.terminalId);
    },
    remove: (link) => {
      if (links.get(link.terminalId) !== link) return;
      links.delete(link.terminalId);
      tell(link.terminalId);
    },
    isLinked: (terminalId) => links.has(terminalId),
    linkOf: (terminalId) => {
      const link = links.get(terminalId);
      return link && (link.isDegraded() ? 'degraded' : 'online');
    },
    changed: (link) => {
      if (links.get(link.terminalId) === link) tell(link.terminalId);
    },
    linked: () => [...links.keys()],
    send: (terminalId, frame) => links.get(terminalId)?.send(frame),
    close: (terminalId) => links.get(terminalId)?.close(),
    watch: (listener) => void listeners.push(listener),
  };
}
