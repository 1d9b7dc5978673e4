import { hours, minutes, seconds, type Duration } from '@holdover/kernel';
import type { Dice } from './dice.ts';
import {
  LINE_FAULTS,
  PRINTER_FAULTS,
  type Action,
  type AdminAction,
  type Disturbance,
  type PersonAction,
  type Step,
  type Story,
} from './step.ts';

export interface Cast {
  readonly terminals: number;
  readonly people: number;
}

/** How often what happens: people above all, faults often enough to meet each other. */
const PEOPLE = { login: 26, logout: 0.5, send: 3, print: 0.5, flood: 1.5 } satisfies Record<
  Exclude<PersonAction['do'], 'queue'>,
  number
>;
export const ADMINISTRATORS = {
  disable: 3,
  enable: 3,
  delete: 0.7,
  'give-pin': 3,
  'give-card': 3,
  'take-pin': 2,
  'take-card': 2,
  'move-card': 2,
  'move-pin': 2,
  settings: 2,
  feature: 0.6,
  synchronization: 0.6,
  assign: 1.5,
  // Written by withGroups.
  nest: 0,
  throttle: 0.8,
  'most-users': 1,
  'reset-all': 0.7,
  synchronize: 1,
  'unlock-pin': 1,
  reset: 0.7,
  deactivate: 0.5,
  activate: 1.5,
} satisfies Record<AdminAction['do'], number>;
export const DISTURBANCES = {
  line: 10,
  'heal-line': 8,
  kill: 2,
  crash: 5,
  'power-cut': 3,
  suspend: 1.5,
  skew: 2,
  freeze: 0.5,
  thaw: 0.7,
  fill: 0.7,
  free: 1.5,
  image: 0.8,
  restore: 0.5,
  clone: 0.2,
  printer: 5,
  'heal-printer': 4,
} satisfies Record<Disturbance['do'], number>;
const WEIGHTS = { ...PEOPLE, ...ADMINISTRATORS, ...DISTURBANCES };

/** A story of a working day or two, of at least this many steps. */
export function writeStory(dice: Dice, cast: Cast, length: number): Story {
  const story: Step[] = [];
  while (story.length < length) {
    const next: Step = { after: Math.round(pause(dice)), ...writeAction(dice, cast) };
    story.push(...(next.do === 'login' ? writeVisit(dice, next) : [next]));
  }
  return story;
}

/** Some of those who come have printed to the server before. By dice of their own: the rest of a story stays as it was without. */
export function withLetters(dice: Dice, story: Story): Story {
  return story.flatMap((step) => {
    if (step.do !== 'login' || !dice.chance(0.4)) return [step];
    const letter: Step = { after: step.after, do: 'queue', who: step.who, pages: 1 + dice.roll(6) };
    return [letter, { ...step, after: seconds(1 + dice.roll(20)) }];
  });
}

/** Half of those who are assigned are so as a group, some of them in a group in it. By dice of their own, as letters. */
export function withGroups(dice: Dice, story: Story): Story {
  return story.flatMap((step) => {
    if (step.do !== 'assign' || !dice.chance(0.5)) return [step];
    const grouped: Step = { ...step, inner: dice.roll(step.order.length + 1) };
    if (!dice.chance(0.5)) return [grouped];
    return [grouped, { after: minutes(1 + dice.roll(30)), do: 'nest', on: false }];
  });
}

/** Whoever comes to the device mostly came for paper, and seldom logs out. */
function writeVisit(dice: Dice, login: Extract<Step, { do: 'login' }>): readonly Step[] {
  const { at, who } = login;
  const soon = (): number => seconds(1 + dice.roll(20));
  const visit: Step[] = [];
  if (dice.chance(0.6)) visit.push({ after: soon(), do: 'send', at, who, pages: 1 + dice.roll(6) });
  visit.push(login);
  if (dice.chance(0.8)) visit.push({ after: soon(), do: 'print', at });
  if (dice.chance(0.3)) visit.push({ after: soon(), do: 'logout', at });
  return visit;
}

/** Mostly people follow each other within moments; now and then a night passes. */
function pause(dice: Dice): Duration {
  const kind = dice.weighed({ moments: 62, minutes: 34, hours: 4 });
  if (kind === 'moments') return seconds(1 + dice.roll(60));
  return kind === 'minutes' ? minutes(1 + dice.roll(30)) : hours(1 + dice.roll(dice.chance(0.15) ? 30 : 5));
}

function writeAction(dice: Dice, { terminals, people }: Cast): Action {
  const at = dice.roll(terminals);
  const who = dice.roll(people);
  const nth = dice.roll(3);
  const machine = dice.chance(0.3) ? 'server' : at;
  const what = dice.weighed(WEIGHTS);
  switch (what) {
    case 'login':
      return { do: what, at, who, by: dice.weighed({ pin: 5, card: 4, 'card+pin': 2 }), nth, slip: dice.chance(0.05) };
    case 'send':
      return { do: what, at, who, pages: 1 + dice.roll(6) };
    case 'flood':
      return { do: what, at, tries: 3 + dice.roll(30) };
    case 'disable':
    case 'enable':
    case 'delete':
      return { do: what, who };
    case 'give-pin':
    case 'give-card':
      return { do: what, who, forMinutes: dice.chance(0.4) ? 5 + dice.roll(600) : null };
    case 'take-pin':
    case 'take-card':
      return { do: what, who, nth };
    case 'move-card':
    case 'move-pin':
      return { do: what, who, to: dice.roll(people), nth };
    case 'settings': {
      const cacheHours = dice.pick([1, 2, 8, 24, 72]);
      const intervalHours = Math.min(cacheHours, dice.pick([1, 2, 4]));
      return { do: what, cacheHours, intervalHours, uncertainHours: dice.pick([0, 1, 8]), reset: dice.chance(0.6) };
    }
    case 'feature':
    case 'synchronization':
    case 'nest':
      return { do: what, on: dice.chance(0.6) };
    case 'assign':
      return { do: what, order: shuffled(dice, people).slice(0, 1 + dice.roll(people)) };
    case 'throttle':
      return { do: what, attempts: dice.pick([1, 3, 5, 10]), refillMinutes: dice.pick([1, 15, 90, 600]) };
    case 'most-users':
      return { do: what, most: dice.pick([1, 3, 5, 100]) };
    case 'reset-all':
      return { do: what };
    case 'line':
      return { do: what, at, fault: dice.pick(LINE_FAULTS) };
    case 'kill':
      return { do: what, at: machine };
    case 'crash':
      return { do: what, at: machine, commit: 1 + dice.roll(12), moment: dice.pick(['before', 'after']) };
    case 'power-cut':
      return {
        do: what,
        at: machine,
        forMinutes: 1 + dice.roll(dice.chance(0.3) ? 1_500 : 20),
        clockless: dice.chance(0.3),
      };
    case 'suspend':
      return { do: what, at, forMinutes: 1 + dice.roll(dice.chance(0.3) ? 900 : 30) };
    case 'skew':
      return { do: what, at: machine, byMinutes: dice.pick([-1_500, -61, -3, 3, 61, 1_500]) };
    case 'printer':
      return { do: what, at, fault: dice.pick(PRINTER_FAULTS) };
    default:
      return { do: what, at };
  }
}

function shuffled(dice: Dice, length: number): readonly number[] {
  const order = Array.from({ length }, (_, index) => index);
  for (let at = length - 1; at > 0; at--) {
    const other = dice.roll(at + 1);
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
}
