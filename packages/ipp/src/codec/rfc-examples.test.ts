import { concatBytes, utf8 } from '@holdover/kernel';
import { expect, test } from 'vitest';
import { RFC_EXAMPLES } from '../testing/rfc-examples.ts';
import { decodeMessage } from './decoder.ts';
import { encodeMessage } from './encode.ts';

const DOCUMENT = utf8('%!PDF...');

test.each(RFC_EXAMPLES)('RFC 8010 $name is read', ({ octets, message }) => {
  expect(decodeMessage(concatBytes([octets, DOCUMENT]))).toMatchObject({ message, rest: DOCUMENT });
});

test.each(RFC_EXAMPLES)('RFC 8010 $name is written', ({ octets, message }) => {
  expect(encodeMessage(message)).toEqual(octets);
});
