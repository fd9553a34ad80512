import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'

type Subject =
  | { readonly household: string; readonly day: string; readonly asKnown: boolean }
  | { readonly village: string; readonly day: string }

/** Verdicts of a day; of a household also as far as was known on it. */
export const verdictsOnQuery = (subject: Subject) =>
  queryOptions({
    queryKey: ['verdictsOn', subject],
    queryFn: async ({ signal }) => {
      if ('village' in subject) {
        const { village, day } = subject
        return (await api.getVillage({ params: { code: village }, query: { asOf: day }, signal })).verdicts
      }
      const { household, day, asKnown } = subject
      const query = { asOf: day, ...(asKnown ? { knownOn: day } : {}) }
      return (await api.getHousehold({ params: { id: household }, query, signal })).verdicts
    },
  })

/** So many households stand in one part of a register: what is printed at once stays bounded. */
export const PART = 200

export const registered = 'poor,expected,exited,relapsed'

export const registerQuery = (query: {
  readonly region: string
  readonly date: string
  readonly status: string
  readonly part: number
}) =>
  queryOptions({
    queryKey: ['register', query],
    queryFn: async ({ signal }) => {
      const { region, date, status, part } = query
      const filter = { region, status, asOf: date }
      const [list, facets] = await Promise.all([
        api.listHouseholds({
          query: { ...filter, sort: 'place', limit: String(PART), skip: String((part - 1) * PART) },
          signal,
        }),
        api.getHouseholdFacets({ query: { ...filter, facets: 'total' }, signal }),
      ])
      return { rows: list.items, total: facets.total ?? list.items.length }
    },
  })

/** By how many pages the cases of a register are looked through; what lies beyond is said to be left out. */
const PAGES = 4

/** Cases that gave a status, by the household; the latest of each. */
export const statusCasesQuery = (region: string) =>
  queryOptions({
    queryKey: ['statusCases', region],
    queryFn: async ({ signal }) => {
      const found = []
      let cursor: string | undefined
      for (let page = 0; page < PAGES; page++) {
        const { items, next } = await api.listCases({
          query: { region, state: 'ended', sort: 'newest', limit: '500', ...(cursor ? { cursor } : {}) },
          signal,
        })
        found.push(...items)
        cursor = next
        if (next === undefined) break
      }
      const bySubject = new Map<string, (typeof found)[number]>()
      for (const item of found) {
        if (item.status !== null && !bySubject.has(item.subject.id)) bySubject.set(item.subject.id, item)
      }
      return { bySubject, isWhole: cursor === undefined }
    },
  })

export const villagesByStatusQuery = (region: string, date: string) =>
  queryOptions({
    queryKey: ['villagesByStatus', region, date],
    queryFn: async ({ signal }) => {
      const statuses = registered.split(',')
      const lists = await Promise.all(
        statuses.map((status) => api.listSubRegions({ query: { region, date, status }, signal })),
      )
      const places = new Map(
        lists.flatMap(({ items }) => items.map((item) => [item.region.code, item.region])),
      )
      return [...places.values()]
        .toSorted((a, b) => (a.code < b.code ? -1 : 1))
        .map((place) => ({
          place,
          counts: lists.map(({ items }, at) => {
            const own = items.find(({ region: { code } }) => code === place.code)
            return {
              status: statuses[at]!,
              households: own?.households ?? 0,
              persons: own?.persons ?? 0,
            }
          }),
        }))
    },
  })
