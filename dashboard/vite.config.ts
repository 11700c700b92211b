import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** The server the dev page talks to; `serve` listens there by default. */
const SERVER = process.env.NAVETTE_DEV_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
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
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': SERVER,
      '/socket.io': { target: SERVER, ws: true },
    },
  },
})
