/** A row of a sheet to what is staged of it: facts by subject, place, day, period, and every problem. Pure. */
import { countyOf } from '@lika/codes'
import type { CodeList } from '@lika/policy'
import type { Field, ImportKindName } from '../deps.ts'
import type { SheetRow } from '../sheet/index.ts'
import { type CellReader, type CellValue, cellReader, dayOf, sheetProblem } from './cells.ts'
import { completeIdentity } from './identity.ts'
import { type KnownRegion, type PlaceCells, placeFinder } from './places.ts'
import { problemOf, type StagedProblem } from './problem.ts'

export interface Period {
  readonly from: string
  readonly to: string
}

/** Everything that reading a row depends on: plain data, so that a worker can be given it. */
export interface RowPlan {
  readonly kind: ImportKindName
  readonly columns: readonly { readonly column: number; readonly field: Field }[]
  readonly codeLists: Readonly<Record<string, CodeList>>
  /** Villages and groups of the region, and what lies above them. */
  readonly regions: readonly KnownRegion[]
  readonly region: string
  readonly today: string
  /** Day of observation of rows that do not say one. */
  readonly observedOn: string
  readonly period?: Period | undefined
  readonly keepWrongIdNumbers: boolean
}

export interface StagedRow {
  readonly line: number
  readonly countyCode: string | undefined
  readonly regionCode: string | undefined
  readonly householdNumber: string | undefined
  readonly observedOn: string
  readonly household: Facts
  readonly status: Facts
  readonly income: Facts
  readonly period: Period | undefined
  readonly person: Facts
  /** What the id number is found by; absent when there is none or it is wrong. */
  readonly identity: string | undefined
  readonly problems: readonly StagedProblem[]
}

export type Facts = Readonly<Record<string, CellValue>>

interface Column {
  readonly column: number
  readonly key: string
  readonly into: 'household' | 'person' | 'income' | 'status' | 'place' | 'sheet'
  readonly name: string
  readonly read: CellReader
}

const asText: CellReader = (text) => ({ value: text })

/** The status of a village lies under `status` in its journal of decisions, as that of a household does. */
const decisionNames: Readonly<Record<string, string>> = { villageStatus: 'status' }

/** What a row says besides its person; rows of one household mostly say the same. */
interface Shared {
  readonly household: Record<string, CellValue>
  readonly income: Record<string, CellValue>
  readonly status: Record<string, CellValue>
  readonly place: Record<string, CellValue>
  readonly sheet: Record<string, CellValue>
  readonly problems: StagedProblem[]
  readonly number: string | undefined
  readonly regionCode: string | undefined
  readonly observedOn: string
  readonly period: Period | undefined
}

export function rowReader(plan: RowPlan): (row: SheetRow) => StagedRow {
  const columns = plan.columns.map(({ column, field }) => columnOf(plan, column, field))
  const own = columns.filter(({ into }) => into === 'person')
  const common = columns.filter(({ into }) => into !== 'person')
  const readShared = sharedReader(plan, common)
  let above: { readonly row: SheetRow; readonly shared: Shared } | undefined
  return (row) => {
    const shared =
      above &&
      !row.problems &&
      !above.row.problems &&
      common.every(({ column }) => row.cells[column] === above!.row.cells[column])
        ? above.shared
        : readShared(row)
    above = { row, shared }
    const problems = [...shared.problems]
    const person: Record<string, CellValue> = {}
    for (const column of own) readCell(row, column, person, problems)
    const identity =
      plan.kind === 'households'
        ? completeIdentity(person, problems, { today: plan.today, keepWrong: plan.keepWrongIdNumbers })
        : undefined
    mustHaveRequired(plan, person, shared.number, problems)
    return {
      line: row.line,
      countyCode: countyOf(shared.regionCode ?? plan.region),
      regionCode: shared.regionCode,
      householdNumber: plan.kind === 'villages' ? shared.regionCode : shared.number,
      observedOn: shared.observedOn,
      household: shared.household,
      status: shared.status,
      income: shared.income,
      period: shared.period,
      person,
      identity,
      problems,
    }
  }
}

function sharedReader(plan: RowPlan, columns: readonly Column[]): (row: SheetRow) => Shared {
  const findPlace = placeFinder(plan.regions, plan.region)
  return (row) => {
    const problems: StagedProblem[] = []
    const facts = { household: {}, income: {}, status: {}, place: {}, sheet: {}, person: {} } as Record<
      Column['into'],
      Record<string, CellValue>
    >
    for (const column of columns) readCell(row, column, facts[column.into], problems)
    const { household, income, status, sheet } = facts
    const place = findPlace(facts.place as PlaceCells)
    if ('problem' in place) problems.push(place.problem)
    else if (place.warning) problems.push(place.warning)
    const { householdNumber, ...rest } = household
    return {
      ...facts,
      household: rest,
      problems,
      number: householdNumber as string | undefined,
      regionCode: 'problem' in place ? undefined : place.code,
      observedOn: dayOfRow(plan, sheet.observedOn as string | undefined, problems),
      period: periodOf(plan, sheet.incomeYear as number | undefined, income, problems),
      income,
      status,
    }
  }
}

function readCell(
  row: SheetRow,
  { column, key, name, read }: Column,
  into: Record<string, CellValue>,
  problems: StagedProblem[],
): void {
  const text = row.cells[column]
  if (text === null || text === undefined || text === '') return
  const cell = read(text, row.kinds[column] ?? 't')
  if (cell === undefined) return
  if ('problem' in cell) problems.push(cell.problem)
  else into[name] = cell.value
  if (row.problems) addSheetProblems(row, column, key, problems)
}

function columnOf(plan: RowPlan, column: number, field: Field): Column {
  const [, name] = field.key.split('.') as [string, string | undefined]
  if (field.key === 'observedOn') {
    const read: CellReader = (text, kind) => dayOf('observedOn', text, kind)
    return { column, key: field.key, into: 'sheet', name: 'observedOn', read }
  }
  if (field.key === 'incomeYear')
    return { column, key: field.key, into: 'sheet', name: 'incomeYear', read: yearOf }
  if (field.subject === 'sheet') return { column, key: field.key, into: 'place', name: name!, read: asText }
  const fact = field.fact!
  const read = cellReader(field.key, fact, plan.codeLists)
  const into = field.byDecision
    ? 'status'
    : fact.flow
      ? 'income'
      : field.subject === 'person'
        ? 'person'
        : 'household'
  return { column, key: field.key, into, name: (field.byDecision && decisionNames[name!]) || name!, read }
}

function yearOf(text: string) {
  const found = /^(\d{4})年?(度)?$/.exec(text.normalize('NFKC').trim())
  const year = Number(found?.[1])
  if (year >= 1990 && year <= 2100) return { value: year }
  return { problem: problemOf('incomeYear', 'cell.year', text) }
}

function addSheetProblems(row: SheetRow, column: number, key: string, problems: StagedProblem[]): void {
  for (const { column: at, code } of row.problems!) {
    if (at === column) problems.push(sheetProblem(key, code, row.cells[column] ?? null))
  }
}

function mustHaveRequired(
  plan: RowPlan,
  person: Facts,
  number: string | undefined,
  problems: StagedProblem[],
): void {
  if (plan.kind === 'villages') return
  const isTold = (key: string) => problems.some(({ field }) => field === key)
  const lacks = [
    ...(number === undefined ? ['household.householdNumber'] : []),
    ...(person.name === undefined ? ['person.name'] : []),
    ...(person.relation === undefined ? ['person.relation'] : []),
  ]
  for (const key of lacks) if (!isTold(key)) problems.push(problemOf(key, 'cell.required'))
}

function dayOfRow(plan: RowPlan, said: string | undefined, problems: StagedProblem[]): string {
  const day = said ?? plan.observedOn
  if (day <= plan.today) return day
  problems.push(problemOf('observedOn', 'row.future', day, { today: plan.today }))
  return plan.today
}

function periodOf(
  plan: RowPlan,
  year: number | undefined,
  income: Facts,
  problems: StagedProblem[],
): Period | undefined {
  if (Object.keys(income).length === 0) return undefined
  const period = year === undefined ? plan.period : { from: `${year}-01-01`, to: `${year + 1}-01-01` }
  if (period === undefined && !problems.some(({ field }) => field === 'incomeYear')) {
    problems.push(problemOf('incomeYear', 'row.noPeriod'))
  }
  return period
}
