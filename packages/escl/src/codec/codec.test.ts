import { utf8 } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import type { ScannerAbilities } from '../scanner.ts';
import { ABILITIES, TICKET } from '../testing/examples.ts';
import { createRandom } from '../testing/random.ts';
import { someAbilities, someTicket } from '../testing/some-documents.ts';
import { readCapabilities, writeCapabilities } from './capabilities.ts';
import { readSettings, writeSettings } from './settings.ts';
import { readStatus, writeStatus, type StatusReport } from './status.ts';

describe('what is written is read again', () => {
  const round = (abilities: ScannerAbilities): ScannerAbilities =>
    readCapabilities(utf8(writeCapabilities({ version: '2.63', abilities }))).abilities;

  test('abilities, whatever they are', () => {
    expect(round(ABILITIES)).toEqual(ABILITIES);
    for (let seed = 0; seed < 200; seed++) {
      const abilities = someAbilities(createRandom(seed, 1));
      expect(round(abilities), `seed ${seed}`).toEqual(abilities);
    }
  });

  test('tickets, whatever they ask', () => {
    for (let seed = 0; seed < 200; seed++) {
      const ticket = someTicket(createRandom(seed, 2));
      const { region, ...read } = readSettings(
        utf8(writeSettings(ticket, { version: '2.0', formatExt: seed % 2 === 0 })),
      );
      const { size, ...asked } = ticket;
      expect({ ...read, region }, `seed ${seed}`).toEqual({ ...asked, region: { x: 0, y: 0, ...size } });
    }
  });

  test('a status with its jobs', () => {
    const report: StatusReport = {
      version: '2.97',
      state: 'stopped',
      feeder: 'jam',
      jobs: [
        {
          uri: '/eSCL/ScanJobs/1',
          uuid: undefined,
          age: 12,
          imagesCompleted: 3,
          imagesToTransfer: 1,
          state: 'Processing',
          reasons: ['JobScanning'],
        },
      ],
    };
    expect(readStatus(utf8(writeStatus(report)))).toEqual(report);
    const idle: StatusReport = { version: '2.0', state: 'idle', feeder: undefined, jobs: [] };
    expect(readStatus(utf8(writeStatus(idle)))).toEqual(idle);
  });

  test('text that XML cannot carry is left out, all other comes through', () => {
    const named = (makeAndModel: string): string => round({ ...ABILITIES, makeAndModel }).makeAndModel;
    expect(named('a\u0000b\u001fc\ud800d\uffff')).toBe('abcd');
    expect(named(']]> &amp; <b> 😀 日本')).toBe(']]> &amp; <b> 😀 日本');
  });
});

describe('devices write eSCL in their own ways', () => {
  test('other prefixes, a default namespace, comments, CDATA, unknown elements', () => {
    const status = (text: string): unknown => readStatus(utf8(text)).state;
    expect(status('<s:ScannerStatus xmlns:s="x"><p:State>Idle</p:State></s:ScannerStatus>')).toBe('idle');
    expect(
      status(
        '\uFEFF<?xml version="1.0"?>\n<!-- c --><ScannerStatus><New a="1"/><State>Processing</State></ScannerStatus>',
      ),
    ).toBe('processing');
    expect(status('<ScannerStatus><State><![CDATA[Stopped]]></State></ScannerStatus>')).toBe('stopped');
    expect(status('<ScannerStatus><State> &#73;dle\n</State></ScannerStatus>')).toBe('idle');
  });

  test('profiles by reference, a range of resolutions, colours nobody asked for', () => {
    const { abilities, formatExt } = readCapabilities(
      utf8(`<scan:ScannerCapabilities><pwg:Version>2.1</pwg:Version><pwg:ModelName>M</pwg:ModelName>
        <scan:SettingProfiles><scan:SettingProfile name="p"><scan:ColorModes><scan:ColorMode>RGB48</scan:ColorMode>
        <scan:ColorMode>RGB24</scan:ColorMode></scan:ColorModes><scan:DocumentFormats><pwg:DocumentFormat>image/tiff</pwg:DocumentFormat>
        <pwg:DocumentFormat>image/JPEG</pwg:DocumentFormat></scan:DocumentFormats><scan:SupportedResolutions><scan:ResolutionRange>
        <scan:XResolution><scan:Min>100</scan:Min><scan:Max>600</scan:Max><scan:Step>50</scan:Step></scan:XResolution>
        </scan:ResolutionRange></scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles>
        <scan:Platen><scan:PlatenInputCaps><scan:MaxWidth>2550</scan:MaxWidth><scan:MaxHeight>3508</scan:MaxHeight>
        <scan:SettingProfiles><scan:SettingProfile ref="p"/></scan:SettingProfiles></scan:PlatenInputCaps></scan:Platen>
        <scan:Adf><scan:AdfSimplexInputCaps><scan:MaxWidth>1</scan:MaxWidth></scan:AdfSimplexInputCaps></scan:Adf>
        </scan:ScannerCapabilities>`),
    );
    expect(abilities).toEqual({
      makeAndModel: 'M',
      uuid: undefined,
      platen: {
        colors: ['color'],
        resolutions: [100, 150, 200, 300, 400, 600],
        formats: ['image/jpeg'],
        largest: { width: 2550, height: 3508 },
      },
      feeder: undefined,
    });
    expect(formatExt).toBe(false);
  });

  test.each([
    ['Idle', 'ScannerAdfProcessing', 'empty'],
    ['Processing', 'ScannerAdfProcessing', 'loaded'],
    ['Idle', 'ScannerAdfDoorOpen', 'cover-open'],
    ['Stopped', 'ScannerAdfHatchOpen', 'cover-open'],
    ['Stopped', 'ScannerAdfMispick', 'jam'],
    ['Stopped', 'ScannerAdfMultipickDetected', 'multi-pick'],
    ['Idle', 'ScannerAdfWhatever', undefined],
  ])('%s and %s: the feeder is %s', (state, adf, feeder) => {
    const text = `<ScannerStatus><State>${state}</State><AdfState>${adf}</AdfState></ScannerStatus>`;
    expect(readStatus(utf8(text)).feeder).toBe(feeder);
  });
});

describe('what is no eSCL is refused', () => {
  const flawed: readonly (readonly [string, string, string])[] = [
    ['nothing', '', 'malformed'],
    ['no XML', 'Not found', 'malformed'],
    ['a cut document', '<ScannerStatus><State>Idle</State>', 'malformed'],
    ['two roots', '<ScannerStatus/><ScannerStatus/>', 'malformed'],
    ['another document', '<html><body>Login</body></html>', 'unexpected'],
    ['no state', '<ScannerStatus></ScannerStatus>', 'unexpected'],
    ['a state of its own', '<ScannerStatus><State>toString</State></ScannerStatus>', 'unexpected'],
    [
      'entities that grow',
      '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><ScannerStatus><State>&c;</State></ScannerStatus>',
      'malformed',
    ],
    ['too much', `<ScannerStatus>${' '.repeat(128 * 1024)}</ScannerStatus>`, 'malformed'],
    ['too many elements', `<ScannerStatus>${'<a/>'.repeat(5001)}</ScannerStatus>`, 'malformed'],
    ['too deep', `${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}`, 'malformed'],
  ];
  test.each(flawed)('%s', (_, text, flaw) => {
    expect(() => readStatus(utf8(text))).toThrow(expect.objectContaining({ code: 'not-escl', flaw }));
  });

  test('settings beyond every bound', () => {
    const settings = writeSettings(TICKET, { version: '2.0', formatExt: false });
    const changed = (from: string, to: string): (() => unknown) => {
      expect(settings).toContain(from);
      return () => readSettings(utf8(settings.replaceAll(from, to)));
    };
    const unexpected = expect.objectContaining({ flaw: 'unexpected' });
    expect(changed('>2480<', '>0<')).toThrow(unexpected);
    expect(changed('>2480<', '>-1<')).toThrow(unexpected);
    expect(changed('>2480<', '>1e3<')).toThrow(unexpected);
    expect(changed('>2480<', '>99999999999999999999<')).toThrow(unexpected);
    expect(changed('scan:XResolution>300', 'scan:XResolution>301')).toThrow();
    expect(changed('>Feeder<', '>constructor<')).toThrow(unexpected);
    expect(changed('ThreeHundredthsOfInches', 'Pixels')).toThrow(unexpected);
    expect(changed('>true<', '>yes<')).toThrow(unexpected);
    expect(changed('scan:ScanSettings', 'scan:Other')).toThrow(expect.objectContaining({ flaw: 'malformed' }));
  });
});
