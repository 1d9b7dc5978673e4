import { convertCssVariables, defaultCssVariablesResolver, mergeMantineTheme, DEFAULT_THEME } from '@mantine/core';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { theme, themeVariables } from './src/app/theme.ts';

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
      const base = defaultCssVariablesResolver(full);
      const own = themeVariables(full);
      return convertCssVariables({
        variables: { ...base.variables, ...own.variables },
        light: { '--mantine-color-scheme': 'light', ...base.light, ...own.light },
        dark: { '--mantine-color-scheme': 'dark', ...base.dark, ...own.dark },
      });
    },
  };
}

export default defineConfig(({ command }) => ({
  plugins: [react(), themeCss()],
  // From source, so that a bundle never holds yesterday's contract.
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 600 },
  server: command === 'serve' ? { proxy: { '/api': 'http://127.0.0.1:8499' } } : {},
}));
