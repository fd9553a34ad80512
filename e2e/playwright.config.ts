// Journeys through the office app in a real Chromium, on demo worlds of their own that are made anew for each run.

import { defineConfig } from '@playwright/test'

const closely = process.env.LIKA_TRACE === '1'

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/journeys',
  globalSetup: './world.ts',
  globalTimeout: 3_600_000,
  // Two walk side by side, each in a world of their own; the journeys of a file follow each other.
  workers: 2,
  fullyParallel: false,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 60_000,
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    // What was done and asked. Pictures and copies of each moment cost every journey half its time, and are thrown away
    // with the journeys that succeed: LIKA_TRACE=1 keeps them, for one that does not.
    trace: { mode: 'retain-on-failure', screenshots: closely, snapshots: closely },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.LIKA_CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    },
  },
})
