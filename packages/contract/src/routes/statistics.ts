import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Citation, Counts, Day, Place, RegionCode, Text } from '../schemas.ts'

const Whole = Type.Integer({ minimum: 0 })

export const CriterionCount = Type.Object(
  { criterion: Type.String(), label: Text, source: Citation, households: Counts, persons: Counts },
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
  query: Type.Object(
    {
      region: RegionCode,
      date: Type.Optional(Day),
      status: Type.Optional(
        Type.String({ description: 'Households that the criteria are counted over; all otherwise.' }),
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
  query: Type.Object(
    {
      region: RegionCode,
      date: Type.Optional(Day),
      status: Type.Optional(Type.String()),
      set: Type.Optional(Type.String()),
      criterion: Type.Optional(Type.String()),
    },
    closed,
  ),
  response: { 200: Type.Object({ items: Type.Array(SubRegion) }, closed) },
})
