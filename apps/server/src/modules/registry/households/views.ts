/** Saved views of lists: one's own to change, those shared with one's region to use. */
import type { SavedView } from '@lika/contract'
import { conflict, notFound, refused } from '../../../platform/errors.ts'
import { type Actor, mustNotIdentify } from '../../../platform/http.ts'
import type { RegistryDeps } from '../deps.ts'
import { countViews, deleteViewRow, findView, listViewRows, upsertView, type ViewRow } from './views.store.ts'

const MOST_VIEWS = 100

export async function listViews(
  deps: RegistryDeps,
  actor: Actor,
  page: 'households',
): Promise<{ items: SavedView[] }> {
  const rows = await listViewRows(deps.db.pool, page, actor.accountId, actor.regions)
  return { items: rows.map((row) => viewOf(actor, row)) }
}

export async function saveView(
  deps: RegistryDeps,
  actor: Actor,
  id: string,
  body: {
    readonly page: 'households'
    readonly name: string
    readonly search: Readonly<Record<string, string>>
    readonly shared: boolean
  },
): Promise<SavedView> {
  const { pool } = deps.db
  const name = body.name.trim()
  const known = await findView(pool, id)
  if (known && known.account_id !== actor.accountId) throw unknownView(id)
  if (!known && (await countViews(pool, actor.accountId)) >= MOST_VIEWS) throw tooMany()
  // Region and date are those of the page on which a view is opened.
  const { region: _, date: __, ...search } = body.search
  // Opened, it would stand in an address.
  mustNotIdentify(search)
  const isSaved = await upsertView(pool, {
    id,
    accountId: actor.accountId,
    page: body.page,
    name,
    search,
    sharedWith: body.shared ? (actor.regions[0] ?? null) : null,
  })
  if (!isSaved) throw nameTaken(name)
  return viewOf(actor, (await findView(pool, id))!)
}

/** Answers what was deleted, so that it can be saved again. */
export async function deleteView(deps: RegistryDeps, actor: Actor, id: string): Promise<SavedView> {
  const known = await findView(deps.db.pool, id)
  if (known?.account_id !== actor.accountId) throw unknownView(id)
  await deleteViewRow(deps.db.pool, id)
  return viewOf(actor, known)
}

function viewOf(actor: Actor, row: ViewRow): SavedView {
  return {
    id: row.id,
    page: row.page,
    name: row.name,
    search: row.search,
    shared: row.shared_with !== null,
    isOwn: row.account_id === actor.accountId,
    owner: row.owner,
    updatedAt: row.updated_at,
  }
}

/** Somebody else's view looks like one that there is not. */
function unknownView(id: string) {
  return notFound(
    'view.notFound',
    { zh: '没有这个视图，或者不是您存的。', en: 'There is no such view, or it is not yours.' },
    { field: 'id', value: id },
  )
}

function nameTaken(name: string) {
  return conflict(
    'view.nameTaken',
    {
      zh: `您已有名为“${name}”的视图，请换一个名称，或者替换它。`,
      en: `You have a view named ${name} already: choose another name, or replace it.`,
    },
    { field: 'name', value: name },
  )
}

function tooMany() {
  return refused(
    'view.tooMany',
    {
      zh: `最多存 ${MOST_VIEWS} 个视图，请先删除不用的。`,
      en: `At most ${MOST_VIEWS} views: delete one that is not used.`,
    },
    { expected: MOST_VIEWS },
  )
}
