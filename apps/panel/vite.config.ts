import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  build: {
    /** Chromium 80 (2020): the oldest browser among the touch panels of devices in service. */
    target: 'chrome80',
    cssTarget: 'chrome80',
    modulePreload: false,
    /** Assets stay files: the panel's content security policy knows no inline code. */
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
});
