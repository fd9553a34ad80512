// npm start: installs and builds what is missing, then runs the server on the pinned Node.

import { buildOffice } from './build-office.mjs'
import { root, run, setup } from './setup.mjs'

const node = await setup()
await buildOffice(node)
const { code } = await run(node, ['apps/server/src/main.ts', ...process.argv.slice(2)], { cwd: root })
process.exitCode = code
