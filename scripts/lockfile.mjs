// Completes package-lock.json after npm install: node scripts/lockfile.mjs
//
// npm leaves out optional packages for other platforms when the registry at hand does not carry them (a mirror on a
// closed network), and npm ci then refuses the lockfile everywhere. What is missing is named here with its platform,
// so that npm skips it where it does not belong and fetches it where it does.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const path = join(import.meta.dirname ?? '.', '../package-lock.json')

/** Optional packages that others ask for and the lockfile does not have, by their place in it. */
export function missingOptional(lock) {
  const missing = {}
  for (const owner of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
      const place = `node_modules/${name}`
      const isThere = Object.keys(lock.packages).some((key) => key === place || key.endsWith(`/${place}`))
      if (!isThere && /^\d/.test(version)) missing[place] = entryFor(name, version, owner.dev)
    }
  }
  return missing
}

const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
  'aix',
]
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'x64',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
]

/** Such packages carry their platform in their name: cli-linux-x64-musl, binding-win32-arm64-msvc. */
function entryFor(name, version, dev) {
  const words = name.split(/[/-]/)
  const system = SYSTEMS.find((each) => words.includes(each))
  const processor = PROCESSORS.find((each) => words.includes(each))
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : undefined
  return {
    version,
    ...(processor ? { cpu: [processor] } : {}),
    ...(dev ? { dev: true } : {}),
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(system ? { os: [system] } : {}),
  }
}

if (process.argv[1]?.endsWith('lockfile.mjs')) {
  const lock = JSON.parse(readFileSync(path, 'utf8'))
  const missing = missingOptional(lock)
  lock.packages = Object.fromEntries(
    Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => a.localeCompare(b, 'en')),
  )
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
  for (const [place, entry] of Object.entries(missing)) console.log(`added ${place} ${entry.version}`)
}
