import { parseAst } from 'vite';

/**
 * What a script needs that Chromium 80 lacks: syntax after ES2020 (which Chromium 80 knows whole, `||=` and its kind came with 85,
 * fields of classes in the forms bundlers leave with 84 to 94) and functions of later libraries.
 * @param code an ES module
 * @returns what was found, by its name
 */
export function scriptNewerThanChromium80(code) {
  const found = new Set();
  visit(parseAst(code), (node) => {
    for (const [name, is] of Object.entries(SYNTAX)) if (is(node)) found.add(name);
  });
  for (const [name, pattern] of Object.entries(LIBRARY)) if (pattern.test(code)) found.add(name);
  return [...found];
}

/** The same of a style sheet, minified. A rule that is dropped whole with nothing lost is no need. */
export function styleNewerThanChromium80(css) {
  const text = css.replaceAll(/\/\*.*?\*\//gs, '');
  return Object.entries(STYLE)
    .filter(([, pattern]) => pattern.test(text))
    .map(([name]) => name);
}

const SYNTAX = {
  'logical assignment': ({ type, operator }) => type === 'AssignmentExpression' && /^(\|\||&&|\?\?)=$/.test(operator),
  'numeric separator': ({ type, raw }) => type === 'Literal' && /^[\d.]+_/.test(raw ?? ''),
  'class field': ({ type }) => type === 'PropertyDefinition' || type === 'AccessorProperty',
  'private name': ({ type }) => type === 'PrivateIdentifier',
  'static block': ({ type }) => type === 'StaticBlock',
  'using declaration': ({ type, kind }) => type === 'VariableDeclaration' && /using/.test(kind),
  'flags d or v of a regular expression': ({ regex }) => /[dv]/.test(regex?.flags ?? ''),
  'import attributes': ({ type, attributes }) => /^(Import|Export)/.test(type) && (attributes?.length ?? 0) > 0,
};

const LIBRARY = {
  replaceAll: /\.replaceAll\(/,
  at: /\.at\(/,
  structuredClone: /\bstructuredClone\(/,
  hasOwn: /\bObject\.hasOwn\(/,
  findLast: /\.findLast(Index)?\(/,
  'arrays copied by a method': /\.(toSorted|toReversed|toSpliced)\(/,
  'Promise.any': /\bPromise\.(any|withResolvers|try)\(/,
  WeakRef: /\bnew (WeakRef|FinalizationRegistry)\b/,
  randomUUID: /\.randomUUID\(/,
  'AbortSignal.timeout': /\bAbortSignal\.(timeout|any)\(/,
  'Intl of later': /\bIntl\.(DisplayNames|Segmenter|DurationFormat)\b/,
};

const STYLE = {
  'gap outside a grid': /[{;](row-|column-)?gap:/,
  inset: /[{;]inset(-block|-inline)?:/,
  'aspect-ratio': /[{;]aspect-ratio:/,
  ':is() and its kind': /:(is|where|has)\(/,
  'units of the dynamic window': /\d(d|s|l)v[hw]\b/,
  'colour functions': /\b(color-mix|oklch|oklab|lab|lch|light-dark|hwb)\(/,
  'container queries': /@container|[{;]container(-type|-name)?:/,
  layers: /@layer/,
  nesting: /[{;}]\s*&/,
  'accent-color': /[{;]accent-color:/,
  'logical shorthands': /[{;](margin|padding)-(inline|block):/,
  'single transforms': /[{;](translate|scale|rotate):/,
  'ranges in media queries': /@media[^{]*[<>]/,
  'overflow: clip': /overflow(-[xy])?:clip/,
  'scrollbar properties': /[{;]scrollbar-(width|color|gutter):/,
  'underlines of later': /[{;]text-underline-offset:|[{;]text-wrap:/,
};

function visit(node, see) {
  see(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child !== null && typeof child === 'object' && typeof child.type === 'string') visit(child, see);
    }
  }
}
