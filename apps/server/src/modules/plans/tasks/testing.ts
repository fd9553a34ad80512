/** Tasks in force, as if somebody had accepted them, for tests. */
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import type { Every, UnitRole } from '@lika/contract'
import { type Entry, type Options, fromBuffer as open, type ZipFile } from 'yauzl'
import type { Db } from '../../../platform/db.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { type AccountName, accountId } from '../../../testing/places.ts'

const fromBuffer = promisify<Buffer, Options, ZipFile>(open as never)

export interface PlantedTask {
  readonly text?: string
  readonly clause?: string
  readonly region?: string
  readonly from?: string
  readonly until?: string
  readonly every?: Every
  readonly units?: readonly { readonly role: UnitRole; readonly name: string; readonly unit?: string }[]
  readonly plan?: string
}

export const PLAN_TEXT =
  '关于推进任务的方案\n一、饮水。各镇要抓紧。县水利局负责在6月底前完成管网延伸。其他工作照常。'
const SENTENCE = '县水利局负责在6月底前完成管网延伸。'

/** A plan of a region with its text and the reading of its one document. */
export async function plantPlan(
  db: Db,
  region: string,
  { title = '推进任务的方案', by = 'county' }: { readonly title?: string; readonly by?: AccountName } = {},
): Promise<string> {
  const id = uuidv7()
  const account = accountId(by)
  await db.pool.query(
    `with p as (insert into plan (id, region_code, made_by, made_at) values ($1, $2, $3, now())),
       v as (insert into plan_version (plan_id, version, text, sha256, made_by, made_at) values ($1, 1, $4, sha256(convert_to($4, 'UTF8')), $3, now()))
     insert into plan_reading (plan_id, version, part, reader, title, range_from, range_to, errors, warnings, proposals, read)
     values ($1, 1, 0, 'test', $5, 0, length($4), 0, 0, 0, '{}')`,
    [id, region, account, PLAN_TEXT, title],
  )
  return id
}

export async function plantTask(db: Db, task: PlantedTask & { readonly plan: string }): Promise<string> {
  const id = uuidv7()
  const from = PLAN_TEXT.indexOf(SENTENCE)
  await db.pool.query(
    `with p as (select region_code from plan where id = $2),
       s as (insert into plan_statement (id, plan_id, region_code, kind, state, version, part, range_from, range_to, content, reason, decided_by, decided_at, decision_id)
         select $1, $2, region_code, 'task', 'accepted', 1, 0, $3, $4, '{}', '', $5, now(), $1 from p returning id)
     insert into task (id, plan_id, region_code, clause, text, begins_on, due_on, every, ends_on)
     select s.id, $2, p.region_code, $6, $7, $8, case when $10::text is null then $9::date end, $10, case when $10::text is not null then $9::date end
     from p, s`,
    [
      id,
      task.plan,
      from,
      from + SENTENCE.length,
      accountId('county'),
      task.clause ?? '一',
      task.text ?? '完成管网延伸',
      task.from ?? null,
      task.until ?? null,
      task.every ?? null,
    ],
  )
  const units = task.units ?? [{ role: 'lead', name: '县水利局' }]
  await db.pool.query(
    'insert into task_unit (task_id, role, name, unit_id) select $1, * from unnest($2::text[], $3::text[], $4::uuid[])',
    [id, units.map(({ role }) => role), units.map(({ name }) => name), units.map(({ unit }) => unit ?? null)],
  )
  return id
}

export async function plantTarget(
  db: Db,
  target: {
    readonly plan: string
    readonly region: string
    readonly label: string
    readonly value: string
    readonly unit: string
    readonly clause?: string
  },
): Promise<void> {
  const id = uuidv7()
  await db.pool.query(
    `with s as (insert into plan_statement (id, plan_id, region_code, kind, state, content, reason, decided_by, decided_at, decision_id)
       values ($1, $2, $3, 'target', 'accepted', '{}', '', $4, now(), $1) returning id)
     insert into target (id, plan_id, region_code, kind, label, begins_on, ends_on, bound, value, unit, clause)
     select id, $2, $3, 'plan', $5, '2017-01-01', '2017-12-31', 'atLeast', $6, $7, $8 from s`,
    [
      id,
      target.plan,
      target.region,
      accountId('city'),
      target.label,
      target.value,
      target.unit,
      target.clause ?? '',
    ],
  )
}

/** What a text document says: a line a paragraph, the cells of a row parted by bars. Throws when it is no archive. */
export async function textOfDocument(bytes: Buffer): Promise<string> {
  const archive = await fromBuffer(bytes, { lazyEntries: true })
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  archive.on('error', reject)
  archive.on('end', () => reject(new Error('there is no word/document.xml in it')))
  archive.on('entry', (entry: Entry) => {
    if (entry.fileName !== 'word/document.xml') return archive.readEntry()
    archive.openReadStream(entry, (error, stream) =>
      error ? reject(error) : void text(stream!).then(resolve, reject),
    )
  })
  archive.readEntry()
  const xml = await promise
  return xml
    .replaceAll('</w:p></w:tc><w:tc>', '|')
    .replaceAll(/<\/w:p>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
