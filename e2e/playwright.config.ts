// Journeys through the office app in a real Chromium, on a demo world of their own that is made anew for each run.

import { defineConfig } from '@playwright/test'

const port = process.env.LIKA_E2E_PORT ?? '8690'
const address = `http://127.0.0.1:${port}`

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/journeys',
  // One world, which some journeys change: they take turns.
  workers: 1,
  fullyParallel: false,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    baseURL: address,
    actionTimeout: 60_000,
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.LIKA_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    },
  },
  webServer: {
    command: `"${process.execPath}" serve.ts`,
    env: { LIKA_PORT: port },
    url: `${address}/api/session`,
    timeout: 900_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
})
