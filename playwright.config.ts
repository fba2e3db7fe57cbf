import { defineConfig } from '@playwright/test'

const chromium = {
  browserName: 'chromium' as const,
  launchOptions: {
    executablePath: process.env.ARCLIGHT_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
}

export default defineConfig({
  testDir: 'renderer/e2e',
  outputDir: 'test-results',
  // One page at a time: what is measured and what is shown should not depend on a neighbour.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    ...chromium,
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
  },
  globalSetup: './renderer/e2e/build-once.ts',
  projects: [
    { name: 'page', testMatch: '*.page.spec.ts' },
    // Recording a page that is told of progress ten times a second slows it down several times.
    { name: 'cloud', testMatch: '*.cloud.spec.ts', use: { trace: 'off' } },
    { name: 'bench', testMatch: '*.bench.spec.ts', use: { trace: 'off' } },
    { name: 'desktop', testMatch: '*.smoke.spec.ts' },
  ],
})
