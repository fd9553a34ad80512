/** Cases as lists show them: who, where, at which step, what is waited for. */
import { regionRange } from '@lika/codes'
import type { CaseItem, OpenStep } from '@lika/contract'
import { type CaseState, gatesOf, type Here, heresOf } from '@lika/policy'
import type { Actor } from '../../platform/http.ts'
import { placeCodes, placePath } from '../registry/index.ts'
import { conditionsOf, setsOf, surroundings, type VerdictsOf, verdictsOf } from './around.ts'
import { type KnownOf, knownFacts } from './asked.ts'
import {
  type CaseFile,
  findFiles,
  findSubjects,
  listSteps,
  openAnew,
  type Runner,
  type Subject,
} from './case-files.store.ts'
import { listCounties } from './counties.ts'
import type { CasesDeps } from './deps.ts'
import { statesOf } from './fold.ts'
import { type GateWords, gateAnswer } from './gate-texts.ts'
import { givenAnew } from './giving.ts'
import { listEntries, type ReadEntry } from './journal.ts'
import { findProcedures, gateWords, type KnownProcedure } from './procedures.ts'
import { actorsOf, namedActor } from './terms.ts'

/** Everything about some cases, read at once. */
export interface ReadCases {
  readonly files: readonly CaseFile[]
  readonly entries: ReadonlyMap<string, readonly ReadEntry[]>
  readonly stateOf: (id: string) => CaseState
  readonly procedureOf: (file: Pick<CaseFile, 'digest'>) => KnownProcedure
  readonly verdicts: VerdictsOf
  /** Facts asked by open steps that are known, by subject. */
  readonly known: KnownOf
  /** Cases that ended, whose facts another case has given anew. */
  readonly givenAnew: ReadonlySet<string>
  readonly subjects: ReadonlyMap<string, Subject>
  /** Cases that ended, whose subject has another open one of the same procedure. */
  readonly anew: ReadonlySet<string>
}

export async function readCases(
  { registry }: CasesDeps,
  runner: Runner,
  files: readonly CaseFile[],
): Promise<ReadCases> {
  const entries = await listEntries(runner, files)
  const states = await statesOf(runner, entries)
  const procedures = await findProcedures(
    runner,
    files.map(({ digest }) => digest),
  )
  // A case that is over waits for nothing, but whom it is for is asked again when it is opened anew.
  const asked = files.map(({ countyCode, subjectId, state, digest }) => {
    const { procedure } = procedures.get(digest)!
    const sets =
      state === 'open' ? [...setsOf(procedure), ...conditionsOf(procedure)] : conditionsOf(procedure)
    return { countyCode, id: subjectId, sets }
  })
  const verdicts = await verdictsOf(
    runner,
    asked.filter(({ sets }) => sets.length > 0),
    [...new Set(asked.flatMap(({ sets }) => sets))],
  )
  const of = (kind: CaseFile['subjectKind']) =>
    files.filter(({ subjectKind }) => subjectKind === kind).map(({ subjectId }) => subjectId)
  const subjects = new Map([
    ...(await findSubjects(runner, 'household', of('household'))),
    ...(await findSubjects(runner, 'village', of('village'))),
    ...(await countiesOf(runner, files, registry.clock.today())),
  ])
  return {
    files,
    entries,
    stateOf: (id) => states.get(id)!.state,
    procedureOf: ({ digest }) => procedures.get(digest)!,
    verdicts,
    known: await knownFacts(registry, runner, files, (id) => states.get(id)!.state),
    givenAnew: await givenAnew(
      runner,
      files.flatMap((file) =>
        file.state === 'ended' ? [{ file, given: states.get(file.id)!.state.given }] : [],
      ),
    ),
    subjects,
    anew: await openAnew(
      runner,
      files.filter(({ state }) => state !== 'open'),
    ),
  }
}

async function countiesOf(
  runner: Runner,
  files: readonly CaseFile[],
  today: string,
): Promise<Map<string, Subject>> {
  const codes = files.flatMap(({ subjectKind, countyCode }) => (subjectKind === 'county' ? [countyCode] : []))
  if (codes.length === 0) return new Map()
  const counties = await listCounties(runner, codes.map(regionRange), today)
  return new Map(counties.map((county) => [county.id, county]))
}

/** Where the subject is today: whoever answers for it there acts on its cases. */
export function placeOf({ subjects }: Pick<ReadCases, 'subjects'>, file: CaseFile): string {
  return subjects.get(file.subjectId)?.regionCode ?? file.regionCode
}

/** In the order of `ids`, all of which are there. */
export async function itemsById(deps: CasesDeps, actor: Actor, ids: readonly string[]): Promise<CaseItem[]> {
  const files = new Map((await findFiles(deps.registry.db.pool, ids)).map((file) => [file.id, file]))
  return caseItems(
    deps,
    actor,
    ids.map((id) => files.get(id)!),
  )
}

/** In the order of `files`. */
export async function caseItems(
  deps: CasesDeps,
  actor: Actor,
  files: readonly CaseFile[],
): Promise<CaseItem[]> {
  return itemsOf(deps, actor, await readCases(deps, deps.registry.db.pool, files))
}

export async function itemsOf(deps: CasesDeps, actor: Actor, read: ReadCases): Promise<CaseItem[]> {
  const { pool } = deps.registry.db
  const { files } = read
  const places = await deps.registry.findPlaces(pool, placeCodes(files.map((file) => placeOf(read, file))))
  const steps = Map.groupBy(await listSteps(pool, files), ({ caseId }) => caseId)
  const today = deps.registry.clock.today()
  return files.map((file) => {
    const { procedure } = read.procedureOf(file)
    const subject = read.subjects.get(file.subjectId)
    const state = read.stateOf(file.id)
    const mine = actorsOf(actor, placeOf(read, file))
    const dues = new Map((steps.get(file.id) ?? []).map((step) => [step.step, step.dueOn]))
    const ended = file.outcome === null ? undefined : endedBy(state)
    return {
      id: file.id,
      subject: {
        kind: file.subjectKind,
        id: file.subjectId,
        name: subject?.name ?? places.get(file.regionCode)?.name ?? null,
        number: subject?.number ?? null,
        householdSize: subject?.householdSize ?? null,
        status: subject?.status ?? null,
      },
      region: placePath(placeOf(read, file), places),
      procedure: { id: procedure.id, label: procedure.label },
      state: file.state,
      channel: file.channel as CaseItem['channel'],
      steps: heresOf(state).map((here) =>
        openStep(state, here, {
          due: dues.get(here.step.id) ?? null,
          mine,
          words: gateWords(deps, file.regionCode),
          around: surroundings(today, read.verdicts(file.subjectId), undefined, read.known(file.subjectId)),
        }),
      ),
      opened: file.openedOn,
      due: file.dueOn,
      ended: file.endedOn,
      outcome: ended ?? null,
      status: file.status,
      green: file.green,
    }
  })
}

function openStep(
  state: CaseState,
  here: Here,
  known: {
    readonly due: string | null
    readonly mine: readonly string[]
    readonly words: GateWords
    readonly around: ReturnType<typeof surroundings>
  },
): OpenStep {
  const { step, since } = here
  return {
    id: step.id,
    label: step.label,
    level: step.level ?? null,
    since,
    due: known.due,
    actors: step.actors.map(namedActor),
    mine: step.actors.some((each) => known.mine.includes(each)),
    beside: here !== state.here,
    gates: gatesOf(state, here, known.around).map((gate) => gateAnswer(gate, state.procedure, known.words)),
  }
}

/** The outcome that ended a case, with its words. */
function endedBy({ way, procedure }: CaseState) {
  const last = way.at(-1)
  const outcome = procedure.steps
    .find(({ id }) => id === last?.step)
    ?.outcomes.find(({ id }) => id === last?.outcome)
  return outcome && { id: outcome.id, label: outcome.label }
}
