/** Saved views of lists: a named filter, order and choice of columns. They hold no data. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Id } from '../schemas.ts'

const Page = Type.Literal('households')
const Search = Type.Record(
  Type.String({ pattern: '^[a-zA-Z]{1,32}$' }),
  Type.String({ minLength: 1, maxLength: 2000 }),
  { description: 'What the address says, without region and date.', maxProperties: 24, ...closed },
)
const Name = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' })

export const SavedView = Type.Object(
  {
    id: Id,
    page: Page,
    name: Type.String(),
    search: Type.Record(Type.String(), Type.String()),
    shared: Type.Boolean({ description: 'With everybody of the owner’s region.' }),
    isOwn: Type.Boolean(),
    owner: Type.String(),
    updatedAt: Type.String(),
  },
  closed,
)
export type SavedView = Static<typeof SavedView>

const params = Type.Object({ id: Id }, closed)

export const listViews = defineRoute({
  id: 'listViews',
  method: 'GET',
  path: '/api/views',
  summary: { zh: '已存的视图', en: 'Saved views: one’s own, and those shared with one’s region' },
  permission: 'registry.read',
  query: Type.Object({ page: Page }, closed),
  response: { 200: Type.Object({ items: Type.Array(SavedView) }, closed) },
})

export const saveView = defineRoute({
  id: 'saveView',
  method: 'PUT',
  path: '/api/views/:id',
  summary: { zh: '保存视图', en: 'Save a view, or another one in its place; also brings back a deleted one' },
  permission: 'registry.read',
  params,
  body: Type.Object({ page: Page, name: Name, search: Search, shared: Type.Boolean() }, closed),
  response: { 200: SavedView },
})

export const deleteView = defineRoute({
  id: 'deleteView',
  method: 'DELETE',
  path: '/api/views/:id',
  summary: { zh: '删除视图', en: 'Delete one of one’s own views' },
  permission: 'registry.read',
  params,
  response: { 200: SavedView },
})
