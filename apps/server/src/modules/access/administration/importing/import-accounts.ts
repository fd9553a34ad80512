/** Accounts out of a sheet: looked at as often as it is changed, made whole or not at all, and then invited together. */
import { createHash } from 'node:crypto'
import { nation } from '@lika/codes'
import type { AccountImport, AccountRowCells, AccountRowsCheck } from '@lika/contract'
import { noteAudit } from '../../../../platform/audit.ts'
import { withTransaction } from '../../../../platform/db.ts'
import { conflict, notFound, refused } from '../../../../platform/errors.ts'
import type { Actor, FileAnswer } from '../../../../platform/http.ts'
import type { Runner } from '../../accounts.store.ts'
import type { AccessDeps } from '../../deps.ts'
import { hashOfCode, newCode } from '../../sign-in/one-time-code.ts'
import { placeOf } from '../account-page.ts'
import { isWithinOwn } from '../containment.ts'
import { cursorOf, readCursor } from '../cursor.ts'
import { INVITATION_HOURS } from '../invitation.ts'
import { inRanges, mustReachRegion, rangesOf, rangesWithin } from '../scope.ts'
import { type Checked, checkRows } from './check.ts'
import {
  findImportRow,
  type ImportRow,
  insertChanges,
  insertPlanned,
  listImportRows,
  listWaiting,
  lockImports,
  replaceCodes,
} from './imports.store.ts'
import { findKnown, listRoles } from './known.store.ts'
import { reportOf, type Sheets, templateOf } from './sheets.ts'

interface Asked {
  readonly region: string
  readonly rows: readonly AccountRowCells[]
}

async function check(deps: AccessDeps, runner: Runner, actor: Actor, asked: Asked): Promise<Checked> {
  mustReachRegion(actor, asked.region)
  return checkRows(asked.rows, await findKnown(deps, runner, actor, asked))
}

export async function checkAccountRows(
  deps: AccessDeps,
  actor: Actor,
  asked: Asked,
): Promise<AccountRowsCheck> {
  const { rows, accounts, newUnits } = await check(deps, deps.system.pool, actor, asked)
  const has = (severity: string) =>
    rows.filter(({ problems }) => problems.some((each) => each.severity === severity))
  return {
    rows,
    accounts: accounts.length,
    grants: accounts.reduce((sum, { grants }) => sum + grants.length, 0),
    newUnits: newUnits.length,
    wrong: rows.filter(({ outcome }) => outcome !== 'ready').length,
    warnings: has('warning').filter(({ outcome }) => outcome === 'ready').length,
  }
}

export async function reportAccountRows(
  deps: AccessDeps,
  sheets: Sheets,
  actor: Actor,
  asked: Asked,
  signal: AbortSignal,
): Promise<FileAnswer> {
  const { rows } = await check(deps, deps.system.pool, actor, asked)
  return reportOf(sheets, asked.rows, rows, signal)
}

export async function getAccountTemplate(
  deps: AccessDeps,
  sheets: Sheets,
  actor: Actor,
  region: string,
  signal: AbortSignal,
): Promise<FileAnswer> {
  mustReachRegion(actor, region)
  const { pool } = deps.system
  const { lo, hi } = rangesWithin(actor, region)
  const { rows } = await pool.query<{ name: string }>(
    `select distinct name from unit u where closed_at is null and ${inRanges('u.region_code', '$1', '$2')} order by name limit 5000`,
    [lo, hi],
  )
  const roles = (await listRoles(pool)).filter(({ retired }) => !retired)
  const known = { units: rows.map(({ name }) => name), roles: roles.map(({ label }) => label.zh) }
  return templateOf(sheets, known, signal)
}

export async function importAccounts(
  deps: AccessDeps,
  actor: Actor,
  body: Asked & { readonly id: string; readonly fileName: string; readonly reason: string },
): Promise<AccountImport> {
  const { id, region, fileName, reason } = body
  const sha256 = createHash('sha256')
    .update(JSON.stringify([region, body.rows]))
    .digest('hex')
  return withTransaction(deps.system, async (tx) => {
    await lockImports(tx.client)
    const before = await findImportRow(tx.client, id)
    if (before) {
      if (before.sha256 !== sha256 || !isWithinOwn(before.region_code, actor.regions)) throw otherRows(id)
      return answerOf(deps, tx.client, actor, before)
    }
    const { rows, accounts, newUnits } = await check(deps, tx.client, actor, body)
    mustBeReady(rows)
    const at = deps.clock.now()
    noteAudit({
      subjectKind: 'accountImport',
      subjectId: id,
      purpose: reason,
      detail: { accounts: accounts.length },
    })
    const given = { id, region, fileName, sha256, reason, by: actor.accountId, at }
    if (!(await insertPlanned(tx.client, given, { units: newUnits, accounts }))) throw takenMeanwhile()
    return answerOf(deps, tx.client, actor, (await findImportRow(tx.client, id))!)
  })
}

const MOST_TOLD = 20

function mustBeReady(rows: Checked['rows']): void {
  const wrong = rows.filter(({ outcome }) => outcome !== 'ready')
  if (wrong.length === 0) return
  const errors = wrong.slice(0, MOST_TOLD).flatMap(({ line, problems }) =>
    problems
      .filter(({ severity }) => severity === 'error')
      .map(({ field, value, message }) => ({
        field: field ? `${line}.${field}` : String(line),
        ...(value === undefined ? {} : { value }),
        message: { zh: `第 ${line} 行：${message.zh}`, en: `Row ${line}: ${message.en}` },
      })),
  )
  throw refused(
    'accountSheet.wrongRows',
    {
      zh: `有 ${wrong.length} 行不能开设，没有保存任何内容。`,
      en: `${wrong.length} rows cannot be made; nothing was stored.`,
    },
    { field: 'rows', errors },
  )
}

function otherRows(id: string) {
  return conflict(
    'accountSheet.otherRows',
    {
      zh: '同一编号的导入已经存在，内容不同。',
      en: 'An import of this id is there already, with other rows.',
    },
    { field: 'id', value: id },
  )
}

function takenMeanwhile() {
  return conflict(
    'accountSheet.takenMeanwhile',
    {
      zh: '刚才有人开设了同名账号，没有保存任何内容，请重新检查。',
      en: 'A name was taken meanwhile; nothing was stored. Check the rows again.',
    },
    { field: 'rows' },
  )
}

export async function listAccountImports(
  deps: AccessDeps,
  actor: Actor,
  query: { readonly region: string; readonly cursor?: string | undefined },
): Promise<{ items: AccountImport[]; next?: string }> {
  const { pool } = deps.system
  const before = readCursor(query.cursor)?.name
  const rows = await listImportRows(pool, rangesWithin(actor, query.region), before, PAGE + 1)
  const shown = rows.slice(0, PAGE)
  const items: AccountImport[] = []
  for (const row of shown) items.push(await answerOf(deps, pool, actor, row))
  const last = shown.at(-1)
  return {
    items,
    ...(rows.length > PAGE && last ? { next: cursorOf({ region: last.region_code, name: last.id }) } : {}),
  }
}

const PAGE = 20

async function answerOf(
  deps: AccessDeps,
  runner: Runner,
  actor: Actor,
  row: ImportRow,
): Promise<AccountImport> {
  const places = row.region_code === nation ? new Map() : await deps.findPlaces(runner, [row.region_code])
  return {
    id: row.id,
    region: placeOf(places, row.region_code),
    fileName: row.file_name,
    reason: row.reason,
    accounts: row.accounts,
    waiting: row.waiting,
    madeBy: row.made_by_name,
    madeAt: row.made_at,
    mayInvite: row.waiting > 0 && actor.permissions.has('access.manage'),
  }
}

/** The codes stand in the file alone: whoever loses it makes another, and those of the first open nothing. */
export async function inviteImported(
  deps: AccessDeps,
  sheets: Sheets,
  actor: Actor,
  asked: { readonly id: string; readonly reason: string; readonly signal: AbortSignal },
): Promise<FileAnswer> {
  const { id, reason, signal } = asked
  const invited = await withTransaction(deps.system, async (tx) => {
    const given = await findImportRow(tx.client, id)
    if (!given || !isWithinOwn(given.region_code, actor.regions)) throw unseenImport(id)
    const at = deps.clock.now()
    const people = await listWaiting(tx.client, {
      importId: id,
      ranges: rangesOf(actor),
      today: deps.clock.today(),
      but: actor.accountId,
    })
    if (people.length === 0) throw nobodyWaits(id)
    const until = new Date(Date.parse(at) + INVITATION_HOURS * 3_600_000).toISOString()
    const codes = people.map((person) => ({ ...person, code: newCode() }))
    const hashed = codes.map(({ id: accountId, code }) => ({ accountId, hash: hashOfCode(code) }))
    await replaceCodes(tx.client, hashed, { by: actor.accountId, at, until })
    await insertChanges(
      tx.client,
      { by: actor.accountId, at, reason },
      codes.map(({ id: accountId }) => ({ kind: 'invited', accountId })),
    )
    noteAudit({
      subjectKind: 'accountImport',
      subjectId: id,
      purpose: reason,
      detail: { accounts: codes.length },
    })
    return { codes, until }
  })
  const rows = invited.codes.map(({ unit, display_name, position, name, code }) => [
    unit,
    display_name,
    position,
    name,
    code,
    invited.until.slice(0, 10),
  ])
  return sheets.listFile('邀请码表', 'xlsx', { name: '邀请码', columns: invitationColumns, rows }, signal)
}

const invitationColumns = [
  { header: '单位', kind: 'text', width: 26 },
  { header: '姓名', kind: 'text', width: 12 },
  { header: '职务', kind: 'text', width: 14 },
  { header: '账号名', kind: 'id', width: 18 },
  { header: '邀请码', kind: 'id', width: 30 },
  { header: '有效至', kind: 'date', width: 12 },
] as const

function unseenImport(id: string) {
  return notFound(
    'accountImport.notFound',
    {
      zh: '没有这次导入，或者不在您的范围内。',
      en: 'There is no such import, or it is not within your scope.',
    },
    { field: 'id', value: id },
  )
}

function nobodyWaits(id: string) {
  return refused(
    'accountImport.nobodyWaits',
    {
      zh: '这次导入的账号都已有人使用，没有要发的邀请码。个别人忘记密码的，在账号页面重发。',
      en: 'Everybody of this import has entered: there is nobody to invite. Whoever forgot a password is invited on the page of the account.',
    },
    { field: 'id', value: id },
  )
}
