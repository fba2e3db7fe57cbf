import { defineConfig } from 'vite'

/** The preload script: a sandboxed one is a single CommonJS file. */
export default defineConfig({
  publicDir: false,
  clearScreen: false,
  build: {
    outDir: '.vite/build',
    emptyOutDir: false,
    target: 'es2023',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: 'electron/desktop/preload.ts',
      external: ['electron'],
      output: { format: 'cjs', codeSplitting: false, entryFileNames: '[name].cjs' },
    },
  },
})
