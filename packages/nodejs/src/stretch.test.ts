import { toHex } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';
import { stretch } from './stretch.ts';

const salt = new Uint8Array(16).fill(2);
const parameters = { memoryKiB: 64, passes: 1, lanes: 1 };

describe('the slow hash', () => {
  test('[P1a] gives 32 bytes, the same for the same secret', async () => {
    const first = await stretch('482913', { method: 'pin', salt, parameters });
    expect(first).toHaveLength(32);
    expect(toHex(await stretch('482913', { method: 'pin', salt, parameters }))).toBe(toHex(first));
  });

  test('[P1a] depends on secret, method, salt and cost', async () => {
    const values = await Promise.all([
      stretch('482913', { method: 'pin', salt, parameters }),
      stretch('482914', { method: 'pin', salt, parameters }),
      stretch('482913', { method: 'card', salt, parameters }),
      stretch('482913', { method: 'pin', salt: new Uint8Array(16), parameters }),
      stretch('482913', { method: 'pin', salt, parameters: { ...parameters, passes: 2 } }),
    ]);
    expect(new Set(values.map(toHex)).size).toBe(5);
  });

  test('[P1b] runs beside the thread that asked', async () => {
    const order: string[] = [];
    const slow = stretch('1', { method: 'pin', salt, parameters: { memoryKiB: 8_192, passes: 2, lanes: 1 } });
    const stretched = slow.then(() => order.push('stretched'));
    await new Promise((resolve) => setImmediate(resolve));
    order.push('free');
    await stretched;
    expect(order).toEqual(['free', 'stretched']);
  });
});

describe('passwords', () => {
  test('are kept as Argon2id with a salt of their own', async () => {
    const phc = await hashPassword('correct horse');
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hashPassword('correct horse')).not.toBe(phc);
    expect(await verifyPassword(phc, 'correct horse')).toBe(true);
    expect(await verifyPassword(phc, 'correct house')).toBe(false);
  });

  test('a damaged hash is a fault, never a wrong password', async () => {
    await expect(verifyPassword('$argon2id$rubbish', 'x')).rejects.toMatchObject({ code: 'password-hash-damaged' });
  });
});
