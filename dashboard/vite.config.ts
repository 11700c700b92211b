import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { compressed } from './build/compressed.ts'
import { shellList, WORKER } from './build/shell-list.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The server the dev page talks to; `serve` listens there by default. */
const SERVER = process.env.NAVETTE_DEV_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: here('.'),
  // Vite's own JSX transform: @preact/preset-vite conflicts with Vite 8.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    // Small assets stay files: the server's policy allows no data: script or style.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { main: here('index.html'), worker: here('offline/worker.ts') },
      output: { entryFileNames: chunk => (chunk.name === 'worker' ? WORKER : 'assets/[name]-[hash].js') },
    },
  },
  // In this order: the list goes into the worker, which is then compressed like the rest.
  plugins: [shellList(), compressed()],
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': SERVER,
      '/socket.io': { target: SERVER, ws: true },
    },
  },
})
