import { defineConfig } from 'vite';

// The script of the page that checks proofs, in one piece: build/check-page.mjs puts it into the page.
export default defineConfig({
  build: {
    emptyOutDir: true,
    modulePreload: false,
    lib: { entry: 'src/check/page.ts', formats: ['iife'], name: 'check', fileName: () => 'check.js' },
    minify: true,
  },
});
