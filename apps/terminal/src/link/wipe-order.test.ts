import { instant, makeId } from '@holdover/kernel';
import { createPrivateKeyPem, publicKeyText, signJson, verifyJson } from '@holdover/nodejs';
import { createSeededEntropy } from '@holdover/testbed';
import { describe, expect, test } from 'vitest';
import { isForThisTerminal, type WipeOrder } from './wipe-order.ts';

const entropy = createSeededEntropy('wipe-order');
const [own, other] = [makeId('terminal', instant(0), entropy), makeId('terminal', instant(0), entropy)];
const fleet = createPrivateKeyPem();
const server = {
  isSigned: (signed: Parameters<typeof verifyJson>[1], signature: string) =>
    verifyJson(publicKeyText(fleet), signed, signature),
};

function order(change: Partial<WipeOrder> = {}, key = fleet): WipeOrder {
  const signed = {
    type: 'order',
    order: 'wipe',
    terminalId: own,
    certificateSerial: '01ab',
    issuedAt: instant(1),
  } as const;
  const named = { ...signed, ...change };
  return { ...named, signature: signJson(key, named) };
}

describe('an order to wipe', () => {
  const obeys = (given: WipeOrder): boolean => isForThisTerminal(given, { terminalId: own, serial: '01AB' }, server);

  test('[C1g] is obeyed when the fleet signed it for this terminal and this certificate', () => {
    expect(obeys(order())).toBe(true);
  });

  test.each([
    ['another terminal', order({ terminalId: other })],
    ['another certificate', order({ certificateSerial: '01ac' })],
    ['somebody else’s signature', order({}, createPrivateKeyPem())],
    ['something else than was signed', { ...order(), issuedAt: instant(2) }],
    ['another’s order with the names changed', { ...order({ terminalId: other }), terminalId: own }],
  ])('[C1g] is not obeyed with %s', (_what, given) => {
    expect(obeys(given)).toBe(false);
  });
});
