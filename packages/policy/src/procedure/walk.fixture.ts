/** Cases that walk the procedures of the packs, for tests only. */
import { expect } from 'vitest'
import { formatDay, parseDay } from '../expression/calendar.ts'
import type { Day, PlainItem } from '../model.ts'
import { loaded, policyOf, readPolicies } from '../pack/library-card.fixture.ts'
import {
  after,
  type CaseState,
  type Entry,
  type Procedure,
  procedureOf,
  refusalOf,
  type Surroundings,
  type VerdictOutcome,
} from './index.ts'

const packs = loaded(readPolicies('**/*.yaml').filter(({ path }) => !path.endsWith('.test.yaml')))

export function procedureIn(region: string, asOf: string, id: string): Procedure {
  const item = policyOf(packs, { region, asOf }).items.procedures?.find((each) => each.id === id)
  if (item === undefined) throw new Error(`there is no procedure ${id} in ${region}`)
  // Everybody is one whom it is for: conditions.test.ts looks at who is not.
  return { ...procedureOf(item), when: undefined, unless: undefined }
}

/** Every procedure that some pack states, in the region and from the day for which it states it. */
export function everyProcedure(): { readonly name: string; readonly procedure: Procedure }[] {
  return packs.list.flatMap(({ content: { procedures, region, inForce, pack, version } }) => {
    // What holds everywhere is read somewhere that has no procedure of its own.
    const at = region === 'all' ? '110101' : region
    return (procedures ?? []).map(({ id, from = inForce.from }) => ({
      name: `${id} of ${pack} ${version} from ${from}`,
      procedure: procedureIn(at, from, id),
    }))
  })
}

export const dayAfter = (from: Day, days: number): Day => formatDay(parseDay(from)! + days - 1)

const sets = [
  ...new Set(
    everyProcedure().flatMap(({ procedure }) => procedure.steps.flatMap(({ verdicts }) => verdicts)),
  ),
]
const facts = [
  ...new Set(everyProcedure().flatMap(({ procedure }) => procedure.steps.flatMap((step) => step.facts))),
  'readingRoom',
]
/** Where everything that is asked is known, unless said otherwise. */
export const on = (
  today: Day,
  verdict: VerdictOutcome = 'met',
  known: readonly string[] = facts,
): Surroundings => ({
  today,
  dayAfter,
  known,
  verdicts: Object.fromEntries(sets.map((set) => [set, verdict])),
})

let number = 0
export type Said = Record<string, unknown> & { kind: Entry['kind']; step: string }
export const entry = (said: Said): Entry & { readonly reason?: string } =>
  ({
    id: `e${++number}`,
    author: `who acts in ${said.step}`,
    actor: 'nobody',
    on: '2017-11-01',
    ...(said.kind === 'opened' ? { channel: 'cadre', status: 'poor' } : {}),
    ...(said.kind === 'signed' ? { way: 'drawn' } : {}),
    ...said,
  }) as Entry

/** Makes entries one after the other, each of which must be admitted. */
export function walk(
  procedure: Procedure,
  steps: readonly Said[],
  { around = on('2017-12-31'), from }: { around?: Surroundings; from?: CaseState } = {},
): CaseState {
  let state = from
  for (const said of steps) {
    const made = entry(said)
    const refused = refusalOf(procedure, state, made, around)
    expect(refused, `${said.kind} ${said.step}: ${JSON.stringify(refused)}`).toBeUndefined()
    state = after(procedure, state, made)
  }
  return state!
}

export const givenByApproval = [
  { fact: 'grantedOn', today: true },
  { fact: 'stacks', value: ['rare'] },
] as const
const label = (text: string) => ({ zh: text, en: text })
/** A neutral procedure with everything in it: a reader asks for a rare book. */
export const rareBook: Procedure = procedureOf({
  id: 'rareBook',
  label: label('rare book'),
  subject: 'reader',
  opens: ['reader', 'librarian'],
  statuses: ['member', 'none'],
  steps: [
    { id: 'request', label: label('request'), actor: ['reader', 'librarian'], level: 'village' },
    {
      id: 'lookup',
      label: label('lookup in the catalogues'),
      actor: 'catalogue',
      level: 'county',
      beside: 'request',
      attach: ['report'],
      outcomes: [
        { id: 'found', label: label('found') },
        { id: 'doubtful', label: label('doubtful'), returnsTo: 'request' },
      ],
    },
    {
      id: 'review',
      label: label('review by the branch'),
      actor: 'branch',
      level: 'village',
      deferrable: true,
      signs: ['reader', 'branch'],
      notice: { days: 5, columns: ['serial'] },
      outcomes: [
        { id: 'passed', label: label('passed'), next: 'audit' },
        { id: 'urgent', label: label('urgent'), next: 'approval' },
        { id: 'refused', label: label('refused'), next: 'end' },
      ],
    },
    {
      id: 'audit',
      label: label('audit'),
      actor: 'library',
      level: 'town',
      facts: ['readingRoom'],
      outcomes: [
        { id: 'passed', label: label('passed'), next: 'approval' },
        { id: 'returned', label: label('returned'), returnsTo: 'review' },
      ],
    },
    {
      id: 'approval',
      label: label('approval'),
      actor: 'head',
      level: 'county',
      requires: ['review'],
      outcomes: [
        { id: 'approved', label: label('approved'), next: 'end', status: 'holder', records: givenByApproval },
        { id: 'returned', label: label('returned'), returnsTo: 'audit' },
        { id: 'refused', label: label('refused'), next: 'end' },
      ],
    },
  ],
} as unknown as PlainItem)
