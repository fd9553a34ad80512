/** Lists as files. Texts never run as formulas, identifying numbers are masked. */
import { Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { RegionCode } from '../schemas.ts'
import { DuplicateState } from './duplicates.ts'
import { HouseholdFilter, HouseholdOrder } from './households.ts'

const format = Type.Union([Type.Literal('xlsx'), Type.Literal('csv')])
const file = { download: 'application/octet-stream' } as const

export const exportHouseholds = defineRoute({
  id: 'exportHouseholds',
  method: 'GET',
  path: '/api/households/export',
  summary: { zh: '导出户的列表', en: 'The list of households as a file: the same filter, order and columns' },
  permission: 'registry.export',
  audit: 'export',
  cost: 'export',
  stepUp: true,
  query: Type.Object({ ...HouseholdFilter, ...HouseholdOrder, format }, closed),
  response: { 200: file },
})

export const exportDuplicates = defineRoute({
  id: 'exportDuplicates',
  method: 'GET',
  path: '/api/duplicates/export',
  summary: { zh: '导出疑似重复人员', en: 'The list of possible duplicates as a file' },
  permission: 'registry.export',
  audit: 'export',
  cost: 'export',
  stepUp: true,
  query: Type.Object({ region: RegionCode, state: Type.Optional(DuplicateState), format }, closed),
  response: { 200: file },
})
