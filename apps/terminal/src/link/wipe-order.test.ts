import { makeId } from '@holdover/kernel';
import { createPrivateKeyPem, publicKeyText, signJson, verifyJson } from '@holdover/nodejs';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { TEST_NOW } from '../testing/open-test-journal.ts';
import { isForThisTerminal, type WipeOrder } from './wipe-order.ts';

const entropy = createSeededEntropy('wipe');
const key = createPrivateKeyPem();
const own = { terminalId: makeId('terminal', TEST_NOW, entropy), serial: '01AB' };
const server = {
  isSigned: (value: Parameters<typeof verifyJson>[1], signature: string) =>
    verifyJson(publicKeyText(key), value, signature),
};

function order(change: Partial<WipeOrder> = {}): WipeOrder {
  const signed = {
    type: 'order',
    order: 'wipe',
    terminalId: own.terminalId,
    certificateSerial: '01ab',
    issuedAt: TEST_NOW,
    ...change,
  } as const;
  return { ...signed, signature: signJson(key, signed) };
}

test('[A5c] an order that names terminal and certificate, signed by the server, is for this terminal', () => {
  expect(isForThisTerminal(order(), own, server)).toBe(true);
});

test('[A5c] one for another terminal, another certificate, or changed after signing is not', () => {
  const other = makeId('terminal', TEST_NOW, entropy);
  expect(isForThisTerminal(order({ terminalId: other }), own, server)).toBe(false);
  expect(isForThisTerminal(order({ certificateSerial: '02cd' }), own, server)).toBe(false);
  expect(isForThisTerminal({ ...order({ terminalId: other }), terminalId: own.terminalId }, own, server)).toBe(false);
});
