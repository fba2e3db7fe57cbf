import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{shared,electron,renderer,scripts}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/*.cloud.test.ts'],
    testTimeout: 15_000,
    // Transfers and the sandbox move real bytes through loopback: two at a time is what a small machine bears.
    maxWorkers: 2,
  },
})
