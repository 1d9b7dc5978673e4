import { instant, minutes, seconds } from '@holdover/kernel';
import { createFakeClock } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { createEventHub, type NumberedEvent } from './event-hub.ts';

const resync = { name: 'resync', data: {} } as const;

function hubAt() {
  const clock = createFakeClock(instant(1_790_000_000_000));
  return { clock, hub: createEventHub(clock, 'run1') };
}

test('who listens hears what comes, until they stop', () => {
  const { hub } = hubAt();
  const heard: NumberedEvent[] = [];
  const subscription = hub.subscribe(undefined, (event) => heard.push(event));
  hub.publish(resync);
  subscription.end();
  hub.publish(resync);
  expect(heard.map(subscription.idText)).toEqual(['run1-1']);
  expect([subscription.resync, subscription.missed]).toEqual([false, []]);
});

test('who comes back within ten minutes is given what they missed', () => {
  const { clock, hub } = hubAt();
  for (let n = 0; n < 5; n++) {
    hub.publish(resync);
    clock.advance(minutes(2));
  }
  const { missed, resync: lost } = hub.subscribe('run1-2', () => undefined);
  expect([missed.map(({ id }) => id), lost]).toEqual([[3, 4, 5], false]);
});

test.each([
  ['away too long', 'run1-1'],
  ['of an earlier start', 'run0-7'],
  ['rubbish', 'run1-x'],
])('who was %s is told to read everything again', (_why, lastId) => {
  const { clock, hub } = hubAt();
  for (let n = 0; n < 3; n++) hub.publish(resync);
  clock.advance(minutes(10));
  clock.advance(seconds(1));
  hub.publish(resync);
  expect(hub.subscribe(lastId, () => undefined)).toMatchObject({ resync: true, missed: [] });
});

test('who missed nothing is not told to', () => {
  const { hub } = hubAt();
  hub.publish(resync);
  expect(hub.subscribe('run1-1', () => undefined)).toMatchObject({ resync: false, missed: [] });
});
