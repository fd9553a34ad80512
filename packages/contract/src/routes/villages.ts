import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id, Outcome, PageOf, Place, RegionCode } from '../schemas.ts'
import { CriterionShare, Verdict, VerdictMark } from '../verdict.ts'
import { GapFilter, KnownFact } from './households.ts'

export const VillageRow = Type.Object(
  {
    id: Id,
    code: Type.String(),
    region: Type.Array(Place),
    status: Type.Union([Type.String(), Type.Null()]),
    poorVillage: Type.Union([Type.Boolean(), Type.Null()]),
    verdict: Type.Optional(VerdictMark),
  },
  closed,
)
export type VillageRow = Static<typeof VillageRow>

export const listVillages = defineRoute({
  id: 'listVillages',
  method: 'GET',
  path: '/api/villages',
  summary: { zh: '村的列表', en: 'List villages' },
  permission: 'registry.read',
  query: Type.Object(
    {
      region: RegionCode,
      asOf: Type.Optional(Day),
      status: Type.Optional(Type.String()),
      poor: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])),
      criterion: Type.Optional(Type.String()),
      outcome: Type.Optional(Outcome),
      indicator: Type.Optional(
        Type.String({ description: 'An indicator of the packs, such as a gap: the villages behind it.' }),
      ),
      ...GapFilter,
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' })),
    },
    closed,
  ),
  response: { 200: PageOf(VillageRow) },
})

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
  params: Type.Object({ code: Type.String({ pattern: '^\\d{12}$' }) }, closed),
  query: Type.Object({ asOf: Type.Optional(Day) }, closed),
  response: { 200: Village },
})
