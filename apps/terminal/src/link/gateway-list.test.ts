import { expect, test } from 'vitest';
import { createGatewayList } from './gateway-list.ts';

test('[I4a] gateways are tried in order, and after the last the first again', () => {
  const list = createGatewayList(['print.example:8444', '[2001:db8::1]:8444', '192.0.2.7:1']);
  const seen = [list.current()];
  for (let n = 0; n < 3; n++) {
    list.next();
    seen.push(list.current());
  }
  expect(seen).toEqual([
    { host: 'print.example', port: 8444 },
    { host: '2001:db8::1', port: 8444 },
    { host: '192.0.2.7', port: 1 },
    { host: 'print.example', port: 8444 },
  ]);
});

test.each(['print.example', 'print.example:0', 'print.example:65536', '2001:db8::1:8444', ':8444', 'a b:1'])(
  'what is no host and port is refused: %s',
  (text) => {
    expect(() => createGatewayList([text])).toThrow('identity-damaged');
  },
);

test('a list without an address is refused', () => {
  expect(() => createGatewayList([])).toThrow('identity-damaged');
});
