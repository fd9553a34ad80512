/** Rows of an import: what is wrong in them, what they change, and how they are repaired. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { FactValue, Id, PageOf, Text } from '../schemas.ts'
import { cursor, Import, params, RowOutcome } from './imports.ts'

export const RowProblem = Type.Object(
  {
    /** The field; absent when it is the row as a whole. */
    field: Type.Optional(Type.String()),
    header: Type.Optional(Type.String()),
    severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
    code: Type.String(),
    message: Text,
    value: Type.Optional(Type.String()),
  },
  closed,
)
export type RowProblem = Static<typeof RowProblem>

export const RowChange = Type.Object(
  {
    subject: Type.Union([Type.Literal('household'), Type.Literal('person'), Type.Literal('village')]),
    fact: Type.String(),
    from: FactValue,
    to: FactValue,
  },
  closed,
)

export const ImportRow = Type.Object(
  {
    line: Type.Integer({ description: 'Row of the sheet, as the spreadsheet counts.' }),
    outcome: RowOutcome,
    regionCode: Type.Union([Type.String(), Type.Null()]),
    householdNumber: Type.Union([Type.String(), Type.Null()]),
    name: Type.Union([Type.String(), Type.Null()]),
    problems: Type.Array(RowProblem),
    changes: Type.Array(RowChange),
  },
  closed,
)
export type ImportRow = Static<typeof ImportRow>

export const ImportRowCells = Type.Object(
  {
    line: Type.Integer(),
    problems: Type.Array(RowProblem),
    /** The columns that are read. */
    cells: Type.Array(
      Type.Object(
        {
          column: Type.Integer(),
          header: Type.String(),
          key: Type.String(),
          label: Text,
          value: Type.Union([Type.String(), Type.Null()]),
          /** The value is shown with stars: a new one has to be written whole. */
          isMasked: Type.Boolean(),
          isRepaired: Type.Boolean(),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type ImportRowCells = Static<typeof ImportRowCells>

export const ImportHousehold = Type.Object(
  {
    id: Id,
    number: Type.Union([Type.String(), Type.Null()]),
    headName: Type.Union([Type.String(), Type.Null()]),
    size: Type.Integer(),
    status: Type.Union([Type.String(), Type.Null()]),
    region: Type.String(),
    place: Type.String(),
    /** Registered by this import. */
    isNew: Type.Boolean(),
  },
  closed,
)
export type ImportHousehold = Static<typeof ImportHousehold>

export const listImportRows = defineRoute({
  id: 'listImportRows',
  method: 'GET',
  path: '/api/imports/:id/rows',
  summary: { zh: '预览各行', en: 'Rows by outcome, with their problems and what changes' },
  permission: 'imports.read',
  audit: 'read',
  params,
  query: Type.Object({ outcome: Type.Optional(RowOutcome), cursor }, closed),
  response: { 200: PageOf(ImportRow) },
})

export const getImportRow = defineRoute({
  id: 'getImportRow',
  method: 'GET',
  path: '/api/imports/:id/rows/:line',
  summary: { zh: '一行的各格', en: 'The cells of a row, for correcting it; personal numbers are masked' },
  permission: 'imports.write',
  audit: 'read',
  params: Type.Object({ id: Id, line: Type.String({ pattern: '^[1-9]\\d{0,6}$' }) }, closed),
  response: { 200: ImportRowCells },
})

export const repairImportRows = defineRoute({
  id: 'repairImportRows',
  method: 'PUT',
  path: '/api/imports/:id/repairs',
  summary: {
    zh: '改正若干行并重新检查',
    en: 'Correct cells of rows and check again; the file stays as it came, and nothing is stored in the registry',
  },
  permission: 'imports.write',
  params,
  body: Type.Object(
    {
      rows: Type.Array(
        Type.Object(
          {
            line: Type.Integer({ minimum: 1, maximum: 1_048_576 }),
            cells: Type.Array(
              Type.Object(
                {
                  column: Type.Integer({ minimum: 0, maximum: 16384 }),
                  value: Type.Union([Type.String({ maxLength: 4000 }), Type.Null()]),
                },
                closed,
              ),
              { minItems: 1, maxItems: 512 },
            ),
          },
          closed,
        ),
        { minItems: 1, maxItems: 1000 },
      ),
    },
    closed,
  ),
  response: { 200: Import },
})

export const replaceImportFile = defineRoute({
  id: 'replaceImportFile',
  method: 'POST',
  path: '/api/imports/:id/file',
  summary: {
    zh: '替换为改好的表',
    en: 'A repaired sheet: that of the errors goes over the rows it names, any other takes the place of the file',
  },
  permission: 'imports.write',
  params,
  upload: { maxBytes: 512 * 2 ** 20 },
  response: { 200: Import },
})

export const listImportHouseholds = defineRoute({
  id: 'listImportHouseholds',
  method: 'GET',
  path: '/api/imports/:id/households',
  summary: {
    zh: '本次导入的户',
    en: 'The households that a committed import brought or changed, as they are now',
  },
  permission: 'imports.read',
  audit: 'read',
  params,
  query: Type.Object({ cursor }, closed),
  response: { 200: PageOf(ImportHousehold) },
})

export const downloadImportReport = defineRoute({
  id: 'downloadImportReport',
  method: 'GET',
  path: '/api/imports/:id/report',
  summary: { zh: '下载标出问题的原表', en: 'The same sheet with the errors marked and a column of problems' },
  permission: 'imports.read',
  audit: 'export',
  cost: 'export',
  stepUp: true,
  params,
  query: Type.Object(
    {
      only: Type.Optional(Type.Literal('problems', { description: 'Only the rows that have a problem.' })),
    },
    closed,
  ),
  response: { 200: { download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } },
})
