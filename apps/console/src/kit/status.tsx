import type { Icon } from '@tabler/icons-react';
import classes from './kit.module.css';

export type Tone = 'ok' | 'warn' | 'bad' | 'quiet';

/** A state by icon and word; the colour only repeats what both say. */
export function Status({ tone, icon: Glyph, word }: { tone: Tone; icon: Icon; word: string }) {
  return (
    <span className={classes['status']} data-tone={tone}>
      <Glyph size={17} stroke={2} aria-hidden />
      {word}
    </span>
  );
}
