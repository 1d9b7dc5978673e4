import { instant, milliseconds, seconds } from '@holdover/kernel';
import { PATHS, type WireAnswer, type WireCall } from '@holdover/protocol';
import { createFakeClock, createSeededEntropy } from '@holdover/testbed';
import { describe, expect, test } from 'vitest';
import { createComeAgain } from './come-again.ts';

const CALL: WireCall = { path: PATHS.state, body: '{}', deadline: seconds(10), mostBytes: 1_000 };
const BUSY: WireAnswer = { status: 503, text: '{}', retryAfterSeconds: 20 };
const DONE: WireAnswer = { status: 200, text: '{}' };

/** A server that gives these answers, the last of them for ever. */
function createWorld(...answers: readonly WireAnswer[]) {
  const clock = createFakeClock(instant(0));
  const asked: number[] = [];
  const wire = {
    call: () => {
      asked.push(clock.boot());
      return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1] ?? DONE);
    },
    download: () => expect.fail('nothing is downloaded here'),
    upload: () => expect.fail('nothing is handed in here'),
  };
  const comeAgain = createComeAgain({ wire, clock, entropy: createSeededEntropy('come-again') });
  const seen: WireAnswer[] = [];
  const begin = (path = CALL.path): void => void comeAgain.call({ ...CALL, path }).then((answer) => seen.push(answer));
  return { clock, asked, comeAgain, seen, begin };
}

describe('a call that may wait', () => {
  test('[C3h] is made again when the server asked for it, and not before', async () => {
    const { clock, asked, seen, begin } = createWorld(BUSY, DONE);
    begin();
    await clock.advanceAsync(milliseconds(19_999));
    expect(asked).toHaveLength(1);
    await clock.advanceAsync(seconds(21));
    expect(asked).toHaveLength(2);
    expect(seen).toEqual([DONE]);
  });

  test('[C3h] those sent away together come back apart, within as long again', async () => {
    const { clock, asked, begin } = createWorld(...Array.from({ length: 50 }, () => BUSY), DONE);
    for (let caller = 0; caller < 50; caller++) begin();
    await clock.advanceAsync(seconds(60));
    const back = asked.slice(50).map((at) => Math.floor((at - 20_000) / 5_000));
    expect(back).toHaveLength(50);
    expect(new Set(back)).toEqual(new Set([0, 1, 2, 3]));
  });

  test('[C3h] nobody waits for more than ten minutes, whatever an intermediary says', async () => {
    const { clock, seen, begin } = createWorld({ ...BUSY, retryAfterSeconds: 86_400 }, DONE);
    begin();
    await clock.advanceAsync(seconds(600));
    expect(seen).toEqual([DONE]);
  });

  test.each([
    { status: 503, text: '' },
    { status: 500, text: '', retryAfterSeconds: 5 },
    { status: 403, text: '', retryAfterSeconds: 5 },
  ])('is not made again for %j', async (answer) => {
    const { clock, seen, begin } = createWorld(answer);
    begin();
    await clock.advanceAsync(seconds(0));
    expect(seen).toEqual([answer]);
  });

  test('[C3g] a login is never made to wait', async () => {
    const { clock, seen, begin } = createWorld(BUSY);
    begin(PATHS.login);
    await clock.advanceAsync(seconds(0));
    expect(seen).toEqual([BUSY]);
  });

  test('a server that is never ready is given up', async () => {
    const { clock, asked, seen, begin } = createWorld(BUSY);
    begin();
    await clock.advanceAsync(seconds(1_000));
    expect([asked.length, seen]).toEqual([10, [BUSY]]);
  });

  test('a terminal that ends waits for nothing', async () => {
    const { clock, comeAgain, seen, begin } = createWorld(BUSY, DONE);
    begin();
    await clock.advanceAsync(seconds(0));
    comeAgain.close();
    await clock.advanceAsync(seconds(0));
    expect([seen, clock.pending()]).toEqual([[BUSY], 0]);
  });
});
