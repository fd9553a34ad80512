/**
 * What the rows of a sheet would make, and what is wrong with each: pure. The rules are those of making one account
 * after the other, the separation of duties included; rows of one account name are one person.
 */
import { isWithin } from '@lika/codes'
import type { AccountField, AccountRowCells, AccountRowProblem, CheckedAccountRow } from '@lika/contract'
import type { Message } from '../../../../platform/errors.ts'
import { isWithinOwn } from '../containment.ts'
import { clashesOf, type Duty, type Separation } from '../separation.ts'
import { type GivenPeriod, periodOfCells } from './days.ts'
import { type FoundPlace, type KnownPlaces, placeOfText, unknownPlace } from './places.ts'
import { fieldName, unitKindNames } from './sheets.ts'

export interface KnownUnit {
  readonly id: string
  readonly name: string
  readonly region: string
}

export interface KnownRole {
  readonly key: string
  readonly label: Message
  readonly duty: string
  readonly retired: boolean
}

export interface Known {
  readonly today: string
  /** Within these something may be granted. */
  readonly regions: readonly string[]
  readonly units: readonly KnownUnit[]
  readonly roles: readonly KnownRole[]
  readonly separations: readonly Separation[]
  readonly places: KnownPlaces
  /** Names among those of the sheet that are taken. */
  readonly takenNames: ReadonlySet<string>
  /** Account names of staff, by unit and name of the person. */
  readonly namesakes: ReadonlyMap<string, string>
}

export interface PlannedUnit {
  readonly id: string | undefined
  readonly name: string
  readonly region: string
  readonly kind: string
}

export interface PlannedGrant extends GivenPeriod {
  readonly role: string
  readonly region: string
  readonly exception: string | null
}

export interface PlannedAccount {
  readonly name: string
  readonly person: string
  readonly unit: PlannedUnit
  readonly position: string | null
  readonly grants: readonly PlannedGrant[]
}

export interface Checked {
  readonly rows: CheckedAccountRow[]
  /** Those whose rows are all ready. */
  readonly accounts: readonly PlannedAccount[]
  readonly newUnits: readonly PlannedUnit[]
}

type Said = (
  field: AccountField | undefined,
  message: Message,
  severity?: 'error' | 'warning',
  value?: string,
) => void

interface Read {
  readonly cells: AccountRowCells
  readonly problems: AccountRowProblem[]
  readonly name: string
  readonly unit: PlannedUnit | undefined
  readonly role: KnownRole | undefined
  readonly region: FoundPlace | undefined
  readonly period: GivenPeriod | undefined
}

const MOST_GRANTS = 10
const ACCOUNT_NAME = /^[a-z0-9][a-z0-9._-]{1,63}$/

export const namesakeKey = (unit: string, person: string) => `${unit} ${person}`

export function checkRows(sent: readonly AccountRowCells[], known: Known): Checked {
  const newUnits = new Map<string, PlannedUnit>()
  const read = sent.map((cells) => readRow(cells, known, newUnits))
  const byName = Map.groupBy(read, ({ name }) => name)
  for (const [name, rows] of byName) if (name !== '') checkPerson(rows, known)
  warnOfNamesakes(byName, known)
  const wrong = new Set(read.filter(isWrong).map(({ name }) => name))
  const planned = [...byName].flatMap(([name, rows]) => (wrong.has(name) ? [] : [planOf(name, rows)]))
  const used = new Set(planned.map(({ unit }) => unit))
  return {
    rows: read.map((row) => answerOf(row, wrong, known)),
    accounts: planned,
    newUnits: [...newUnits.values()].filter((unit) => used.has(unit)),
  }
}

const isWrong = ({ problems }: Read) => problems.some(({ severity }) => severity === 'error')

function readRow(cells: AccountRowCells, known: Known, newUnits: Map<string, PlannedUnit>): Read {
  const problems: AccountRowProblem[] = []
  const say: Said = (field, message, severity = 'error', value) => {
    const shown = value ?? (field ? cells[field] : undefined)
    problems.push({
      ...(field ? { field } : {}),
      severity,
      message,
      ...(shown ? { value: shown.slice(0, 200) } : {}),
    })
  }
  for (const field of ['person', 'account', 'unit', 'role'] as const) {
    if (!cells[field]?.trim()) {
      const name = fieldName(field)
      say(field, { zh: `请填${name}。`, en: `The column ${name} must be filled in.` })
    }
  }
  for (const field of ['person', 'position'] as const) {
    if ((cells[field]?.trim().length ?? 0) > 60) {
      say(field, { zh: '最多 60 个字。', en: '60 characters at most.' })
    }
  }
  const name = readName(cells, known, say)
  const unit = cells.unit?.trim() ? unitOf(cells, known, newUnits, say) : undefined
  const role = cells.role?.trim() ? roleOf(cells.role, known, say) : undefined
  const region = regionOf(cells, unit, known, say)
  const period = periodOfCells(cells, known.today, say)
  return { cells, problems, name, unit, role, region, period }
}

function readName(cells: AccountRowCells, known: Known, say: Said): string {
  const name = cells.account?.normalize('NFKC').trim().toLowerCase() ?? ''
  if (name === '') return ''
  if (!ACCOUNT_NAME.test(name)) {
    say('account', {
      zh: '账号名只能用小写字母、数字、点、下划线、连字符，2 至 64 个，以字母或数字开头。',
      en: 'A name is 2 to 64 small letters, digits, dots, underscores and hyphens, and begins with a letter or digit.',
    })
  } else if (known.takenNames.has(name)) {
    say('account', {
      zh: `账号名 ${name} 已被使用。已有账号的授权请在账号页面办理。`,
      en: `The name ${name} is taken. What an account holds is changed on its own page.`,
    })
  }
  return name
}

function unitOf(
  cells: AccountRowCells,
  known: Known,
  newUnits: Map<string, PlannedUnit>,
  say: Said,
): PlannedUnit | undefined {
  const name = cells.unit!.trim()
  const place = cells.unitRegion ? placeOfText(cells.unitRegion, known.places) : undefined
  if (place && 'problem' in place) {
    say('unitRegion', place.problem)
    return undefined
  }
  const named = known.units.filter((unit) => unit.name === name && (!place || unit.region === place.code))
  const [only] = named
  if (only && named.length === 1) return { ...only, kind: '' }
  if (only) {
    say('unit', {
      zh: `有 ${named.length} 个单位都叫“${name}”，请在“单位区域”写明是哪里的。`,
      en: `${named.length} units are named ${name}: say in 单位区域 which region's it is.`,
    })
    return undefined
  }
  return newUnitOf(name, place, cells, { newUnits, known, say })
}

function newUnitOf(
  name: string,
  place: FoundPlace | undefined,
  cells: AccountRowCells,
  { newUnits, known, say }: { newUnits: Map<string, PlannedUnit>; known: Known; say: Said },
): PlannedUnit | undefined {
  const planned = [...newUnits.values()].filter((unit) => unit.name === name)
  // A unit that an earlier row describes need not be described again.
  if (!place && !cells.unitKind && planned.length === 1) return planned[0]
  const kind = Object.entries(unitKindNames).find(([key, label]) =>
    [key, label].includes(cells.unitKind?.trim() ?? ''),
  )?.[0]
  if (cells.unitKind && !kind) {
    const kinds = Object.values(unitKindNames).join('、')
    say('unitKind', { zh: `单位类别应为：${kinds}。`, en: `The kind of a unit is one of ${kinds}.` })
    return undefined
  }
  if (!place || !kind) {
    say('unit', {
      zh: `没有单位“${name}”。要一并增设，请填“单位区域”和“单位类别”。`,
      en: `There is no unit ${name}. To add it as well, fill in 单位区域 and 单位类别.`,
    })
    return undefined
  }
  if (!isWithinOwn(place.code, known.regions)) {
    say('unitRegion', unknownPlace(cells.unitRegion!))
    return undefined
  }
  if (name.length > 60) {
    say('unit', { zh: '最多 60 个字。', en: '60 characters at most.' })
    return undefined
  }
  const key = `${place.code} ${name}`
  const unit = newUnits.get(key) ?? { id: undefined, name, region: place.code, kind }
  newUnits.set(key, unit)
  if (unit.kind !== kind) {
    say('unitKind', {
      zh: `前面的行把“${name}”写成了${unitKindNames[unit.kind]}。`,
      en: `An earlier row calls ${name} ${unit.kind}.`,
    })
  }
  return unit
}

function roleOf(text: string, known: Known, say: Said): KnownRole | undefined {
  const said = text.normalize('NFKC').trim()
  const role = known.roles.find(
    ({ key, label }) => key === said || label.zh === said || label.en.toLowerCase() === said.toLowerCase(),
  )
  if (!role) say('role', { zh: `没有角色“${said}”。`, en: `There is no role ${said}.` })
  else if (role.retired) {
    say('role', { zh: `角色“${role.label.zh}”已停用。`, en: `The role ${role.label.en} is retired.` })
  } else return role
  return undefined
}

function regionOf(
  cells: AccountRowCells,
  unit: PlannedUnit | undefined,
  known: Known,
  say: Said,
): FoundPlace | undefined {
  if (!cells.region) {
    if (!unit) return undefined
    return { code: unit.region, name: known.places.byCode.get(unit.region)?.name ?? unit.region }
  }
  const found = placeOfText(cells.region, known.places, unit?.region)
  if ('problem' in found) say('region', found.problem)
  else if (!isWithinOwn(found.code, known.regions)) say('region', unknownPlace(cells.region))
  else {
    if (unit && !isWithin(found.code, unit.region) && !isWithin(unit.region, found.code)) {
      say(
        'region',
        {
          zh: `授权区域不在单位“${unit.name}”所在的区域，请核对。`,
          en: `The region lies outside that of the unit ${unit.name}: make sure that it is meant.`,
        },
        'warning',
      )
    }
    return found
  }
  return undefined
}

/** Rows of one account are one person, whose duties are kept apart. */
function checkPerson(rows: readonly Read[], known: Known): void {
  const [first, ...others] = rows
  const held: (Duty & { readonly line: number; readonly label: Message })[] = []
  for (const row of rows) {
    const say = (field: AccountField | undefined, message: Message) =>
      row.problems.push({ ...(field ? { field } : {}), severity: 'error', message })
    if (others.includes(row)) mustAgree(row, first!, say)
    if (held.length === MOST_GRANTS) {
      say(undefined, { zh: '一个账号最多 10 项授权。', en: 'An account is given 10 grants at most.' })
      continue
    }
    if (!row.role || !row.region || !row.period) continue
    const duty = { duty: row.role.duty, region: row.region.code, ...row.period }
    const same = held.find((each) => each.duty === duty.duty && each.region === duty.region)
    if (same) {
      say('role', {
        zh: `第 ${same.line} 行已有同样的授权。`,
        en: `Row ${same.line} grants the same already.`,
      })
      continue
    }
    const [clash] = clashesOf(known.separations, held, duty)
    const isExcepted = clash?.separation.rule === 'smallOffice' && row.cells.exception !== undefined
    if (clash && !isExcepted) say('role', keptApart(row.role.label, clash.with, clash.separation))
    held.push({ ...duty, line: row.cells.line, label: row.role.label })
  }
}

function keptApart(
  role: Message,
  other: { readonly line: number; readonly label: Message },
  { rule, reason }: Separation,
): Message {
  const isOpen = rule === 'smallOffice'
  return {
    zh: `“${role.zh}”和第 ${other.line} 行的“${other.label.zh}”不能由一人兼任：${reason.zh}${isOpen ? '人手确实不足三人的单位，可以填“小单位兼岗理由”和一年以内的最后一天。' : ''}`,
    en: `${role.en} and ${other.label.en} of row ${other.line} are kept apart: ${reason.en}${isOpen ? ' An office too small for three fills in 小单位兼岗理由 and a last day within a year.' : ''}`,
  }
}

function mustAgree(row: Read, first: Read, say: (field: AccountField, message: Message) => void): void {
  const { line } = first.cells
  const differ = (field: AccountField) =>
    say(field, {
      zh: `账号名与第 ${line} 行相同，${fieldName(field)}却不同。不同的人要用不同的账号名。`,
      en: `The account is that of row ${line}, but ${fieldName(field)} differs. Different people have different accounts.`,
    })
  if (row.cells.person?.trim() !== first.cells.person?.trim()) differ('person')
  if (row.unit && first.unit && row.unit.name + row.unit.region !== first.unit.name + first.unit.region) {
    differ('unit')
  }
  if ((row.cells.position?.trim() ?? '') !== (first.cells.position?.trim() ?? '')) differ('position')
}

/** Two of one name in one unit may be two people; duties are kept apart by person, so somebody has to look. */
function warnOfNamesakes(byName: ReadonlyMap<string, readonly Read[]>, known: Known): void {
  const seen = new Map<string, string>()
  for (const [name, [row]] of byName) {
    const person = row?.cells.person?.trim()
    if (!row?.unit || !person || name === '') continue
    const key = namesakeKey(row.unit.region + row.unit.name, person)
    const other = seen.get(key) ?? known.namesakes.get(namesakeKey(row.unit.id ?? '', person))
    seen.set(key, name)
    if (other === undefined) continue
    row.problems.push({
      field: 'person',
      severity: 'warning',
      message: {
        zh: `这个单位还有一位“${person}”（账号 ${other}）。如果是同一人，不要开第二个账号。`,
        en: `The unit has another ${person} (account ${other}). If it is the same person, make no second account.`,
      },
    })
  }
}

function planOf(name: string, rows: readonly Read[]): PlannedAccount {
  const { cells, unit } = rows[0]!
  return {
    name,
    person: cells.person!.trim(),
    unit: unit!,
    position: cells.position?.trim() || null,
    grants: rows.map(({ role, region, period, cells: { exception } }) => ({
      role: role!.key,
      region: region!.code,
      ...period!,
      exception: exception?.trim() || null,
    })),
  }
}

function answerOf(row: Read, wrong: ReadonlySet<string>, known: Known): CheckedAccountRow {
  const { cells, problems, unit, role, region, period } = row
  return {
    line: cells.line,
    outcome: isWrong(row) ? 'error' : wrong.has(row.name) ? 'dependent' : 'ready',
    problems,
    unit: unit
      ? {
          name: unit.name,
          region: known.places.byCode.get(unit.region) ?? { code: unit.region, name: unit.region },
          isNew: unit.id === undefined,
        }
      : null,
    role: role?.label ?? null,
    region: region ? { code: region.code, name: region.name } : null,
    validFrom: period?.from ?? null,
    validTo: period?.last ?? null,
  }
}
