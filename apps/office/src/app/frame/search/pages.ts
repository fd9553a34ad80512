/** The pages that the search box knows, by the words of the navigation. */
import type { zh } from '../../../words/zh.ts'

export const searchablePages = [
  { to: '/', name: 'overview' },
  { to: '/households', name: 'households' },
  { to: '/villages', name: 'villages' },
  { to: '/policy', name: 'policy' },
  { to: '/dictionary', name: 'dictionary' },
] as const satisfies readonly { to: string; name: keyof typeof zh.nav }[]

export type SearchablePage = (typeof searchablePages)[number]
