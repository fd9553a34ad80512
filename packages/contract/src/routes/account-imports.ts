/**
 * Accounts for many at once, out of a sheet: a row for each grant, so that an account with two grants has two rows. The
 * sheet is read into rows, the rows are checked as often as they are changed, and then made whole or not at all. Nothing
 * of it is kept before that.
 */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Id, PageOf, Place, RegionCode, Text } from '../schemas.ts'
import { Reason } from './units.ts'

const MOST_ROWS = 5_000
const MOST_BYTES = 6 * 2 ** 20

const cell = Type.Optional(Type.String({ maxLength: 500 }))
/** The cells of a row as somebody typed them; an empty one is left out. */
const cells = {
  person: cell,
  account: cell,
  unit: cell,
  unitRegion: cell,
  unitKind: cell,
  position: cell,
  role: cell,
  region: cell,
  from: cell,
  to: cell,
  exception: cell,
}
export const AccountField = Type.Union(
  (Object.keys(cells) as (keyof typeof cells)[]).map((each) => Type.Literal(each)),
)
export type AccountField = keyof typeof cells

export const AccountRowCells = Type.Object(
  { line: Type.Integer({ minimum: 1, maximum: 2_000_000 }), ...cells },
  closed,
)
export type AccountRowCells = Static<typeof AccountRowCells>

const rows = Type.Array(AccountRowCells, { minItems: 1, maxItems: MOST_ROWS })

const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()])

export const AccountRowProblem = Type.Object(
  {
    /** The cell; absent when it is the row as a whole. */
    field: Type.Optional(Type.String()),
    severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
    message: Text,
    value: Type.Optional(Type.String()),
  },
  closed,
)
export type AccountRowProblem = Static<typeof AccountRowProblem>

export const CheckedAccountRow = Type.Object(
  {
    line: Type.Integer(),
    outcome: Type.Union([
      Type.Literal('ready'),
      Type.Literal('error'),
      Type.Literal('dependent', {
        description: 'Nothing wrong with it, but with another row of the account.',
      }),
    ]),
    problems: Type.Array(AccountRowProblem),
    /** What the row was understood as. */
    unit: orNull(Type.Object({ name: Type.String(), region: Place, isNew: Type.Boolean() }, closed)),
    role: orNull(Text),
    region: orNull(Place),
    validFrom: orNull(Type.String()),
    validTo: orNull(Type.String()),
  },
  closed,
)
export type CheckedAccountRow = Static<typeof CheckedAccountRow>

const Whole = Type.Integer({ minimum: 0 })
export const AccountRowsCheck = Type.Object(
  {
    rows: Type.Array(CheckedAccountRow),
    accounts: Type.Integer({ description: 'Accounts whose rows are all ready.' }),
    grants: Whole,
    newUnits: Whole,
    wrong: Type.Integer({ description: 'Rows with an error, and those that depend on one.' }),
    warnings: Type.Integer({ description: 'Rows with a warning: they are made.' }),
  },
  closed,
)
export type AccountRowsCheck = Static<typeof AccountRowsCheck>

export const AccountSheet = Type.Object(
  {
    fileName: Type.String(),
    rows: Type.Array(AccountRowCells),
    /** Columns that nobody knows: they are left out. */
    unread: Type.Array(Type.String()),
  },
  closed,
)
export type AccountSheet = Static<typeof AccountSheet>

export const AccountImport = Type.Object(
  {
    id: Id,
    region: Place,
    fileName: Type.String(),
    reason: Type.String(),
    accounts: Type.Integer({ description: 'Made by it.' }),
    waiting: Type.Integer({ description: 'Those that nobody has entered yet.' }),
    madeBy: Type.String(),
    madeAt: Type.String(),
    mayInvite: Type.Boolean(),
  },
  closed,
)
export type AccountImport = Static<typeof AccountImport>

export const getAccountTemplate = defineRoute({
  id: 'getAccountTemplate',
  method: 'GET',
  path: '/api/account-imports/template',
  summary: { zh: '下载账号导入模板', en: 'The sheet to fill in, with the units and roles to choose from' },
  permission: 'access.manage',
  query: Type.Object({ region: RegionCode }, closed),
  response: { 200: { download: 'application/octet-stream' } },
})

export const readAccountSheet = defineRoute({
  id: 'readAccountSheet',
  method: 'POST',
  path: '/api/account-imports/sheet',
  summary: { zh: '读取账号表', en: 'Read a sheet of accounts into rows; nothing is kept' },
  permission: 'access.manage',
  upload: { maxBytes: 20 * 2 ** 20 },
  response: { 200: AccountSheet },
})

const asked = { region: RegionCode, rows }

export const checkAccountRows = defineRoute({
  id: 'checkAccountRows',
  method: 'POST',
  path: '/api/account-imports/check',
  summary: { zh: '检查账号表', en: 'What each row would make, and what is wrong with it; nothing is kept' },
  permission: 'access.manage',
  audit: 'read',
  body: Type.Object(asked, closed),
  maxBodyBytes: MOST_BYTES,
  response: { 200: AccountRowsCheck },
})

export const reportAccountRows = defineRoute({
  id: 'reportAccountRows',
  method: 'POST',
  path: '/api/account-imports/report',
  summary: { zh: '下载标出错误的账号表', en: 'The rows as a sheet with the wrong cells marked' },
  permission: 'access.manage',
  audit: 'export',
  body: Type.Object(asked, closed),
  maxBodyBytes: MOST_BYTES,
  response: { 200: { download: 'application/octet-stream' } },
})

export const importAccounts = defineRoute({
  id: 'importAccounts',
  method: 'POST',
  path: '/api/account-imports',
  summary: { zh: '批量开设账号', en: 'Make the accounts of all rows, or none' },
  permission: 'access.manage',
  stepUp: true,
  body: Type.Object(
    { ...asked, id: Id, fileName: Type.String({ minLength: 1, maxLength: 255 }), reason: Reason },
    closed,
  ),
  maxBodyBytes: MOST_BYTES,
  response: { 200: AccountImport },
})

export const listAccountImports = defineRoute({
  id: 'listAccountImports',
  method: 'GET',
  path: '/api/account-imports',
  summary: { zh: '批量开设账号的记录', en: 'Sheets that accounts were made from, the latest first' },
  permission: 'access.read',
  query: Type.Object({ region: RegionCode, cursor: Type.Optional(Type.String({ maxLength: 400 })) }, closed),
  response: { 200: PageOf(AccountImport) },
})

export const inviteImported = defineRoute({
  id: 'inviteImported',
  method: 'POST',
  path: '/api/account-imports/:id/invitations',
  summary: {
    zh: '邀请码表',
    en: 'A sheet of new invitations for whoever of the import has not entered yet; those made before open nothing',
  },
  permission: 'access.manage',
  stepUp: true,
  audit: 'export',
  params: Type.Object({ id: Id }, closed),
  body: Type.Object({ reason: Reason }, closed),
  response: { 200: { download: 'application/octet-stream' } },
})
