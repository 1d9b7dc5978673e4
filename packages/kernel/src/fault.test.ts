import { expect, test } from 'vitest';
import { Fault, present, unreachable } from './fault.ts';

class StoreFault extends Fault {}

test('a fault shows its code and keeps its cause', () => {
  const cause = new TypeError('inner');
  const fault = new StoreFault({ owner: 'environment', code: 'disk-full', message: 'No room', retryable: true, cause });
  expect(fault.message).toBe('No room [disk-full]');
  expect([fault.name, fault.owner, fault.retryable, fault.cause]).toEqual(['StoreFault', 'environment', true, cause]);
});

test('faults may be retried only when they say so', () => {
  expect(new Fault({ owner: 'peer', code: 'x', message: 'y' }).retryable).toBe(false);
});

test('broken invariants are faults of ours', () => {
  expect(() => present(undefined, 'the head')).toThrow('the head is absent [invariant-broken]');
  expect(() => unreachable('state' as never)).toThrow(Fault);
  expect(present(0, 'zero')).toBe(0);
});
