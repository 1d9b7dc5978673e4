import { EsclFault } from '../escl-fault.ts';
import type { ScanColor, ScanFormat, ScannerAbilities, SourceAbilities } from '../scanner.ts';
import { at, childrenOf, numberAt, shortened, textAt, type Element } from '../xml/element.ts';
import { readXml } from '../xml/read-xml.ts';
import { writeXml, type Node } from '../xml/write-xml.ts';
import { COLORS, colorOf, formatOf } from './names.ts';

/** What a scanner says of itself, and how to speak to it. */
export interface ScannerCapabilities {
  readonly version: string;
  readonly abilities: ScannerAbilities;
  /** It names formats by DocumentFormatExt (from 2.1 on), and wants to be asked by it. */
  readonly formatExt: boolean;
}

/** Bounds of sizes: 1/300 inch, up to 10 m; of resolutions: what no device exceeds. */
const SIZE = { least: 1, most: 118_110 };
const RESOLUTION = { least: 1, most: 19_200 };
/** What is offered of a range of resolutions. */
const USUAL_RESOLUTIONS = [75, 100, 150, 200, 240, 300, 400, 600, 1200];
const MOST_TEXT = 200;

/** @throws EsclFault */
export function readCapabilities(bytes: Uint8Array): ScannerCapabilities {
  const root = readXml(bytes);
  if (root.name !== 'ScannerCapabilities') throw new EsclFault('unexpected', `${root.name} is no ScannerCapabilities`);
  const profiles = childrenOf(at(root, 'SettingProfiles'), 'SettingProfile');
  const source = (caps: Element | undefined): SourceAbilities | undefined => readSource(caps, profiles);
  const adf = at(root, 'Adf');
  const simplex = source(at(adf, 'AdfSimplexInputCaps'));
  const duplex = source(at(adf, 'AdfDuplexInputCaps'));
  const feeder = simplex ?? duplex;
  const options = childrenOf(at(adf, 'AdfOptions'), 'AdfOption').map(({ text }) => text);
  return {
    version: versionOf(root),
    formatExt: mentions(root, 'DocumentFormatExt'),
    abilities: {
      makeAndModel: makeAndModelOf(root),
      uuid: uuidOf(root),
      platen: source(at(root, 'Platen', 'PlatenInputCaps')),
      feeder: feeder && { ...feeder, duplex: duplex !== undefined || options.includes('Duplex') },
    },
  };
}

export function writeCapabilities({ version, abilities }: Omit<ScannerCapabilities, 'formatExt'>): string {
  const { makeAndModel, uuid, platen, feeder } = abilities;
  return writeXml([
    'scan:ScannerCapabilities',
    [
      ['pwg:Version', version],
      ['pwg:MakeAndModel', makeAndModel],
      uuid === undefined ? undefined : ['scan:UUID', uuid],
      platen && ['scan:Platen', [['scan:PlatenInputCaps', sourceNodes(platen)]]],
      feeder && [
        'scan:Adf',
        [
          ['scan:AdfSimplexInputCaps', sourceNodes(feeder)],
          feeder.duplex ? ['scan:AdfDuplexInputCaps', sourceNodes(feeder)] : undefined,
          [
            'scan:AdfOptions',
            [['scan:AdfOption', 'DetectPaperLoaded'], feeder.duplex ? ['scan:AdfOption', 'Duplex'] : undefined],
          ],
        ],
      ],
    ],
  ]);
}

function versionOf(root: Element): string {
  const version = textAt(root, 'Version') ?? '2.0';
  if (!/^2\.\d{1,3}$/.test(version))
    throw new EsclFault('unexpected', 'Version is to be 2 and a number of up to three digits');
  return version;
}

function makeAndModelOf(root: Element): string {
  const named = textAt(root, 'MakeAndModel') ?? textAt(root, 'ModelName') ?? textAt(root, 'Manufacturer') ?? 'Scanner';
  return shortened(named, MOST_TEXT);
}

function uuidOf(root: Element): string | undefined {
  const uuid = textAt(root, 'UUID');
  return uuid === undefined ? undefined : shortened(uuid, MOST_TEXT);
}

/** Undefined for a source that cannot give anything we understand. */
function readSource(caps: Element | undefined, shared: readonly Element[]): SourceAbilities | undefined {
  if (caps === undefined) return undefined;
  const width = numberAt(caps, 'MaxWidth', SIZE);
  const height = numberAt(caps, 'MaxHeight', SIZE);
  const profiles = childrenOf(at(caps, 'SettingProfiles'), 'SettingProfile').flatMap((profile) =>
    profileOf(profile, shared),
  );
  const colors = distinct(profiles.flatMap(colorsOf));
  const formats = distinct(profiles.flatMap(formatsOf));
  const resolutions = distinct(profiles.flatMap(resolutionsOf)).toSorted((a, b) => a - b);
  const nothing = colors.length === 0 || formats.length === 0 || resolutions.length === 0;
  if (nothing || width === undefined || height === undefined) return undefined;
  return { colors, resolutions, formats, largest: { width, height } };
}

/** A profile may be a reference to one that the scanner gives once for all sources. */
function profileOf(profile: Element, shared: readonly Element[]): readonly Element[] {
  const { ref } = profile.attributes;
  return ref === undefined ? [profile] : shared.filter(({ attributes }) => attributes['name'] === ref);
}

function colorsOf(profile: Element): readonly ScanColor[] {
  return childrenOf(at(profile, 'ColorModes'), 'ColorMode').flatMap(({ text }) => colorOf(text) ?? []);
}

function formatsOf(profile: Element): readonly ScanFormat[] {
  const named = at(profile, 'DocumentFormats');
  const words = [...childrenOf(named, 'DocumentFormat'), ...childrenOf(named, 'DocumentFormatExt')];
  return words.flatMap(({ text }) => formatOf(text) ?? []);
}

function resolutionsOf(profile: Element): readonly number[] {
  const supported = at(profile, 'SupportedResolutions');
  const discrete = childrenOf(at(supported, 'DiscreteResolutions'), 'DiscreteResolution').flatMap((pair) => {
    const x = numberAt(pair, 'XResolution', RESOLUTION);
    return x === undefined || x !== numberAt(pair, 'YResolution', RESOLUTION) ? [] : [x];
  });
  if (discrete.length > 0) return discrete;
  const range = at(supported, 'ResolutionRange');
  const [x, y] = [withinRange(axisOf(range, 'X')), withinRange(axisOf(range, 'Y') ?? axisOf(range, 'X'))];
  return USUAL_RESOLUTIONS.filter((resolution) => x(resolution) && y(resolution));
}

/** Devices name an axis in both ways. */
function axisOf(range: Element | undefined, axis: 'X' | 'Y'): Element | undefined {
  return at(range, `${axis}ResolutionRange`) ?? at(range, `${axis}Resolution`);
}

function withinRange(range: Element | undefined): (resolution: number) => boolean {
  const least = numberAt(range, 'Min', RESOLUTION);
  const most = numberAt(range, 'Max', RESOLUTION);
  const step = numberAt(range, 'Step', RESOLUTION) ?? 1;
  if (least === undefined || most === undefined) return () => false;
  return (resolution) => resolution >= least && resolution <= most && (resolution - least) % step === 0;
}

function sourceNodes({ colors, formats, resolutions, largest }: SourceAbilities): readonly Node[] {
  const profile: readonly Node[] = [
    ['scan:ColorModes', colors.map((color): Node => ['scan:ColorMode', COLORS[color]])],
    [
      'scan:DocumentFormats',
      [
        ...formats.map((format): Node => ['pwg:DocumentFormat', format]),
        ...formats.map((format): Node => ['scan:DocumentFormatExt', format]),
      ],
    ],
    [
      'scan:SupportedResolutions',
      [
        [
          'scan:DiscreteResolutions',
          resolutions.map((resolution): Node => ['scan:DiscreteResolution', square(resolution)]),
        ],
      ],
    ],
    ['scan:ColorSpaces', [['scan:ColorSpace', 'sRGB']]],
  ];
  const highest = Math.max(...resolutions);
  return [
    ['scan:MinWidth', SMALLEST],
    ['scan:MaxWidth', largest.width],
    ['scan:MinHeight', SMALLEST],
    ['scan:MaxHeight', largest.height],
    ['scan:MaxScanRegions', 1],
    ['scan:SettingProfiles', [['scan:SettingProfile', profile]]],
    ['scan:SupportedIntents', INTENTS.map((intent): Node => ['scan:Intent', intent])],
    ['scan:MaxOpticalXResolution', highest],
    ['scan:MaxOpticalYResolution', highest],
  ];
}

/** A twentieth of an inch. */
const SMALLEST = 15;
const INTENTS = ['Document', 'TextAndGraphic', 'Photo', 'Preview'];

function square(resolution: number): readonly Node[] {
  return [
    ['scan:XResolution', resolution],
    ['scan:YResolution', resolution],
  ];
}

function mentions(element: Element, name: string): boolean {
  return element.name === name || element.children.some((child) => mentions(child, name));
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}
