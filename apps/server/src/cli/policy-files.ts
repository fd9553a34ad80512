/** Packs for the command line: those that Lika ships, and those of a folder of one's own, read together. */
import { existsSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { loadPacks, type Packs, type PackText, problemText } from '@lika/policy'
import { readPolicyFiles, sha256 } from '../modules/policies/index.ts'
import { AppError, invalid } from '../platform/errors.ts'

export interface PolicyFolder {
  readonly packs: Packs
  /** All files, tests among them. */
  readonly files: readonly PackText[]
  /** Those of the folder that was named, or all when none was. */
  readonly own: readonly PackText[]
}

/** A folder inside the shipped one is a part of it; any other folder comes on top. */
export function openPolicyFolder(shipped: string, folder: string | undefined): PolicyFolder {
  const base = readPolicyFiles(shipped)
  if (folder === undefined) return { packs: loadAll(base), files: base, own: base }
  const path = resolve(folder)
  if (!existsSync(path) || !statSync(path).isDirectory()) {
    throw invalid(
      'policy.noFolder',
      { zh: `没有文件夹 ${folder}。`, en: `There is no folder ${folder}.` },
      { field: 'DIR', value: folder },
    )
  }
  const within = relative(shipped, path)
  if (!within.startsWith('..')) {
    const own = base.filter((file) => within === '' || file.path.startsWith(`${within}/`))
    return { packs: loadAll(base), files: base, own: mustHold(own, folder) }
  }
  const own = mustHold(
    readPolicyFiles(path).map((file) => ({ ...file, path: join(folder, file.path) })),
    folder,
  )
  const files = [...base.filter((file) => !isReplaced(file, own)), ...own]
  return { packs: loadAll(files), files, own }
}

function mustHold(own: readonly PackText[], folder: string): readonly PackText[] {
  if (own.length > 0) return own
  throw invalid(
    'policy.emptyFolder',
    { zh: `文件夹 ${folder} 里没有 .yaml 政策包。`, en: `The folder ${folder} holds no packs (.yaml).` },
    { field: 'DIR', value: folder },
  )
}

/** A copy of a shipped pack, edited, stands in for it. */
function isReplaced(file: PackText, own: readonly PackText[]): boolean {
  const name = headOf(file.text)
  return name !== undefined && own.some((other) => headOf(other.text) === name)
}

function headOf(text: string): string | undefined {
  const pack = text.match(/^pack:\s*(\S+)/m)?.[1]
  const version = text.match(/^version:\s*(\S+)/m)?.[1]
  return pack && version ? `${pack}@${version}` : undefined
}

function loadAll(files: readonly PackText[]): Packs {
  const loaded = loadPacks(files, { sha256 })
  if ('packs' in loaded) return loaded.packs
  const errors = loaded.problems.map((problem) => ({
    message: { zh: problemText(problem, 'zh'), en: problemText(problem, 'en') },
  }))
  throw new AppError(
    'policy.broken',
    422,
    {
      zh: `政策包有 ${loaded.problems.length} 处错误：`,
      en: `Mistakes in the packs: ${loaded.problems.length}`,
    },
    { errors },
  )
}
