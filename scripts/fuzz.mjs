// npm run fuzz [-- --runs 300 --each 25 --seed 7 --route listHouseholds]: the long run of every route on garbage. The
// seed is told, so that what was found can be sent again.

import { join } from 'node:path'
import { pathWith, root, run, setup } from './setup.mjs'

const given = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : process.argv[at + 1]
}
const seed = given('seed', String(Date.now() % 1_000_000))
const route = given('route', '')
const node = await setup()
console.log(`seed ${seed}`)
const env = {
  ...pathWith(node),
  LIKA_FUZZ_SEED: seed,
  LIKA_FUZZ_RUNS: given('runs', '300'),
  LIKA_FUZZ_EACH: given('each', '25'),
  ...(route ? { LIKA_FUZZ_ROUTE: route } : {}),
}
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const { code } = await run(node, [vitest, 'run', 'apps/server/src/every-route.test.ts'], { tee: true, env })
process.exitCode = code
