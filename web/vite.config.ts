import { defineConfig } from 'vite';

// The server writes the pages; this makes the files that they ask for, under names that stay the same.
export default defineConfig({
  base: '/assets/',
  worker: { format: 'es', rollupOptions: { output: { entryFileNames: '[name].js' } } },
  build: {
    outDir: 'dist/assets', // build/make.mjs names another and moves it here when all is done
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      input: { site: 'src/site.ts', theme: 'src/theme.ts', situation: 'src/situation.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
});
