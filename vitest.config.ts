import { defineConfig } from 'vitest/config'

// Two projects, so that the tests of the pure packages start no database.
export default defineConfig({
  test: {
    // Two processes: the machines that run this have two cores, and PostgreSQL wants some of them.
    maxWorkers: 2,
    // Against hanging only: a slow machine is no fault.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    projects: [
      {
        test: {
          name: 'packages',
          include: [
            'packages/**/*.test.ts',
            'apps/site/**/*.test.ts',
            'policies/**/*.test.ts',
            'scripts/**/*.test.mjs',
          ],
        },
      },
      {
        test: {
          name: 'server',
          include: [
            'apps/server/**/*.test.ts',
            'demo/**/*.test.ts',
            'bench/**/*.test.ts',
            'drills/**/*.test.ts',
          ],
          globalSetup: ['apps/server/src/testing.setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'office',
          include: ['apps/office/**/*.test.ts', 'apps/office/**/*.test.tsx'],
        },
      },
    ],
  },
})
