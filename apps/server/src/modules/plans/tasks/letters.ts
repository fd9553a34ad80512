/** Letters of responsibility (责任书): what one level hands down to a unit or to the next level, ready to be signed. */
import { isWithin, regionLevelOf } from '@lika/codes'
import type { Letter } from '@lika/contract'
import { invalid, notFound } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { mustSeeRegion, unseenRegion } from '../../registry/index.ts'
import type { TasksDeps } from './deps.ts'
import {
  findUnitName,
  type LetterTargetRow,
  listLetterTasks,
  listRegionTargets,
  listUnitTargets,
} from './letters.store.ts'

export interface LetterQuery {
  readonly region: string
  readonly year: string
  readonly unit?: string | undefined
  readonly below?: string | undefined
}

export async function getLetter(
  { registry }: TasksDeps,
  actor: Actor,
  { region, year, unit, below }: LetterQuery,
): Promise<Letter> {
  mustSeeRegion(actor, region)
  if ((unit === undefined) === (below === undefined)) throw oneSide()
  const runner = registry.db.pool
  const places = await registry.findPlaces(runner, [region, below ?? region])
  const from = places.get(region)
  if (!from) throw unseenRegion(region)
  const ask = { region, year }
  const told = { year, from, printedOn: registry.clock.today() }
  if (unit !== undefined) {
    const name = await findUnitName(runner, region, unit)
    if (name === undefined) throw unknownUnit(unit)
    const targets = await listUnitTargets(runner, ask, unit)
    const tasks = await listLetterTasks(runner, ask, { unit })
    return { ...told, to: { name, kind: 'unit' }, targets: targets.map(targetOf), tasks }
  }
  const to = places.get(below!)
  if (!to || below === region || !isWithin(below!, region)) throw unseenRegion(below!)
  const targets = await listRegionTargets(runner, { region: below!, year })
  const tasks = await listLetterTasks(runner, ask, { names: namesOf(below!, to.name) })
  return { ...told, to: { name: to.name, kind: 'region' }, targets: targets.map(targetOf), tasks }
}

/** How documents call all regions of a level, and those who answer for them. */
const everyOf: Readonly<Record<string, string>> = {
  city: '各[^，、；]*市',
  county: '各[^，、；]*[县区]|县区|区县|县（市、区）',
  town: '各[^，、；]*[镇乡]|乡镇|镇（街道）',
  village: '各[^，、；]*村|村委会|村“?两委',
}

/** Patterns of units by which a plan means the region: by its name, or as one of all of its level. */
function namesOf(code: string, name: string): string[] {
  const every = everyOf[regionLevelOf(code)]
  const literal = name.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&')
  return [literal, ...(every === undefined ? [] : [every])]
}

const bounds: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  exact: { zh: '', en: '' },
  about: { zh: '约', en: 'about ' },
  atLeast: { zh: '不少于', en: 'at least ' },
  atMost: { zh: '不超过', en: 'at most ' },
  moreThan: { zh: '超过', en: 'more than ' },
  lessThan: { zh: '低于', en: 'less than ' },
  between: { zh: '', en: '' },
}

function targetOf(row: LetterTargetRow): Letter['targets'][number] {
  const bound = bounds[row.bound] ?? bounds.exact!
  const value = plain(row.value)
  const upTo = row.up_to === null ? '' : plain(row.up_to)
  return {
    label: row.label,
    figure: {
      zh: `${bound.zh}${value}${upTo === '' ? '' : `至${upTo}`}${row.unit}`,
      en: `${bound.en}${value}${upTo === '' ? '' : ` to ${upTo}`} ${row.unit}`,
    },
    until: row.until,
    plan: row.plan,
    clause: row.clause,
  }
}

/** Without the zeros that a column of figures keeps behind the point, with thousands set apart. */
function plain(figure: string): string {
  const [whole = '', part] = figure.split('.')
  const rest = part?.replace(/0+$/, '') ?? ''
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}${rest === '' ? '' : `.${rest}`}`
}

const oneSide = () =>
  invalid(
    'letter.oneSide',
    {
      zh: '责任书要么给一个单位（unit），要么给一个下级地区（below），请只选一个。',
      en: 'A letter is for a unit (unit) or for a region below (below): say one of them.',
    },
    { field: 'unit', expected: 'unit | below' },
  )

const unknownUnit = (unit: string) =>
  notFound(
    'letter.unknownUnit',
    {
      zh: `任务清单里没有单位“${unit}”。`,
      en: `No task of the region names the unit ${unit}.`,
    },
    { field: 'unit', value: unit },
  )
