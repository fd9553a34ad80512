import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import {
  Citation,
  Counts,
  Day,
  FactValue,
  Id,
  Names,
  Outcome,
  PageOf,
  Place,
  RegionCode,
  Text,
} from '../schemas.ts'
import { CriterionShare, Verdict, VerdictMark } from '../verdict.ts'
import { GapFilter, KnownFact, TimelineEntry } from './households.ts'

export const VillageRow = Type.Object(
  {
    id: Id,
    code: Type.String(),
    region: Type.Array(Place),
    status: Type.Union([Type.String(), Type.Null()]),
    poorVillage: Type.Union([Type.Boolean(), Type.Null()]),
    verdict: Type.Optional(VerdictMark),
    /** The facts asked for; null is unknown. */
    facts: Type.Record(Type.String(), FactValue),
    /** Of the facts asked for, those observed longer ago than they stay valid. */
    stale: Type.Array(Type.String()),
    /** What the village adds to each indicator asked for, as a decimal string; null is unknown. */
    indicators: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
    /** Its households by the outcome of the exit standard; absent where no such standard is in force. */
    households: Type.Optional(Counts),
  },
  closed,
)
export type VillageRow = Static<typeof VillageRow>

const names = (what: string) =>
  Type.Optional(Type.String({ maxLength: 800, description: `${what}, separated by commas; 20 at most.` }))

export const VillageFilter = {
  region: RegionCode,
  asOf: Type.Optional(Day),
  status: Type.Optional(
    Names({
      maxLength: 200,
      description: 'Statuses, separated by commas; `unknown` for villages without.',
    }),
  ),
  poor: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
  criterion: Type.Optional(Type.String({ maxLength: 64 })),
  outcome: Type.Optional(Outcome),
  indicator: Type.Optional(
    Type.String({
      maxLength: 64,
      description: 'An indicator of the packs, such as a gap: the villages behind it.',
    }),
  ),
  search: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 40,
      description: 'A part of the name, its pinyin or their initials, or the beginning of the code.',
    }),
  ),
  ...GapFilter,
}

const VillageColumns = {
  facts: names('Facts of villages to be shown'),
  indicators: names('Indicators whose value in each village is to be shown'),
  sort: Type.Optional(
    Type.String({
      pattern: '^-?(code|status|outcome|(fact|indicator)\\.[A-Za-z0-9]{1,64})$',
      description:
        'Column to sort by, with a minus for the largest first; by code otherwise. Unknown comes last.',
    }),
  ),
}

export const listVillages = defineRoute({
  id: 'listVillages',
  method: 'GET',
  path: '/api/villages',
  summary: { zh: '村的列表', en: 'List villages' },
  permission: 'registry.read',
  cost: 'heavyWhenPast',
  budget: 'searches',
  query: Type.Object(
    {
      ...VillageFilter,
      ...VillageColumns,
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' })),
    },
    closed,
  ),
  response: { 200: PageOf(VillageRow) },
})

const Whole = Type.Integer({ minimum: 0 })

/** How many villages there are under each choice of a filter, with the other filters as they are. */
export const VillageFacets = Type.Object(
  {
    total: Whole,
    /** By status; `unknown` for villages without one. */
    status: Type.Record(Type.String(), Whole),
    poor: Type.Object({ yes: Whole, no: Whole }, closed),
    places: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), villages: Whole }, closed)),
    /** Of the exit standard as a whole; absent where none is in force. */
    outcome: Type.Optional(Counts),
    criteria: Type.Array(
      Type.Object({ criterion: Type.String(), label: Text, source: Citation, villages: Counts }, closed),
    ),
    indicators: Type.Array(
      Type.Object(
        {
          indicator: Type.String(),
          label: Text,
          source: Citation,
          unit: Type.String(),
          /** False for those that count the villages themselves. */
          isSum: Type.Boolean(),
          villages: Whole,
          /** Villages of which it is not known. */
          unknown: Whole,
        },
        closed,
      ),
    ),
    /** Sums over all villages of the list, by indicator asked for. */
    sums: Type.Record(Type.String(), Type.String()),
  },
  closed,
)
export type VillageFacets = Static<typeof VillageFacets>

export const countVillages = defineRoute({
  id: 'countVillages',
  method: 'GET',
  path: '/api/villages/facets',
  summary: { zh: '村的列表按条件计数', en: 'How many villages there are under each filter' },
  permission: 'registry.read',
  cost: 'heavyWhenPast',
  query: Type.Object({ ...VillageFilter, indicators: VillageColumns.indicators }, closed),
  response: { 200: VillageFacets },
})

/** What a village or its households lack, as an indicator of the packs sees it. */
export const VillageGap = Type.Object(
  {
    indicator: Type.String(),
    label: Text,
    source: Citation,
    confirmed: Type.Boolean(),
    subject: Type.Union([Type.Literal('village'), Type.Literal('household')]),
    unit: Type.String(),
    /** Met: the village is behind the figure. Of households: at least one of them is. */
    outcome: Outcome,
    /** What the village adds to the figure, as a decimal string; null is unknown. */
    value: Type.Union([Type.String(), Type.Null()]),
    /** Households of which it is not known. */
    unknown: Whole,
    /** Facts of the village that it reads. */
    facts: Type.Array(Type.String()),
  },
  closed,
)
export type VillageGap = Static<typeof VillageGap>

export const Village = Type.Object(
  {
    id: Id,
    code: Type.String(),
    asOf: Day,
    region: Type.Array(Place),
    status: Type.Union([Type.String(), Type.Null()]),
    facts: Type.Array(KnownFact),
    verdicts: Type.Array(Verdict),
    shares: Type.Array(CriterionShare),
    gaps: Type.Array(VillageGap),
  },
  closed,
)
export type Village = Static<typeof Village>

export const getVillage = defineRoute({
  id: 'getVillage',
  method: 'GET',
  path: '/api/villages/:code',
  summary: { zh: '一个村', en: 'One village' },
  permission: 'registry.read',
  budget: 'subjectsRead',
  params: Type.Object({ code: Type.String({ pattern: '^\\d{12}$' }) }, closed),
  query: Type.Object({ asOf: Type.Optional(Day) }, closed),
  response: { 200: Village },
})

/** A record or decision with what held before it. */
export const VillageTimelineEntry = Type.Object(
  {
    ...TimelineEntry.properties,
    /** The value of each fact before this entry; a fact that nobody had spoken of is absent. */
    before: Type.Record(Type.String(), FactValue),
  },
  closed,
)
export type VillageTimelineEntry = Static<typeof VillageTimelineEntry>

export const listVillageTimeline = defineRoute({
  id: 'listVillageTimeline',
  method: 'GET',
  path: '/api/villages/:code/timeline',
  summary: { zh: '一个村的记录与决定', en: 'Records and decisions of a village, with what each changed' },
  permission: 'registry.read',
  params: Type.Object({ code: Type.String({ pattern: '^\\d{12}$' }) }, closed),
  query: Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 200 })) }, closed),
  response: { 200: PageOf(VillageTimelineEntry) },
})

export const exportVillages = defineRoute({
  id: 'exportVillages',
  method: 'GET',
  path: '/api/villages/export',
  summary: { zh: '导出村的列表', en: 'The list of villages as a file, under the same filter and columns' },
  permission: 'registry.export',
  audit: 'export',
  cost: 'export',
  stepUp: true,
  query: Type.Object(
    {
      ...VillageFilter,
      ...VillageColumns,
      format: Type.Union([Type.Literal('xlsx'), Type.Literal('csv')]),
    },
    closed,
  ),
  response: { 200: { download: 'application/octet-stream' } },
})
