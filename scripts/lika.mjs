// npx lika …: the command line, on the pinned Node, in the folder it was called from.

import { join } from 'node:path'
import { root, run, setup } from './setup.mjs'

const node = await setup()
const cli = join(root, 'apps/server/src/cli.ts')
const { code } = await run(node, [cli, ...process.argv.slice(2)], { cwd: process.cwd() })
process.exitCode = code
