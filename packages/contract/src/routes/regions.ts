import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id, PageOf, Place, RegionCode } from '../schemas.ts'

export const RegionLevel = Type.Union([
  Type.Literal('nation'),
  Type.Literal('province'),
  Type.Literal('city'),
  Type.Literal('county'),
  Type.Literal('town'),
  Type.Literal('village'),
  Type.Literal('group'),
])

export const RegionName = Type.String({ minLength: 1, maxLength: 100, pattern: '^\\S(.*\\S)?$' })

export const ChildRegion = Type.Object(
  {
    code: Type.String(),
    name: Type.String(),
    level: RegionLevel,
    children: Type.Integer({
      description: 'How many regions lie directly below, of those that one may see.',
    }),
  },
  closed,
)
export type ChildRegion = Static<typeof ChildRegion>

export const Region = Type.Object(
  {
    code: Type.String(),
    name: Type.String(),
    level: RegionLevel,
    asOf: Day,
    validFrom: Type.Union([Day, Type.Null()], {
      description: 'First day under this name and code; null for the nation.',
    }),
    validTo: Type.Union([Day, Type.Null()], {
      description: 'Day on which it no longer holds; null while it does.',
    }),
    path: Type.Array(Place, { description: 'From the nation down to the region itself.' }),
    children: Type.Array(ChildRegion),
  },
  closed,
)
export type Region = Static<typeof Region>

export const getRegion = defineRoute({
  id: 'getRegion',
  method: 'GET',
  path: '/api/regions/:code',
  summary: { zh: '一个区划及其下级', en: 'One region, and those directly below' },
  permission: 'regions.read',
  params: Type.Object({ code: RegionCode }, closed),
  query: Type.Object({ asOf: Type.Optional(Day) }, closed),
  response: { 200: Region },
})

export const FoundRegion = Type.Object(
  { code: Type.String(), name: Type.String(), level: RegionLevel, path: Type.Array(Place) },
  closed,
)
export type FoundRegion = Static<typeof FoundRegion>

export const searchRegions = defineRoute({
  id: 'searchRegions',
  method: 'GET',
  path: '/api/regions',
  summary: { zh: '按名称查找区划', en: 'Find regions by name' },
  permission: 'regions.read',
  query: Type.Object(
    {
      search: Type.String({
        minLength: 1,
        maxLength: 40,
        description: 'A part of the name; 县, 镇, 村委会 and the like at its end do not matter.',
      }),
      within: Type.Optional(RegionCode),
      limit: Type.Optional(
        Type.String({ pattern: '^([1-9]|[1-4]\\d|50)$', description: '1 to 50; 20 otherwise.' }),
      ),
    },
    closed,
  ),
  response: { 200: Type.Object({ items: Type.Array(FoundRegion) }, closed) },
})

export const NewGroup = Type.Object(
  {
    id: Id,
    village: Type.String({ pattern: '^\\d{12}$' }),
    name: RegionName,
    effectiveOn: Type.Optional(
      Type.String({ ...Day, description: 'First day of the group; as old as its village otherwise.' }),
    ),
  },
  closed,
)
export type NewGroup = Static<typeof NewGroup>

export const addGroup = defineRoute({
  id: 'addGroup',
  method: 'POST',
  path: '/api/regions/groups',
  summary: { zh: '增设村民小组', en: 'Add a village group' },
  permission: 'regions.edit',
  body: NewGroup,
  response: {
    200: Type.Object({ code: Type.String(), name: Type.String(), path: Type.Array(Place) }, closed),
  },
})

export const NewRegionChange = Type.Object(
  {
    id: Id,
    kind: Type.Union([Type.Literal('rename'), Type.Literal('merge'), Type.Literal('move')]),
    from: RegionCode,
    to: Type.Optional(
      Type.String({
        ...RegionCode,
        description:
          'merge: the village that takes it in; move: the new code, under the town that it moves to; rename: absent.',
      }),
    ),
    name: Type.Optional(
      Type.String({ ...RegionName, description: 'rename: the new name; move: a new name, if any.' }),
    ),
    effectiveOn: Day,
    reason: Type.String({ minLength: 1, maxLength: 2000 }),
  },
  closed,
)
export type NewRegionChange = Static<typeof NewRegionChange>

export const RegionChangeAnswer = Type.Object(
  {
    id: Id,
    appended: Type.Boolean({ description: 'False when the same change had been sent before.' }),
    region: Place,
    households: Type.Integer({ description: 'How many are registered under the new code by this change.' }),
    persons: Type.Integer(),
  },
  closed,
)
export type RegionChangeAnswer = Static<typeof RegionChangeAnswer>

export const changeRegion = defineRoute({
  id: 'changeRegion',
  method: 'POST',
  path: '/api/region-changes',
  summary: { zh: '区划更名、撤并、划转', en: 'Rename, merge or move a region from a day on' },
  permission: 'regions.edit',
  body: NewRegionChange,
  response: { 200: RegionChangeAnswer },
})

export const RegionChange = Type.Object(
  {
    id: Id,
    kind: Type.Union([
      Type.Literal('rename'),
      Type.Literal('merge'),
      Type.Literal('move'),
      Type.Literal('addGroup'),
    ]),
    from: Place,
    to: Place,
    effectiveOn: Day,
    reason: Type.Union([Type.String(), Type.Null()]),
    madeBy: Type.Union([Type.String(), Type.Null()], {
      description: 'Null when an import of the national codes brought it.',
    }),
    madeAt: Type.String(),
  },
  closed,
)
export type RegionChange = Static<typeof RegionChange>

export const listRegionChanges = defineRoute({
  id: 'listRegionChanges',
  method: 'GET',
  path: '/api/region-changes',
  summary: { zh: '区划变更历史', en: 'Changes of a region and of what lies in it, latest first' },
  permission: 'regions.read',
  query: Type.Object({ region: RegionCode, cursor: Type.Optional(Type.String({ maxLength: 200 })) }, closed),
  response: { 200: PageOf(RegionChange) },
})

/** A position: longitude and latitude in degrees. */
const Position = Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })
const Ring = Type.Array(Position)

export const Boundary = Type.Object(
  {
    code: Type.String(),
    name: Type.String(),
    /** As in a GeoJSON MultiPolygon: polygons of an outer ring and holes. */
    polygons: Type.Array(Type.Array(Ring)),
  },
  closed,
)
export type Boundary = Static<typeof Boundary>

export const listBoundaries = defineRoute({
  id: 'listBoundaries',
  method: 'GET',
  path: '/api/regions/:code/boundaries',
  summary: { zh: '下级区划的边界', en: 'Boundaries of the regions directly below' },
  permission: 'regions.read',
  params: Type.Object({ code: RegionCode }, closed),
  query: Type.Object({ asOf: Type.Optional(Day) }, closed),
  response: {
    200: Type.Object(
      {
        items: Type.Array(Boundary),
        missing: Type.Array(Place, { description: 'Regions below whose boundary nobody has imported.' }),
      },
      closed,
    ),
  },
})

export const BoundaryImport = Type.Object(
  {
    imported: Type.Integer({ description: 'Regions that have this boundary now.' }),
    replaced: Type.Integer({ description: 'Of them, those that had another one before.' }),
    pointsRead: Type.Integer(),
    pointsKept: Type.Integer(),
    regions: Type.Array(Place),
  },
  closed,
)
export type BoundaryImport = Static<typeof BoundaryImport>

export const importBoundaries = defineRoute({
  id: 'importBoundaries',
  method: 'POST',
  path: '/api/region-boundaries',
  summary: { zh: '导入区划边界（GeoJSON）', en: 'Import boundaries of regions out of a GeoJSON file' },
  permission: 'regions.edit',
  query: Type.Object(
    {
      property: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 64,
          description: 'Property of each feature that holds the region code; found by its content otherwise.',
        }),
      ),
    },
    closed,
  ),
  upload: { maxBytes: 32 * 2 ** 20 },
  response: { 200: BoundaryImport },
})
