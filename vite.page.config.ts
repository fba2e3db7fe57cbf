import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

import { writeLicences } from './scripts/vite/write-licences.mjs'

/** The page of both shells: one bundle, and a small entry for each host. */
export default defineConfig({
  root: 'renderer/entry',
  base: '/',
  publicDir: false,
  clearScreen: false,
  plugins: [react(), writeLicences()],
  build: {
    outDir: '../../.vite/page',
    emptyOutDir: true,
    target: 'es2023',
    // The page's policy allows no font from a data: URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // scripts/build.mjs holds what is loaded first to its budget.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: { served: 'renderer/entry/served.html', desktop: 'renderer/entry/desktop.html' },
      // What both entries begin with in one file: cut up by who else uses it, it would be fifty.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'], minShareCount: 2 }] } },
    },
  },
})
