import { seconds } from '@holdover/kernel';
import type { DialListener, GatewayWire, WireAnswer } from '@holdover/protocol';
import { expect, test } from 'vitest';
import { watchRefusals } from './watch-refusals.ts';

const DUE: WireAnswer = { status: 403, text: '{"code":"renewal-due","message":"too old"}' };
const UNKNOWN: WireAnswer = { status: 404, text: '{"code":"not-found","message":"no such terminal"}' };
const CALL = { path: '/terminal/v1/jobs', body: '{}' } as const;

function stage() {
  const answers: ((answer: WireAnswer) => void)[] = [];
  const heard: string[] = [];
  let key = 'first';
  let link: DialListener | undefined;
  const ask = (): Promise<WireAnswer> => new Promise((resolve) => answers.push(resolve));
  const wire: GatewayWire = {
    call: ask,
    download: async () => ({ refusal: await ask() }),
    upload: ask,
    dial: (listener) => {
      link = listener;
      return { send: () => undefined, terminate: () => undefined };
    },
    drop: () => undefined,
    close: () => undefined,
  };
  const watched = watchRefusals(wire, {
    key: () => key,
    'renewal-due': () => heard.push('due'),
    'not-found': () => heard.push('unknown'),
  });
  const dial = (): void => {
    const ignore = (): void => undefined;
    watched.dial({ opened: ignore, frame: ignore, foreign: ignore, failed: ignore, closed: ignore, refused: ignore });
  };
  return {
    heard,
    watched,
    dial,
    answer: (answer: WireAnswer) => answers.shift()?.(answer),
    refuseLink: (answer: WireAnswer) => link?.refused(answer),
    renew: () => (key = 'second'),
  };
}

const call = ({ watched }: ReturnType<typeof stage>): Promise<unknown> =>
  watched.call({ ...CALL, deadline: seconds(1), mostBytes: 1_000 });

test('[I3e] a refusal of the key that is shown is heard, whatever was asked', async () => {
  const at = stage();
  const asked = [call(at), at.watched.download({ ...CALL, idle: seconds(1) })];
  at.answer(DUE);
  at.answer(DUE);
  await Promise.all(asked);
  at.dial();
  at.refuseLink(DUE);
  expect(at.heard).toEqual(['due', 'due', 'due']);
});

test('[I3e] what comes late of a key that was renewed meanwhile is not heard', async () => {
  const at = stage();
  const asked = [call(at), call(at)];
  at.dial();
  at.answer(DUE);
  await asked[0];
  at.renew();
  at.answer(DUE);
  await asked[1];
  at.refuseLink(UNKNOWN);
  expect(at.heard).toEqual(['due']);
});

test('that something is not there is said of the key at the link alone', async () => {
  const at = stage();
  const asked = call(at);
  at.answer(UNKNOWN);
  await asked;
  expect(at.heard).toEqual([]);
  at.dial();
  at.refuseLink(UNKNOWN);
  expect(at.heard).toEqual(['unknown']);
});
