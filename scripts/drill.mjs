// npm run kill, npm run drill, npm run sqlmap: servers killed at random and machines that burn down, at length.

import { run, setup } from './setup.mjs'

const node = await setup()
const { code } = await run(node, ['--no-warnings', 'drills/run.ts', ...process.argv.slice(2)])
process.exitCode = code
