// npm run schema: writes database/schema.sql, its types and the data dictionary, after a change of migrations or facts.

import { root, run, setup } from './setup.mjs'

const node = await setup()
for (const script of ['apps/server/src/platform/schema/generate.ts', 'scripts/dictionary.mjs']) {
  const { code } = await run(node, [script, ...process.argv.slice(2)], { cwd: root })
  if (code !== 0) process.exitCode = code
}
