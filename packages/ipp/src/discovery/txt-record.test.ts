import { utf8 } from '@holdover/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attr } from '../model/attr.ts';
import { readTxt, txtOf } from './txt-record.ts';

const ATTRIBUTES = [
  attr.text('printer-make-and-model', 'Kyocera TASKalfa 4054ci'),
  attr.text('printer-location', 'Second floor'),
  attr.uri('printer-uuid', 'urn:uuid:0198c1d2-0000-7000-8000-00000000000d'),
  attr.mimeMediaType('document-format-supported', ['application/octet-stream', 'application/pdf', 'image/pwg-raster']),
  attr.boolean('color-supported', true),
  attr.keyword('sides-supported', ['one-sided', 'two-sided-long-edge']),
];

const announced = { attributes: ATTRIBUTES, path: '/ipp/print', authentication: 'none' } as const;

describe('the TXT record of a printer', () => {
  test('[PWG 5100.14 §4.2.3] says what a driverless client looks for', () => {
    expect(txtOf({ ...announced, authentication: 'username,password', adminUrl: 'https://print.example/' })).toEqual({
      txtvers: '1',
      qtotal: '1',
      rp: 'ipp/print',
      ty: 'Kyocera TASKalfa 4054ci',
      product: '(Kyocera TASKalfa 4054ci)',
      note: 'Second floor',
      adminurl: 'https://print.example/',
      pdl: 'application/pdf,image/pwg-raster',
      UUID: '0198c1d2-0000-7000-8000-00000000000d',
      Color: 'T',
      Duplex: 'T',
      Copies: 'T',
      kind: 'document',
      TLS: '1.2',
      air: 'username,password',
      priority: '50',
    });
  });

  test('[RFC 6763 §6] begins with its version, and no item is longer than 255 octets', () => {
    const formats = Array.from({ length: 60 }, (_, n) => `application/vnd.example-${n}`);
    const txt = txtOf({
      ...announced,
      attributes: [
        attr.mimeMediaType('document-format-supported', formats),
        attr.text('printer-location', 'ä'.repeat(300)),
      ],
    });
    expect(Object.keys(txt)[0]).toBe('txtvers');
    for (const [key, value] of Object.entries(txt)) expect(utf8(`${key}=${value}`).length).toBeLessThanOrEqual(255);
    expect(txt['pdl']?.split(',').every((format) => formats.includes(format))).toBe(true);
  });

  test('is read as it was written', () => {
    expect(readTxt(txtOf(announced))).toEqual({
      path: '/ipp/print',
      makeAndModel: 'Kyocera TASKalfa 4054ci',
      location: 'Second floor',
      uuid: '0198c1d2-0000-7000-8000-00000000000d',
      color: true,
      duplex: true,
      formats: ['application/pdf', 'image/pwg-raster'],
    });
  });

  test('[RFC 6763 §6.4] of others is read whatever it says', () => {
    expect(readTxt({ RP: '/printers/one', product: '(Other)', COLOR: 'U' })).toMatchObject({
      path: '/printers/one',
      makeAndModel: 'Other',
      color: undefined,
    });
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (txt) => {
        expect(readTxt(txt).path.startsWith('/')).toBe(true);
      }),
    );
  });
});
