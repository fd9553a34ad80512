/** Objections over the public site: by anybody, with or without a name, while the notice hangs. */
import { isDeepStrictEqual } from 'node:util'
import { type Entry, heresOf, refusalOf } from '@lika/policy'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { type AppError, conflict, invalid, notFound, refused } from '../../../platform/errors.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { sha256 } from '../../policies/index.ts'
import { type Admitted, appendEntries } from '../appending.ts'
import { surroundings } from '../around.ts'
import { type CaseFile, lockFiles } from '../case-files.store.ts'
import type { CasesDeps } from '../deps.ts'
import { placeOf, readCases } from '../items.ts'
import { aboutCase } from '../journal.ts'
import { type Confided, confidedBy, openConfided, sealConfided } from './confided.ts'
import { hashOfNumber, lookUpNumber } from './looked-up-number.ts'
import { findNotice, type NoticeRow } from './notices.store.ts'
import { insertObjections, listOfSending, lockSending } from './objections.store.ts'
import { stateOn } from './state.ts'

/**
 * Who the journal names as the author of what comes over the public site. There is no such account: nobody enters as it,
 * and whatever bears it was written by somebody whom the installation does not know.
 */
export const PUBLIC_AUTHOR = '00000000-0000-7000-8000-000000012317'

export const TEXT_LENGTHS = { least: 2, most: 2000 } as const
export const NAME_MOST = 60

export interface FromSite {
  /** Of the form, made with it: the same form sent twice is one objection with one number. */
  readonly id: string
  /** Of the form as well; nobody but the sender and the server knows it: the number is made of it. */
  readonly secret: string
  readonly notice: string
  /** Number of a row, from 1 on, or all of them. */
  readonly row: number | 'whole'
  readonly text: string
  readonly name?: string | undefined
  readonly contact?: string | undefined
}

/** Answers the number that the answer is looked up by. */
export async function objectFromSite(deps: CasesDeps, said: FromSite): Promise<{ readonly number: string }> {
  const { keyring } = deps.registry
  const confided = { ...mustBeSound(said), row: said.row }
  const number = lookUpNumber(keyring, said.secret)
  await withTransaction(deps.system, async (tx) => {
    await lockSending(tx.client, said.id)
    const notice = await findNotice(tx.client, said.notice)
    if (!notice) throw unknown(said.notice)
    const ids = casesOf(notice, said.row)
    const known = await listOfSending(tx.client, said.id)
    if (known.length > 0) {
      const [{ secret, id, notice: of }] = known as [(typeof known)[number]]
      const asBefore = secret !== null && isDeepStrictEqual(openConfided(keyring, id, secret), confided)
      if (asBefore && of === notice.id) return
      throw otherContent()
    }
    mustHang(notice, deps.registry.clock.today())
    await append(deps, tx, { said, notice, confided, files: await lockFiles(tx, ids) })
  })
  return { number }
}

interface Arriving {
  readonly said: FromSite
  readonly notice: NoticeRow
  readonly confided: Confided
  readonly files: readonly CaseFile[]
}

/** An entry of each case that still stands where the notice was posted; with none left there is nothing to object to. */
async function append(deps: CasesDeps, tx: Tx, { said, notice, confided, files }: Arriving): Promise<void> {
  const { keyring, clock } = deps.registry
  const on = clock.today()
  const read = await readCases(deps, tx.client, files)
  const admitted = files.flatMap((file): Admitted[] => {
    const state = read.stateOf(file.id)
    const rows = read.entries.get(file.id) ?? []
    const here = heresOf(state).find(({ step }) => step.id === notice.step)
    // Posted anew, it is another notice that is objected to.
    if (rows.find(({ id }) => id === here?.posted?.id)?.facts.notice !== notice.id) return []
    const entry = {
      id: uuidv7(),
      kind: 'objected',
      step: notice.step,
      author: PUBLIC_AUTHOR,
      actor: 'public',
      on,
    } as const satisfies Entry
    if (refusalOf(state.procedure, state, entry, surroundings(on, read.verdicts(file.subjectId)))) return []
    const row = {
      id: entry.id,
      ...aboutCase(file, placeOf(read, file)),
      kind: entry.kind,
      on,
      authorId: PUBLIC_AUTHOR,
      facts: {
        case: file.id,
        step: notice.step,
        actor: entry.actor,
        notice: notice.id,
        sha256: sha256(confided.text),
      },
      reason: '',
      evidence: [],
    }
    return [{ row, entry, state, rows }]
  })
  if (admitted.length === 0) throw goneOn()
  await appendEntries(deps, tx, admitted)
  const numberHash = hashOfNumber(keyring, lookUpNumber(keyring, said.secret))!
  const objections = admitted.map(({ row }) => ({
    ...row,
    sending: said.id,
    step: notice.step,
    notice: notice.id,
    channel: 'site' as const,
    secret: sealConfided(keyring, row.id, confided),
    numberHash,
  }))
  await insertObjections(tx.client, objections, clock.now())
}

function mustBeSound(said: FromSite): Confided {
  const confided = confidedBy(said)
  const length = [...confided.text].length
  if (length < TEXT_LENGTHS.least || length > TEXT_LENGTHS.most)
    throw invalid(
      'objection.text',
      {
        zh: `请写明异议内容，${TEXT_LENGTHS.least} 至 ${TEXT_LENGTHS.most} 字。`,
        en: `Say what you object to, in ${TEXT_LENGTHS.least} to ${TEXT_LENGTHS.most} characters.`,
      },
      { field: 'text', expected: `${TEXT_LENGTHS.least}–${TEXT_LENGTHS.most}` },
    )
  for (const field of ['name', 'contact'] as const)
    if ([...(confided[field] ?? '')].length > NAME_MOST)
      throw invalid(
        `objection.${field}`,
        {
          zh: `${field === 'name' ? '姓名' : '联系方式'}不超过 ${NAME_MOST} 字。`,
          en: `The ${field} has ${NAME_MOST} characters at most.`,
        },
        { field, expected: `≤ ${NAME_MOST}` },
      )
  for (const [field, value] of Object.entries(confided))
    if (value !== null && (!value.isWellFormed() || value.includes('\0')))
      throw invalid(
        'objection.text',
        { zh: '有无法识别的字符。', en: 'It holds characters that are not text.' },
        { field },
      )
  return confided
}

function casesOf(notice: NoticeRow, row: number | 'whole'): string[] {
  if (row === 'whole') return notice.content.rows.map((each) => each.case)
  const found = notice.content.rows[row - 1]
  if (found) return [found.case]
  throw invalid(
    'objection.row',
    {
      zh: `这份公示没有第 ${row} 行，共 ${notice.content.rows.length} 行。`,
      en: `The notice has no row ${row}, of ${notice.content.rows.length}.`,
    },
    { field: 'row', value: row, expected: `1–${notice.content.rows.length}` },
  )
}

/** An announcement tells what has been decided; a notice is objected to while everybody can see it. */
function mustHang(notice: NoticeRow, today: string): void {
  const state = stateOn(notice, today)
  if (state === 'coming') throw unknown(notice.id)
  if (notice.kind === 'notice' && state === 'hanging') return
  throw refused(
    'objection.notHanging',
    notice.kind === 'notice'
      ? {
          zh: '这份公示已不在公示期内，不能再提出异议；可以通过“反映问题”或 12317 反映。',
          en: 'The notice does not hang any more. Use the complaint form, or the telephone 12317.',
        }
      : {
          zh: '这是公告，不接受异议；可以通过“反映问题”或 12317 反映。',
          en: 'This is an announcement, which takes no objections. Use the complaint form, or the telephone 12317.',
        },
    { field: 'notice', value: notice.id },
  )
}

function unknown(id: string): AppError {
  return notFound(
    'notice.notFound',
    { zh: '没有这份公示。', en: 'There is no such notice.' },
    { field: 'notice', value: id },
  )
}

function goneOn(): AppError {
  return refused(
    'objection.goneOn',
    {
      zh: '这一户已经退回重新核查或者办结，不用再提出异议；可以通过“反映问题”或 12317 反映。',
      en: 'It has been sent back to be checked anew, or is done. Use the complaint form, or the telephone 12317.',
    },
    { field: 'row' },
  )
}

function otherContent(): AppError {
  return conflict(
    'objection.differentBody',
    {
      zh: '这张表已经提交过，内容不同。请重新打开页面再填写。',
      en: 'This form was sent before with other content. Open the page again.',
    },
    { field: 'id' },
  )
}
