import {
  createTheme,
  type ConvertCSSVariablesInput,
  type MantineColorsTuple,
  type MantineTheme,
  type MantineThemeOverride,
} from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#edf7f8',
  '#d6ecee',
  '#addadf',
  '#7fc6cd',
  '#54b0b9',
  '#35989f',
  '#1f838b',
  '#0f6e78',
  '#0a5961',
  '#06424a',
];
const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#eff2f4',
  '#e4e8eb',
  '#d3d9de',
  '#bac3ca',
  '#8f9aa3',
  '#66727c',
  '#4a555e',
  '#313a42',
  '#1a2026',
];
const dark: MantineColorsTuple = [
  '#dbe1e6',
  '#b9c2ca',
  '#9ea9b2',
  '#66717b',
  '#3b454e',
  '#2c353d',
  '#20272e',
  '#161b20',
  '#11161a',
  '#0b0f12',
];

const family =
  'Inter, "Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif';

/**
 * What pages paint with. The style sheet has no others: a colour that is not here is none.
 * @internal Read by the build alone.
 */
export const COLOURS = ['petrol', 'gray', 'dark', 'red', 'yellow', 'green'] as const;

/** One look for every page. Sizes and colours are tokens: no page names a colour. */
export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  colors: { petrol, gray, dark },
  fontFamily: family,
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  headings: {
    fontFamily: family,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  components: {
    // A header within a dialog is no banner of the page. The library locks scrolling by a style element, which our policy refuses; global.css does it.
    Modal: {
      defaultProps: {
        lockScroll: false,
        centered: true,
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.45 },
        attributes: { header: { role: 'none' } },
      },
    },
    Drawer: { defaultProps: { lockScroll: false, attributes: { header: { role: 'none' } } } },
    // Within its landmark, and focus on the first item instead of on a placeholder no screen reader can name.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } },
    Badge: { defaultProps: { tt: 'none', fw: 600 } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300, events: { hover: true, focus: true, touch: true } } },
  },
});

type Shade = (color: string, index: number) => string;

/** Contrast is set here, for both schemes, and nowhere else: each text token reaches 4.5 to 1 on body and surface. */
export function themeVariables(full: MantineTheme): ConvertCSSVariablesInput {
  const shade: Shade = (color, index) => full.colors[color]?.[index] ?? 'currentColor';
  return { variables: {}, light: lightTokens(shade), dark: darkTokens(shade) };
}

function lightTokens(shade: Shade): Record<string, string> {
  return {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': shade('gray', 9),
    '--mantine-color-dimmed': '#56626c',
    '--mantine-color-placeholder': '#66727c',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-success': '#1b6e38',
    '--mantine-color-anchor': shade('petrol', 7),
    '--mantine-color-default-border': shade('gray', 3),
    ...lightVariants('petrol', shade('petrol', 8), 'rgba(15, 110, 120, 0.10)'),
    ...lightVariants('red', '#9f1d17', 'rgba(179, 38, 30, 0.09)'),
    ...lightVariants('yellow', '#7a4a00', 'rgba(217, 140, 0, 0.13)'),
    ...lightVariants('green', '#1b6332', 'rgba(30, 120, 60, 0.11)'),
    ...lightVariants('gray', shade('gray', 8), shade('gray', 1)),
    '--mantine-color-red-filled': '#b3261e',
    '--mantine-color-red-filled-hover': '#98201a',
    '--mantine-color-red-outline': '#b3261e',
    '--hold-canvas': '#f4f6f7',
    '--hold-surface': '#ffffff',
    '--hold-rail': '#fbfcfc',
    '--hold-edge': 'rgba(16, 24, 32, 0.16)',
    '--hold-line': '#e1e6e9',
    '--hold-ok': '#1b6e38',
    '--hold-warn': '#8a5300',
    '--hold-bad': '#b3261e',
    '--hold-quiet': '#56626c',
    '--hold-active': 'rgba(15, 110, 120, 0.10)',
    '--hold-active-text': shade('petrol', 8),
    '--hold-shadow': '0 1px 2px rgba(16, 24, 32, 0.05)',
  };
}

function darkTokens(shade: Shade): Record<string, string> {
  return {
    '--mantine-color-body': shade('dark', 7),
    '--mantine-color-text': shade('dark', 0),
    '--mantine-color-dimmed': '#a7b1b9',
    '--mantine-color-placeholder': '#949fa8',
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-success': '#7fd39a',
    '--mantine-color-anchor': shade('petrol', 3),
    '--mantine-color-default-border': shade('dark', 4),
    ...lightVariants('petrol', shade('petrol', 2), 'rgba(84, 176, 185, 0.16)'),
    ...lightVariants('red', '#ffb3ac', 'rgba(255, 107, 97, 0.14)'),
    ...lightVariants('yellow', '#ffd27a', 'rgba(255, 190, 70, 0.13)'),
    ...lightVariants('green', '#8fdca6', 'rgba(80, 200, 120, 0.13)'),
    ...lightVariants('gray', shade('dark', 1), 'rgba(150, 165, 178, 0.13)'),
    '--mantine-color-red-filled': '#b3332b',
    '--mantine-color-red-filled-hover': '#c43d34',
    '--mantine-color-red-outline': '#ff9d94',
    '--mantine-color-petrol-outline': shade('petrol', 3),
    '--hold-canvas': '#12171b',
    '--hold-surface': '#1a2026',
    '--hold-rail': '#161b20',
    '--hold-edge': 'rgba(0, 0, 0, 0.55)',
    '--hold-line': '#2b343c',
    '--hold-ok': '#7fd39a',
    '--hold-warn': '#ffc966',
    '--hold-bad': '#ff9d94',
    '--hold-quiet': '#a7b1b9',
    '--hold-active': 'rgba(84, 176, 185, 0.16)',
    '--hold-active-text': shade('petrol', 2),
    '--hold-shadow': 'none',
  };
}

function lightVariants(color: string, text: string, background: string): Record<string, string> {
  return {
    [`--mantine-color-${color}-light`]: background,
    [`--mantine-color-${color}-light-hover`]: background,
    [`--mantine-color-${color}-light-color`]: text,
  };
}
