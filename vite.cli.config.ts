import { defineConfig } from 'vite'

import { hashWorkerBeside } from './scripts/vite/hash-worker-beside.mjs'

/** The command line: each command loads its own chunk, so that help comes at once. */
export default defineConfig({
  publicDir: false,
  clearScreen: false,
  plugins: [hashWorkerBeside()],
  build: {
    ssr: 'electron/cli/main.ts',
    outDir: '.vite/cli',
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
