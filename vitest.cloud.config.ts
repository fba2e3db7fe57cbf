import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{shared,electron,renderer,scripts}/**/*.cloud.test.ts'],
    testTimeout: 60_000,
    // All tests share one cloud, whose Glance has one worker.
    fileParallelism: false,
  },
})
