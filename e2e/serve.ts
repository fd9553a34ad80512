// The server of `npm start` on a fresh demo world, in a folder that nothing else uses.

import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const home = process.env.LIKA_E2E_HOME ?? join(root, '.lika', 'e2e')
rmSync(home, { recursive: true, force: true })

const env: NodeJS.ProcessEnv = { ...process.env, LIKA_HOME: home, LIKA_WORLD: 'beihai', LIKA_LOG: 'warn' }
delete env.DATABASE_URL
const server = spawn(process.execPath, ['apps/server/src/main.ts'], { cwd: root, env, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal))
server.on('exit', (code) => process.exit(code ?? 1))
