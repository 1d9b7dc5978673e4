import { matchEntries } from './match-entries.ts';
import type { PaletteEntry, PaletteSection } from './palette-entry.ts';

interface Given {
  readonly text: string;
  /** Pages, settings and actions. */
  readonly own: readonly PaletteEntry[];
  /** What the server found for the text. */
  readonly found: readonly PaletteEntry[];
  /** Ids of what was chosen before, the latest first. */
  readonly recent: readonly string[];
}

/** What is offered, in its order. Nothing typed: what was chosen before, then everything that can be done. */
export function sectionsOf({ text, own, found, recent }: Given): readonly PaletteSection[] {
  const typed = text.trim() !== '';
  const before = typed ? [] : recent.flatMap((id) => own.filter((entry) => entry.id === id));
  const rest = typed ? matchEntries(own, text) : own.filter(({ id }) => !before.some((entry) => entry.id === id));
  const all = [...found, ...rest];
  const of = (kind: PaletteEntry['kind']) => ({ kind, entries: all.filter((entry) => entry.kind === kind) });
  const sections: readonly PaletteSection[] = [
    { kind: 'recent', entries: before },
    of('users'),
    of('devices'),
    of('actions'),
    of('pages'),
  ];
  return sections.filter(({ entries }) => entries.length > 0);
}
