import { createSystemEntropy } from '@holdover/nodejs';
import { describe, expect, test } from 'vitest';
import { describeEntropy } from './contracts/describe-entropy.ts';
import { createSeededEntropy } from './seeded-entropy.ts';

describeEntropy('of the system', createSystemEntropy);
describeEntropy('from a seed', () => createSeededEntropy('seed'));

describe('seeded entropy', () => {
  test('is the same for the same seed, however it is cut, and another for another', () => {
    const whole = createSeededEntropy(1).bytes(100);
    const cut = createSeededEntropy(1);
    expect(Buffer.concat([3, 0, 40, 57].map((length) => cut.bytes(length)))).toEqual(Buffer.from(whole));
    expect(createSeededEntropy(2).bytes(100)).not.toEqual(whole);
  });
});
