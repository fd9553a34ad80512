// The tests of guards, run again and again in one process: its PostgreSQL and its compiled sources are kept from one
// guard to the next, which is most of the time that a run takes.

import { join } from 'node:path'
import { createVitest } from 'vitest/node'

/** Opens the tests of a copy. Asked for tests, it answers what they said. */
export async function openTests(copy) {
  process.chdir(copy)
  const vitest = await createVitest('test', {
    root: copy,
    watch: false,
    bail: 1,
    reporters: [{}],
    // What a guard would have refused may be written to the console.
    silent: true,
  })
  await vitest.standalone()
  const all = await vitest.globTestSpecifications()
  const run = async (tests, pattern) => {
    const wanted = tests.map((path) => join(copy, path))
    const chosen = all.filter(({ moduleId }) => wanted.includes(moduleId))
    if (chosen.length !== tests.length) throw new Error(`there are no such tests: ${tests.join(', ')}`)
    vitest.setGlobalTestNamePattern(pattern ?? '')
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(chosen)
    const modules = testModules.filter(({ moduleId }) => wanted.includes(moduleId))
    const ended = modules
      .flatMap((module) => [...module.children.allTests()])
      .map((test) => ({ name: test.fullName, ...test.result() }))
    const failed = ended.filter(({ state }) => state === 'failed')
    return {
      passed: ended.filter(({ state }) => state === 'passed').length,
      failed: failed.map(({ name, errors }) => ({ name, because: firstLine(errors?.[0]) })),
      // Not of a test: a file that cannot be read, a hook before the tests, what nobody waited for.
      broken: [...modules.flatMap(brokenOf), ...unhandledErrors].map(firstLine),
    }
  }
  const server = vitest.getProjectByName('server')
  let templates = 0
  return {
    run,
    /** Runs with a database of the migrations as they are now; undefined before any test has had a database. */
    runMigrated: async (tests, pattern) => {
      const { lika: cluster } = server.getProvidedContext()
      if (!cluster) return undefined
      const { makeTestTemplate } = await import(join(copy, 'apps/server/src/testing.setup.ts'))
      const template = `lika_template_${++templates}`
      await makeTestTemplate(cluster.adminUrl, template)
      server.provide('lika', { ...cluster, template })
      try {
        return await run(tests, pattern)
      } finally {
        server.provide('lika', cluster)
      }
    },
    changed: (path) => vitest.invalidateFile(join(copy, path)),
    close: () => vitest.close(),
  }
}

function brokenOf(module) {
  return [module, ...module.children.allSuites()].flatMap((each) => each.errors())
}

function firstLine(error) {
  return String(error?.message ?? error ?? '')
    .split('\n')[0]
    .slice(0, 160)
}
