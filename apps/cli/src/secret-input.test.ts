import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Environment } from './environment.ts';
import { readNewPassword } from './secret-input.ts';

/** A terminal at which somebody types a line whenever they are asked. */
function typing(
  lines: readonly string[],
  isTTY = true,
): { readonly environment: Environment; readonly asked: string[] } {
  const left = [...lines];
  const asked: string[] = [];
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stderr = new Writable({
    write(part, _encoding, done) {
      const text = String(part);
      if (text.endsWith(': ')) {
        asked.push(text);
        setImmediate(() => stdin.write(`${left.shift() ?? ''}\n`));
      }
      done();
    },
  });
  if (!isTTY) stdin.write(`${left.shift() ?? ''}\n`);
  return { environment: { stdin, stdout: stderr, stderr, variables: {} }, asked };
}

test('a new password is asked for twice on a terminal', async () => {
  const { environment, asked } = typing(['four words', 'four words']);
  expect(await readNewPassword(environment, 'Password')).toBe('four words');
  expect(asked).toEqual(['Password: ', 'The same once more: ']);
});

test('and refused where the two differ, without saying how', async () => {
  const { environment } = typing(['four words', 'four wards']);
  const refused = readNewPassword(environment, 'Password');
  await expect(refused).rejects.toMatchObject({ code: 'passwords-differ' });
  await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('four') });
});

test('from standard input it is the first line', async () => {
  const { environment, asked } = typing(['four words'], false);
  expect(await readNewPassword(environment, 'Password')).toBe('four words');
  expect(asked).toEqual([]);
});
