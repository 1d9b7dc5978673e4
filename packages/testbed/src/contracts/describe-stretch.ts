import { utf8 } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';

/** What a stretched secret depends on. */
export interface StretchQuestion {
  readonly method: 'pin' | 'card';
  readonly salt: Uint8Array;
  readonly parameters: { readonly memoryKiB: number; readonly passes: number; readonly lanes: number };
}

const PARAMETERS = { memoryKiB: 64, passes: 1, lanes: 1 };
const QUESTION: StretchQuestion = { method: 'pin', salt: new Uint8Array(16).fill(7), parameters: PARAMETERS };

/** What everybody relies on in the slow hash but for its slowness. */
export function describeStretch(
  name: string,
  stretch: (secret: string, question: StretchQuestion) => Promise<Uint8Array>,
): void {
  describe(`the contract of a slow hash: ${name}`, () => {
    const hex = async (secret = '4711', change: Partial<StretchQuestion> = {}): Promise<string> =>
      Buffer.from(await stretch(secret, { ...QUESTION, ...change })).toString('hex');

    test('gives the same 32 bytes for the same question', async () => {
      const first = await hex();
      expect(first).toMatch(/^[0-9a-f]{64}$/);
      expect(await hex()).toBe(first);
    });

    test('gives others for another secret, method, salt or cost', async () => {
      const all = [
        await hex(),
        await hex('4712'),
        await hex('47110'),
        await hex(''),
        await hex('４７１１'),
        await hex('4711', { method: 'card' }),
        await hex('4711', { salt: new Uint8Array(16).fill(8) }),
        await hex('4711', { salt: new Uint8Array(17).fill(7) }),
        await hex('4711', { parameters: { ...PARAMETERS, memoryKiB: 72 } }),
        await hex('4711', { parameters: { ...PARAMETERS, passes: 2 } }),
        await hex('4711', { parameters: { ...PARAMETERS, lanes: 2 } }),
      ];
      expect(new Set(all).size).toBe(all.length);
    });

    test('shows nothing of the secret and leaves its question alone', async () => {
      const salt = utf8('sixteen bytes!!!');
      const result = await hex('48291', { salt });
      expect(result).not.toContain(Buffer.from('48291').toString('hex'));
      expect(salt).toEqual(utf8('sixteen bytes!!!'));
    });
  });
}
