import { expect, test } from 'vitest';
import { GENERIC_PRINTER, sharedAbilities, type PrinterAbilities } from './queue-abilities.ts';

const printer = (more: Partial<PrinterAbilities>): PrinterAbilities => ({ ...GENERIC_PRINTER, ...more });

test('[G7b] has the formats and sizes of all of them, colour and duplex of any', () => {
  const first = printer({ formats: ['application/pdf', 'image/urf'], media: ['iso_a4_210x297mm', 'iso_a3_297x420mm'] });
  const second = printer({ formats: ['image/urf'], media: ['iso_a4_210x297mm'], color: false, pagesPerMinute: 7 });
  expect(sharedAbilities([first, second])).toEqual({
    color: true,
    duplex: true,
    formats: ['application/octet-stream', 'image/urf'],
    media: ['iso_a4_210x297mm'],
    pagesPerMinute: 7,
  });
});

test('[G7b] with nobody to ask, or nothing in common, says what keeps a client printing', () => {
  expect(sharedAbilities([])).toEqual(GENERIC_PRINTER);
  const strangers = [
    printer({ formats: ['image/urf'], media: ['a'] }),
    printer({ formats: ['image/jpeg'], media: ['b'] }),
  ];
  expect(sharedAbilities(strangers)).toMatchObject({
    formats: ['application/octet-stream'],
    media: GENERIC_PRINTER.media,
  });
});
