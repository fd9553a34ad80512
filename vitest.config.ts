import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// What takes long comes first, so that the two processes end together; of files that ran here before, Vitest knows it.
const LONGEST = [
  'drills/restore.test.ts',
  'drills/kill.test.ts',
  'drills/full-disk.test.ts',
  'apps/server/src/demo-world.test.ts',
  'apps/server/src/cli/database.test.ts',
  'apps/server/src/foreign-ids.test.ts',
  'apps/server/src/modules/worlds/load.test.ts',
  'apps/server/src/platform/backup/backup.test.ts',
  'apps/server/src/faults.test.ts',
  'apps/server/src/platform/jobs.test.ts',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      const place = LONGEST.findIndex((path) => moduleId.endsWith(path))
      return place >= 0 ? place : LONGEST.length + (project.name === 'server' ? 0 : 1)
    }
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other))
  }
}

// What measures the memory of its process has one to itself: where others ran before, it would fill what they left free.
const MEASURED = [
  'apps/server/src/modules/leads/large.test.ts',
  'apps/server/src/modules/imports/sheet/bombs.test.ts',
]

// Several projects, so that the tests of the pure packages start no database.
export default defineConfig({
  test: {
    // Two processes: the machines that run this have two cores, and PostgreSQL wants some of them.
    maxWorkers: 2,
    // A process reads the sources once for all files that it runs: nothing but caches by content lives in a module.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Against hanging only: a slow machine is no fault.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
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
        extends: true,
        test: {
          name: 'server',
          include: [
            'apps/server/**/*.test.ts',
            'demo/**/*.test.ts',
            'bench/**/*.test.ts',
            'drills/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, ...MEASURED],
          globalSetup: ['apps/server/src/testing.setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'measured',
          include: MEASURED,
          isolate: true,
          globalSetup: ['apps/server/src/testing.setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'office',
          include: ['apps/office/**/*.test.ts', 'apps/office/**/*.test.tsx'],
        },
      },
    ],
  },
})
