import { convertCssVariables, defaultCssVariablesResolver, mergeMantineTheme, DEFAULT_THEME } from '@mantine/core';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { COLOURS, theme, themeVariables } from './src/app/theme.ts';

const THEME_CSS = 'virtual:theme.css';

/**
 * The theme as a style sheet of its own. Mantine would write it into a style element at run time,
 * which a content security policy without 'unsafe-inline' and without nonces refuses.
 */
function themeCss(): Plugin {
  return {
    name: 'theme-css',
    resolveId: (id) => (id === THEME_CSS ? `\0${THEME_CSS}` : null),
    load(id) {
      if (id !== `\0${THEME_CSS}`) return null;
      const full = mergeMantineTheme(DEFAULT_THEME, theme);
      const colors = Object.fromEntries(COLOURS.map((name) => [name, full.colors[name]])) as typeof full.colors; // it walks through what is there
      const base = defaultCssVariablesResolver({ ...full, colors });
      const own = themeVariables(full);
      return convertCssVariables({
        variables: { ...base.variables, ...own.variables },
        light: { '--mantine-color-scheme': 'light', ...base.light, ...own.light },
        dark: { '--mantine-color-scheme': 'dark', ...base.dark, ...own.dark },
      });
    },
  };
}

/**
 * Every schema of the validation library can print itself as JSON Schema, which no page does: the printers are
 * left out of the bundle, a twentieth of the first page.
 */
function withoutJsonSchema(): Plugin {
  return {
    name: 'without-json-schema',
    apply: 'build',
    load(id) {
      if (!/\/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/.test(id)) return null;
      const names = [...readFileSync(id, 'utf8').matchAll(/^export (?:const|function) (\w+)/gm)].map(
        (match) => match[1],
      );
      return names.map((name) => `export function ${name}() {}`).join('\n');
    },
  };
}

/** Compressed once here instead of at every request: the server sends what lies beside a file. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir = 'dist' }, bundle) {
      for (const name of Object.keys(bundle).filter((file) => /\.(js|css|svg)$/.test(file))) {
        const file = join(dir, name);
        const content = readFileSync(file);
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
        writeFileSync(`${file}.br`, brotliCompressSync(content));
      }
    },
  };
}

/** What the first pages need comes in few files, which are smaller together and asked for at once; all else by page. */
const FIRST_TOGETHER = {
  groups: [
    { name: 'entry', test: /apps\/console\/src\/main\.tsx$/, priority: 2 },
    {
      name: 'shell',
      test: /apps\/console\/src\/(app\/shell|pages\/Overview\/overview-page)\.tsx$/,
      priority: 1,
      entriesAware: true,
      entriesAwareMergeThreshold: 3_000,
    },
  ],
};

export default defineConfig(({ command }) => ({
  plugins: [react(), themeCss(), withoutJsonSchema(), compressed()],
  // From source, so that a bundle never holds yesterday's contract.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rolldownOptions: { output: { codeSplitting: FIRST_TOGETHER } },
  },
  server: command === 'serve' ? { proxy: { '/api': 'http://127.0.0.1:8499' } } : {},
}));
