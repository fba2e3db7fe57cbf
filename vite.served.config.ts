import { defineConfig } from 'vite'

import { hashWorkerBeside } from './scripts/vite/hash-worker-beside.mjs'

/** The served shell as one file, with its packages in it: it starts in a fraction of the time. */
export default defineConfig({
  publicDir: false,
  clearScreen: false,
  plugins: [hashWorkerBeside()],
  build: {
    ssr: 'electron/served/main.ts',
    outDir: '.vite/served',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      // Speed-ups that ws uses where somebody installed them, and compiled code.
      external: ['bufferutil', 'utf-8-validate', '@napi-rs/keyring'],
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  ssr: { noExternal: true },
})
