import { instant, type DeviceId } from '@holdover/kernel';
import type { FoundPrinter } from '@holdover/nodejs';
import { describe, expect, test } from 'vitest';
import { discoveredPrinters, modelOf } from './discovered-printer.ts';

const DEVICE = 'dev_0198c1d2-0000-7000-8000-000000000001' as DeviceId;
const UUID = '0198c1d2-0000-4000-8000-000000000007';
const found: FoundPrinter = {
  name: 'Copy room',
  uri: 'ipps://10.0.0.9/ipp/print',
  path: '/ipp/print',
  makeAndModel: 'Kyocera TASKalfa 4054ci',
  location: 'Second floor',
  uuid: UUID,
  color: true,
  duplex: undefined,
  formats: ['application/pdf'],
};
const nobody = { known: [], ownUuids: new Set<string>(), now: instant(1_790_000_000_000) };

describe('printers found in the local network', () => {
  test('are shown with what they told', () => {
    expect(discoveredPrinters([found], nobody)).toEqual([
      {
        name: 'Copy room',
        uri: 'ipps://10.0.0.9/ipp/print',
        makeAndModel: 'Kyocera TASKalfa 4054ci',
        location: 'Second floor',
        uuid: UUID,
        color: true,
        duplex: null,
        formats: ['application/pdf'],
        model: 'kyocera',
        deviceId: null,
        foundAt: '2026-09-21T14:13:20.000Z',
      },
    ]);
  });

  test.each([
    ['its uuid, whatever its address', { uri: 'ipp://elsewhere/ipp/print', uuid: `urn:uuid:${UUID.toUpperCase()}` }],
    ['its address, over ipp or ipps', { uri: 'ipp://10.0.0.9:631/ipp/print/', uuid: null }],
  ])('are recognised as a device by %s', (_, known) => {
    const [shown] = discoveredPrinters([found], { ...nobody, known: [{ deviceId: DEVICE, ...known }] });
    expect(shown?.deviceId).toBe(DEVICE);
  });

  test('are not taken for the device that had their address before', () => {
    const known = [{ deviceId: DEVICE, uri: found.uri, uuid: '0198c1d2-0000-4000-8000-000000000008' }];
    expect(discoveredPrinters([found], { ...nobody, known })[0]?.deviceId).toBeNull();
  });

  test('[G1u] leave out queues of our own', () => {
    expect(discoveredPrinters([found], { ...nobody, ownUuids: new Set([UUID]) })).toEqual([]);
  });

  test.each([
    ['RICOH IM C3000', 'ricoh'],
    ['NRG Lanier 5', 'ricoh'],
    ['Canon iR-ADV C3525', 'canon'],
    ['KYOCERA ECOSYS M5526cdw', 'kyocera'],
    ['HP LaserJet', 'generic'],
    ['Canonical Printer', 'generic'],
  ])('%s is a %s', (makeAndModel, model) => {
    expect(modelOf(makeAndModel)).toBe(model);
  });
});
