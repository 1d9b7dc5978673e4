import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  // The page's content security policy knows no inline code and no data URL.
  build: { target: 'es2022', assetsInlineLimit: 0 },
});
