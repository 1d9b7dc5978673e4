import type { TerminalId } from '@holdover/kernel';
import type { LinkFrameDown } from '@holdover/protocol';

/** One open push link, as others see it. */
export interface OpenLink {
  readonly terminalId: TerminalId;
  send(frame: LinkFrameDown): void;
  close(): void;
}

/**
 * Who is linked to this server now.
 * Invariant: at most one link a terminal; a newer one ends the older, which a cut may have left half open.
 */
export interface LinkHub {
  add(link: OpenLink): void;
  remove(link: OpenLink): void;
  isLinked(terminalId: TerminalId): boolean;
  linked(): readonly TerminalId[];
  /** Lost when nobody is linked: doorbells cost time, never truth. */
  send(terminalId: TerminalId, frame: LinkFrameDown): void;
  close(terminalId: TerminalId): void;
}

/** @param onChange a terminal came or went */
export function createLinkHub(onChange: (terminalId: TerminalId) => void): LinkHub {
  const links = new Map<TerminalId, OpenLink>();
  return {
    add: (link) => {
      links.get(link.terminalId)?.close();
      links.set(link.terminalId, link);
      onChange(link.terminalId);
    },
    remove: (link) => {
      if (links.get(link.terminalId) !== link) return;
      links.delete(link.terminalId);
      onChange(link.terminalId);
    },
    isLinked: (terminalId) => links.has(terminalId),
    linked: () => [...links.keys()],
    send: (terminalId, frame) => links.get(terminalId)?.send(frame),
    close: (terminalId) => links.get(terminalId)?.close(),
  };
}
