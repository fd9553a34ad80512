/** Lists as files. Texts never run as formulas, identifying numbers are masked. */
import { Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Id, RegionCode } from '../schemas.ts'
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

export const exportPersonFile = defineRoute({
  id: 'exportPersonFile',
  // Why somebody asks is no matter for the log of addresses.
  method: 'POST',
  path: '/api/persons/:id/file',
  summary: {
    zh: '个人信息副本：登记了本人的哪些信息、何时、由谁、更正过什么',
    en: 'The file of one person, whole, for giving it to him: what is recorded, when, by whom, and what was corrected',
  },
  permission: 'registry.unmask',
  whileFull: true,
  audit: 'export',
  cost: 'export',
  stepUp: true,
  params: Type.Object({ id: Id }, closed),
  body: Type.Object({ purpose: Type.String({ minLength: 2, maxLength: 200, pattern: '\\S.*\\S' }) }, closed),
  response: { 200: file },
})
