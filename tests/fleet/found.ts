import type { Story } from './step.ts';

/** A story in which a rule was broken, as short as it could be cut, with the seed of its world. */
export interface Found {
  readonly what: string;
  readonly seed: string;
  readonly story: Story;
}

export const FOUND: readonly Found[] = [
  {
    what: 'a disk that is full when a print ends does not leave the print open for ever (F4f)',
    seed: '18',
    story: [
      { after: 60_000, do: 'login', at: 0, who: 7, by: 'card', nth: 1, slip: false },
      { after: 4_000, do: 'fill', at: 0 },
      { after: 300_000, do: 'skew', at: 'server', byMinutes: 61 },
      { after: 840_000, do: 'move-pin', who: 7, to: 6, nth: 0 },
      { after: 720_000, do: 'login', at: 0, who: 7, by: 'card+pin', nth: 0, slip: false },
      { after: 11_000, do: 'send', at: 0, who: 3, pages: 6 },
      { after: 60_000, do: 'login', at: 0, who: 3, by: 'card+pin', nth: 0, slip: false },
      { after: 19_000, do: 'print', at: 0 },
      { after: 12_000, do: 'logout', at: 0 },
    ],
  },
  {
    what: 'settings that wait reach a terminal that synchronizes no users (A7b)',
    seed: '17',
    story: [
      { after: 60_000, do: 'synchronization', on: false },
      { after: 30_000, do: 'reset-all' },
      { after: 600_000, do: 'throttle', attempts: 1, refillMinutes: 90 },
    ],
  },
];
