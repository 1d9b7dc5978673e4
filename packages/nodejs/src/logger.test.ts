import { PassThrough } from 'node:stream';
import { Fault } from '@holdover/kernel';
import { expect, test } from 'vitest';
import { createLogger, describeError } from './logger.ts';

function collect() {
  const destination = new PassThrough();
  const lines = () =>
    String(destination.read() ?? '')
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  return { destination, lines };
}

test('a line has level, time, the fields of its logger and of its own, and the message', () => {
  const { destination, lines } = collect();
  const log = createLogger({ destination, base: { app: 'server' } }).child({ feature: 'enrolment' });
  log.debug('not shown');
  log.warn('A code was wrong', { tries: 3 });
  expect(lines()).toEqual([
    {
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      app: 'server',
      feature: 'enrolment',
      tries: 3,
      message: 'A code was wrong',
    },
  ]);
});

test('an error shows code, owner and cause, and none of its other properties', () => {
  const { destination, lines } = collect();
  const foreign = Object.assign(new Error('socket closed'), { secret: '482913' });
  const error = new Fault({ owner: 'peer', code: 'link-broken', message: 'The link broke', cause: foreign });
  createLogger({ destination }).error('Failed', { error });
  const [line] = lines();
  expect(line).toMatchObject({ error: { code: 'link-broken', owner: 'peer', cause: { message: 'socket closed' } } });
  expect(JSON.stringify(line)).not.toContain('482913');
});

test('an error that was described before is written as it was described', () => {
  const { destination, lines } = collect();
  const error = describeError(new Fault({ owner: 'peer', code: 'link-broken', message: 'The link broke' }));
  createLogger({ destination }).error('Failed', { error });
  expect(lines()).toMatchObject([{ error: { code: 'link-broken' } }]);
});

test('another level counts at once, for children that were made before too', () => {
  const { destination, lines } = collect();
  const log = createLogger({ destination, level: 'warn' });
  const child = log.child({ feature: 'link' });
  child.info('not shown');
  log.level.set('debug');
  child.debug('shown');
  log.level.set('silent');
  child.error('not shown');
  expect(log.level.current()).toBe('silent');
  expect(lines()).toMatchObject([{ level: 'debug', feature: 'link', message: 'shown' }]);
});
