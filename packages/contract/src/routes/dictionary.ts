/** The data dictionary: facts, code lists and tables, and how they hang together. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Citation, Day, RegionCode, Text } from '../schemas.ts'
import { CatalogueFact } from './policies.ts'

/** A criterion, formula, indicator or entitlement of the policy in force that reads a fact. */
export const FactReader = Type.Object(
  {
    part: Type.Union([
      Type.Literal('criteria'),
      Type.Literal('derived'),
      Type.Literal('indicators'),
      Type.Literal('entitlements'),
    ]),
    id: Type.String(),
    /** Of criteria the set, of the others the kind of subject. */
    of: Type.String(),
    label: Text,
  },
  closed,
)

export const DictionaryFact = Type.Object(
  {
    ...CatalogueFact.properties,
    /** Where it lies: `household_snapshot.water_minutes`; absent where it is worked out when it is asked for. */
    column: Type.Optional(Type.String()),
    pack: Type.String(),
    readBy: Type.Array(FactReader),
  },
  closed,
)
export type DictionaryFact = Static<typeof DictionaryFact>

export const DictionaryCodeList = Type.Object(
  {
    id: Type.String(),
    label: Text,
    source: Citation,
    confirmed: Type.Boolean(),
    values: Type.Array(
      Type.Object({ code: Type.String(), label: Text, national: Type.Optional(Type.String()) }, closed),
    ),
    /** Facts that take their values from it, as `household.cause`. */
    usedBy: Type.Array(Type.String()),
  },
  closed,
)
export type DictionaryCodeList = Static<typeof DictionaryCodeList>

export const DictionaryTable = Type.Object(
  {
    name: Type.String(),
    comment: Type.String(),
    columns: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          type: Type.String(),
          comment: Type.String(),
          required: Type.Boolean(),
          /** The fact that lies in it, as `household.waterMinutes`. */
          fact: Type.Optional(Type.String()),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type DictionaryTable = Static<typeof DictionaryTable>

export const DataDictionary = Type.Object(
  {
    subjects: Type.Array(Type.Object({ id: Type.String(), label: Text }, closed)),
    facts: Type.Array(DictionaryFact),
    codeLists: Type.Array(DictionaryCodeList),
    tables: Type.Array(DictionaryTable),
  },
  closed,
)
export type DataDictionary = Static<typeof DataDictionary>

const policyOf = { region: RegionCode, asOf: Type.Optional(Day) }

export const getDictionary = defineRoute({
  id: 'getDictionary',
  method: 'GET',
  path: '/api/dictionary',
  summary: { zh: '数据字典', en: 'Every fact, code list and table, and what the policy in force reads' },
  permission: 'policies.read',
  query: Type.Object(policyOf, closed),
  response: { 200: DataDictionary },
})

export const exportDictionary = defineRoute({
  id: 'exportDictionary',
  method: 'GET',
  path: '/api/dictionary/export',
  summary: { zh: '导出数据字典', en: 'The data dictionary as a workbook' },
  permission: 'policies.read',
  cost: 'export',
  query: Type.Object(policyOf, closed),
  response: { 200: { download: 'application/octet-stream' } },
})
