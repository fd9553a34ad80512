// npm run bench: measures, and writes bench/RESULTS.md.

import { run, setup } from './setup.mjs'

const node = await setup()
const { code } = await run(node, ['--expose-gc', 'bench/run.ts', ...process.argv.slice(2)])
process.exitCode = code
