import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { shellList } from './shell-list.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** The page and its service worker. Everything is a file of our own origin: nothing inline, no outside host. */
export default defineConfig({
  root,
  publicDir: 'public',
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  plugins: [shellList()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: { page: `${root}index.html`, 'service-worker': `${root}service-worker.ts` },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
