/** Imports: a sheet is uploaded, mapped, checked, previewed, committed whole, and can be undone. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id, PageOf, Period, RegionCode, Text } from '../schemas.ts'

export const ImportKind = Type.Union([Type.Literal('households'), Type.Literal('villages')], {
  description: 'households: a row a person, the household repeated; villages: a row a village.',
})
export type ImportKind = Static<typeof ImportKind>

export const ImportState = Type.Union([
  Type.Literal('uploaded'),
  Type.Literal('staging'),
  Type.Literal('checking'),
  Type.Literal('ready'),
  Type.Literal('committing'),
  Type.Literal('committed'),
  Type.Literal('undoing'),
  Type.Literal('undone'),
  Type.Literal('failed'),
  Type.Literal('cancelled'),
])
export type ImportState = Static<typeof ImportState>

export const RowOutcome = Type.Union([
  Type.Literal('new'),
  Type.Literal('changed'),
  Type.Literal('unchanged'),
  Type.Literal('duplicate'),
  Type.Literal('error'),
])
export type RowOutcome = Static<typeof RowOutcome>

export const SheetFormat = Type.Union([Type.Literal('xlsx'), Type.Literal('csv')])

const Suggestion = Type.Object({ key: Type.String(), label: Text, score: Type.Number() }, closed)

export const ImportColumn = Type.Object(
  {
    column: Type.Integer({ description: 'Place in the sheet, from 0.' }),
    header: Type.String(),
    /** The field it fills; null when the column is left out. */
    key: Type.Union([Type.String(), Type.Null()]),
    label: Type.Optional(Text),
    how: Type.String({
      description: 'saved, label, synonym, chosen, fuzzy, ambiguous, left out or unmatched.',
    }),
    suggestions: Type.Array(Suggestion),
    samples: Type.Array(
      Type.String({ description: 'Its first different values; what may be a personal number is masked.' }),
    ),
  },
  closed,
)
export type ImportColumn = Static<typeof ImportColumn>

export const ImportOptions = Type.Object(
  {
    /** Day of observation of rows without a column for it; the day of the check when left out. */
    observedOn: Type.Optional(Day),
    /** Months that amounts belong to, for rows without an income year. */
    period: Type.Optional(Period),
    /** Id numbers that fail their check are kept with the result of the check instead of being errors. */
    keepWrongIdNumbers: Type.Optional(Type.Boolean()),
  },
  closed,
)
export type ImportOptions = Static<typeof ImportOptions>

export const ImportCounts = Type.Object(
  {
    total: Type.Integer(),
    new: Type.Integer(),
    changed: Type.Integer(),
    unchanged: Type.Integer(),
    duplicate: Type.Integer(),
    error: Type.Integer(),
    /** Rows without an error that cannot stand without a row that has one. */
    dependent: Type.Optional(Type.Integer()),
    /** Rows with a warning; they are imported. */
    warning: Type.Integer(),
    newHouseholds: Type.Integer(),
    changedHouseholds: Type.Integer(),
    newPersons: Type.Integer(),
    changedPersons: Type.Integer(),
  },
  closed,
)
export type ImportCounts = Static<typeof ImportCounts>

export const ImportJob = Type.Object(
  {
    id: Id,
    state: Type.String(),
    done: Type.Integer(),
    total: Type.Union([Type.Integer(), Type.Null()]),
    message: Type.Union([Text, Type.Null()]),
  },
  closed,
)

export const Import = Type.Object(
  {
    id: Id,
    kind: ImportKind,
    region: Type.String(),
    regionName: Type.String(),
    fileName: Type.String(),
    state: ImportState,
    columns: Type.Array(ImportColumn),
    /** Required fields that no column fills yet. */
    missing: Type.Array(Type.Object({ key: Type.String(), label: Text }, closed)),
    options: ImportOptions,
    /** What the file holds; one name for a .csv. */
    sheets: Type.Array(Type.Object({ name: Type.String(), hidden: Type.Boolean() }, closed)),
    /** The sheet chosen; null for the first that is not hidden. */
    sheet: Type.Union([Type.String(), Type.Null()]),
    headerLine: Type.Union([Type.Integer(), Type.Null()]),
    repairs: Type.Integer({ description: 'Rows with cells that were corrected after the upload.' }),
    counts: Type.Union([ImportCounts, Type.Null()]),
    job: Type.Union([ImportJob, Type.Null()]),
    madeBy: Type.String(),
    madeAt: Type.String(),
    committedAt: Type.Union([Type.String(), Type.Null()]),
    /** Earlier imports of the same file that were committed and not undone. */
    sameFile: Type.Array(Type.Object({ id: Id, committedAt: Type.String() }, closed)),
    /** Why the last step failed. */
    problem: Type.Union([
      Type.Object({ code: Type.String(), message: Text, value: Type.Optional(Type.Unknown()) }, closed),
      Type.Null(),
    ]),
    undo: Type.Union([
      Type.Object(
        {
          reason: Type.String(),
          /** Households left in place, because others have worked on them since; the numbers of the first. */
          left: Type.Integer(),
          numbers: Type.Array(Type.String()),
          taken: Type.Integer(),
        },
        closed,
      ),
      Type.Null(),
    ]),
  },
  closed,
)
export type Import = Static<typeof Import>

export const params = Type.Object({ id: Id }, closed)
export const cursor = Type.Optional(Type.String({ maxLength: 200 }))
const reason = Type.String({ minLength: 1, maxLength: 2000 })

export const getImportTemplate = defineRoute({
  id: 'getImportTemplate',
  method: 'GET',
  path: '/api/import-templates/:kind',
  summary: { zh: '下载导入模板', en: 'Template of a sheet, made from the fact catalogue' },
  permission: 'imports.read',
  params: Type.Object({ kind: ImportKind }, closed),
  query: Type.Object(
    {
      region: Type.Optional(RegionCode),
      groups: Type.Optional(
        Type.String({
          maxLength: 400,
          pattern: '^[A-Za-z]+(,[A-Za-z]+)*$',
          description: 'Groups of the fact catalogue, separated by commas; `all` for everything.',
        }),
      ),
    },
    closed,
  ),
  response: { 200: { download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } },
})

export const uploadImport = defineRoute({
  id: 'uploadImport',
  method: 'POST',
  path: '/api/imports',
  summary: { zh: '上传表格', en: 'Upload a sheet; its columns are mapped by their headers' },
  permission: 'imports.write',
  query: Type.Object(
    {
      id: Id,
      kind: ImportKind,
      region: RegionCode,
      sheet: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
      headerLine: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,1}$' })),
    },
    closed,
  ),
  upload: { maxBytes: 512 * 2 ** 20 },
  response: { 200: Import },
})

export const listImports = defineRoute({
  id: 'listImports',
  method: 'GET',
  path: '/api/imports',
  summary: { zh: '导入列表', en: 'List imports, the latest first' },
  permission: 'imports.read',
  query: Type.Object({ region: RegionCode, cursor }, closed),
  response: { 200: PageOf(Import) },
})

export const getImport = defineRoute({
  id: 'getImport',
  method: 'GET',
  path: '/api/imports/:id',
  summary: { zh: '一次导入', en: 'One import: mapping, state, counts, progress' },
  permission: 'imports.read',
  params,
  response: { 200: Import },
})

export const mapImport = defineRoute({
  id: 'mapImport',
  method: 'PUT',
  path: '/api/imports/:id/mapping',
  summary: {
    zh: '确认列与事实的对应',
    en: 'Say which column is which fact; remembered for the same headers',
  },
  permission: 'imports.write',
  params,
  body: Type.Object(
    {
      columns: Type.Array(
        Type.Object(
          {
            column: Type.Integer({ minimum: 0, maximum: 16384 }),
            key: Type.Union([Type.String({ maxLength: 100 }), Type.Null()]),
          },
          closed,
        ),
        { maxItems: 512 },
      ),
      options: ImportOptions,
    },
    closed,
  ),
  response: { 200: Import },
})

export const listImportFields = defineRoute({
  id: 'listImportFields',
  method: 'GET',
  path: '/api/import-fields/:kind',
  summary: { zh: '可导入的字段', en: 'The fields that a column can fill' },
  permission: 'imports.read',
  params: Type.Object({ kind: ImportKind }, closed),
  response: {
    200: Type.Object(
      {
        fields: Type.Array(
          Type.Object(
            {
              key: Type.String(),
              label: Text,
              group: Text,
              groupId: Type.String(),
              required: Type.Boolean(),
              /** Stands in every template, whatever groups are asked for. */
              always: Type.Boolean(),
            },
            closed,
          ),
        ),
      },
      closed,
    ),
  },
})

export const chooseImportSheet = defineRoute({
  id: 'chooseImportSheet',
  method: 'PUT',
  path: '/api/imports/:id/sheet',
  summary: {
    zh: '换一张工作表或表头行',
    en: 'Read another sheet of the file, or other headers; columns are mapped anew',
  },
  permission: 'imports.write',
  params,
  body: Type.Object(
    {
      sheet: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
      headerLine: Type.Optional(Type.Integer({ minimum: 1, maximum: 30 })),
    },
    closed,
  ),
  response: { 200: Import },
})

export const checkImport = defineRoute({
  id: 'checkImport',
  method: 'POST',
  path: '/api/imports/:id/check',
  summary: { zh: '检查', en: 'Read and check every row; nothing is stored in the registry' },
  permission: 'imports.write',
  params,
  response: { 200: Import },
})

export const commitImport = defineRoute({
  id: 'commitImport',
  method: 'POST',
  path: '/api/imports/:id/commit',
  summary: { zh: '入库，全部或全不', en: 'Commit, all or nothing' },
  permission: 'imports.write',
  params,
  body: Type.Object(
    {
      /** Commits the rest and leaves the rows with errors out; without it errors stop the commit. */
      leaveOutErrors: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
  response: { 200: Import },
})

export const undoImport = defineRoute({
  id: 'undoImport',
  method: 'POST',
  path: '/api/imports/:id/undo',
  summary: { zh: '撤销一次导入', en: 'Undo, as a batch of corrections' },
  permission: 'imports.write',
  params,
  body: Type.Object(
    {
      reason,
      /** Leaves households in place that others have worked on since; without it they stop the undo. */
      leaveChanged: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
  response: { 200: Import },
})

export const cancelImport = defineRoute({
  id: 'cancelImport',
  method: 'POST',
  path: '/api/imports/:id/cancel',
  summary: { zh: '取消', en: 'Cancel: nothing of it is stored' },
  permission: 'imports.write',
  whileFull: true,
  params,
  response: { 200: Import },
})
