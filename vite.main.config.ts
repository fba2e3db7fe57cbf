import { defineConfig } from 'vite'

import { hashWorkerBeside } from './scripts/vite/hash-worker-beside.mjs'

/** The desktop's main process, as package.json's "main": one CommonJS file with its packages in it. */
export default defineConfig({
  publicDir: false,
  clearScreen: false,
  plugins: [hashWorkerBeside()],
  build: {
    ssr: true,
    lib: { entry: 'electron/desktop/main.ts', formats: ['cjs'], fileName: () => 'main.cjs' },
    outDir: '.vite/build',
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      // Electron is there when the app runs; the others are speed-ups that ws uses where somebody installed them.
      external: ['electron', 'bufferutil', 'utf-8-validate'],
      output: { codeSplitting: false },
    },
  },
  ssr: { noExternal: true, external: ['electron'] },
})
