import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Citation, Counts, Day, Name, Names, Place, RegionCode, SubjectKind, Text } from '../schemas.ts'

const Whole = Type.Integer({ minimum: 0 })

export const CriterionCount = Type.Object(
  {
    criterion: Type.String(),
    label: Text,
    source: Citation,
    households: Counts,
    persons: Counts,
    /** Of whatever status; the others are those with the status asked for. */
    everybody: Counts,
  },
  closed,
)

export const SetSummary = Type.Object(
  {
    set: Type.String(),
    title: Text,
    subject: Type.Union([Type.Literal('household'), Type.Literal('village')]),
    /** Of all subjects of the region, by status of the subject: `*` for all. */
    overall: Type.Record(Type.String(), Type.Object({ subjects: Counts, persons: Counts }, closed)),
    /** Per criterion, of the subjects with the status asked for. */
    criteria: Type.Array(CriterionCount),
  },
  closed,
)
export type SetSummary = Static<typeof SetSummary>

export const Gap = Type.Object(
  {
    id: Type.String(),
    label: Text,
    source: Citation,
    unit: Type.String(),
    value: Type.String(),
    subject: Type.String(),
    direction: Type.Union([Type.Literal('up'), Type.Literal('down')], {
      description: 'Whether it counts what there is or what is lacking.',
    }),
    topic: Type.String({
      description: 'The last word of the name of the pack that says it: `gaps`, `monitoring`.',
    }),
  },
  closed,
)

export const Summary = Type.Object(
  {
    region: RegionCode,
    name: Type.String(),
    date: Day,
    households: Whole,
    persons: Whole,
    /** Households by status. */
    byStatus: Type.Record(Type.String(), Whole),
    personsByStatus: Type.Record(Type.String(), Whole),
    /** Households that are to exit in the year (预脱贫). */
    expected: Type.Object(
      { households: Whole, persons: Whole, byCause: Type.Record(Type.String(), Whole) },
      closed,
    ),
    villages: Type.Object({ total: Whole, poor: Whole, exited: Whole, expected: Whole }, closed),
    /** What is lacking, by indicator of the packs: whole numbers as numbers, others as decimal strings. */
    gaps: Type.Record(Type.String(), Type.Union([Whole, Type.String()])),
    indicators: Type.Array(Gap),
    sets: Type.Array(SetSummary),
    contradictions: Whole,
  },
  closed,
)
export type Summary = Static<typeof Summary>

export const getSummary = defineRoute({
  id: 'getSummary',
  method: 'GET',
  path: '/api/summary',
  summary: { zh: '区域总览', en: 'Summary of a region' },
  permission: 'statistics.read',
  cost: 'heavyWhenPast',
  query: Type.Object(
    {
      region: RegionCode,
      date: Type.Optional(Day),
      status: Type.Optional(
        Names({ description: 'Households that the criteria are counted over; all otherwise.' }),
      ),
    },
    closed,
  ),
  response: { 200: Summary },
})

export const SubRegion = Type.Object(
  { region: Place, households: Whole, persons: Whole, outcomes: Counts },
  closed,
)
export const listSubRegions = defineRoute({
  id: 'listSubRegions',
  method: 'GET',
  path: '/api/summary/sub-regions',
  summary: { zh: '下级区域', en: 'The regions below, with their counts' },
  permission: 'statistics.read',
  cost: 'heavyWhenPast',
  query: Type.Object(
    {
      region: RegionCode,
      date: Type.Optional(Day),
      status: Type.Optional(Names()),
      set: Type.Optional(Name()),
      criterion: Type.Optional(Type.String()),
    },
    closed,
  ),
  response: { 200: Type.Object({ items: Type.Array(SubRegion) }, closed) },
})

/** What is promised for a year, beside what is recorded. */
const Amount = Type.Object({ households: Whole, persons: Whole, villages: Whole }, closed)

export const Target = Type.Object(
  {
    id: Type.String(),
    label: Text,
    source: Citation,
    /** Names an indicator of the packs, or one of the figures of `exited`. */
    indicator: Type.String(),
    value: Type.String({ description: 'Decimal.' }),
    unit: Type.String(),
    bound: Type.Union([
      Type.Literal('exactly'),
      Type.Literal('at-least'),
      Type.Literal('at-most'),
      Type.Literal('above'),
      Type.Literal('below'),
      Type.Literal('about'),
      Type.Literal('between'),
    ]),
    upTo: Type.Optional(Type.String()),
    period: Type.String(),
    parent: Type.Optional(Type.String()),
    /** The part of the indicator that is meant: a cause. */
    by: Type.Optional(Type.String()),
    note: Type.Optional(Text),
    /** The sentence of a document that it was accepted from; a target of the packs may stand in one as well. */
    accepted: Type.Optional(
      Type.Object(
        {
          plan: Type.String(),
          title: Type.String(),
          clause: Type.String(),
          version: Type.Union([Type.Integer(), Type.Null()]),
          part: Type.Union([Type.Integer(), Type.Null()]),
          range: Type.Union([Type.Tuple([Type.Integer(), Type.Integer()]), Type.Null()]),
          kind: Type.Union([Type.Literal('plan'), Type.Literal('assigned')]),
          /** Of a target that the packs have as well: what the packs say, where the document says otherwise. */
          inPacks: Type.Optional(Type.String()),
        },
        closed,
      ),
    ),
    /** Whether the packs have it: then `id` opens its item. */
    inPolicy: Type.Boolean(),
  },
  closed,
)
export type Target = Static<typeof Target>

export const Targets = Type.Object(
  {
    region: RegionCode,
    date: Day,
    year: Type.String(),
    /** Of the packs in force, for this very region and a period that holds the day. */
    targets: Type.Array(Target),
    /** Who has exited since the year began, as recorded. */
    exited: Amount,
    exitedByCause: Type.Record(Type.String(), Whole),
  },
  closed,
)
export type Targets = Static<typeof Targets>

export const getTargets = defineRoute({
  id: 'getTargets',
  method: 'GET',
  path: '/api/summary/targets',
  summary: { zh: '目标与现状', en: 'Targets of the year, and who has exited in it' },
  permission: 'statistics.read',
  cost: 'heavyWhenPast',
  query: Type.Object({ region: RegionCode, date: Type.Optional(Day) }, closed),
  response: { 200: Targets },
})

export const FactAge = Type.Object(
  {
    fact: Type.String(),
    subject: SubjectKind,
    label: Text,
    validForMonths: Type.Optional(Type.Integer()),
    /** Sets of criteria that read it. */
    sets: Type.Array(Type.String()),
    fresh: Whole,
    stale: Whole,
    missing: Whole,
    /** Length of the lists behind: of persons, the households in which at least one of them lives. */
    rowsStale: Whole,
    rowsMissing: Whole,
    /** Households or villages of which a criterion that reads it cannot be told, while theirs is stale or missing. */
    rowsNeeded: Whole,
  },
  closed,
)
export type FactAge = Static<typeof FactAge>

export const Completeness = Type.Object(
  {
    region: RegionCode,
    date: Day,
    households: Whole,
    persons: Whole,
    villages: Whole,
    facts: Type.Array(FactAge, { description: 'Those that hold back the most verdicts first.' }),
  },
  closed,
)
export type Completeness = Static<typeof Completeness>

export const getCompleteness = defineRoute({
  id: 'getCompleteness',
  method: 'GET',
  path: '/api/summary/completeness',
  summary: { zh: '数据完整与时效', en: 'Which facts are known, too old or missing' },
  permission: 'statistics.read',
  cost: 'heavyWhenPast',
  query: Type.Object(
    {
      region: RegionCode,
      date: Type.Optional(Day),
      status: Type.Optional(Names({ description: 'Statuses, separated by commas; all otherwise.' })),
      set: Type.Optional(
        Name({
          description: 'Facts that this set reads; otherwise those of every set but data quality.',
        }),
      ),
    },
    closed,
  ),
  response: { 200: Completeness },
})

export const Quality = Type.Object(
  {
    region: RegionCode,
    date: Day,
    /** Sets of the packs whose criteria say that data are in order; `unmet` is what to look at. */
    sets: Type.Array(
      Type.Object(
        {
          set: Type.String(),
          title: Text,
          subject: Type.Union([Type.Literal('household'), Type.Literal('person')]),
          criteria: Type.Array(
            Type.Object(
              {
                criterion: Type.String(),
                label: Text,
                source: Citation,
                households: Type.Integer({ description: 'Households, or those with such a person.' }),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
    contradictions: Whole,
    duplicates: Type.Integer({ description: 'Pairs that nobody has decided on yet.' }),
  },
  closed,
)
export type Quality = Static<typeof Quality>

export const getQuality = defineRoute({
  id: 'getQuality',
  method: 'GET',
  path: '/api/summary/quality',
  summary: { zh: '数据质量线索', en: 'Leads of data quality' },
  permission: 'statistics.read',
  cost: 'heavyWhenPast',
  query: Type.Object(
    { region: RegionCode, date: Type.Optional(Day), status: Type.Optional(Names()) },
    closed,
  ),
  response: { 200: Quality },
})
