/** The sections of the bench, in the order in which they run. Each is loaded only in its own process. */
import type { Section } from './measurement.ts'

export interface Entry {
  readonly title: string
  readonly load: () => Promise<Section>
}

export const SECTIONS: Readonly<Record<string, Entry>> = {
  one: {
    title: 'Judging one household',
    load: async () => (await import('./judging/one.ts')).judgeOne,
  },
  judge: {
    title: 'Judging a million households in memory',
    load: async () => (await import('./judging/many.ts')).judgeMany,
  },
  sql: {
    title: 'Judging a million households in PostgreSQL',
    load: async () => (await import('./judging/sql.ts')).judgeSql,
  },
  start: {
    title: 'Starting',
    load: async () => (await import('./starting.ts')).starting,
  },
  worlds: {
    title: 'Making the registries, and judging all of them',
    load: async () => (await import('./registry/worlds.ts')).worlds,
  },
  reads: {
    title: 'Lists, pages and the cockpit over HTTP',
    load: async () => (await import('./http/reads.ts')).reads,
  },
  cases: {
    title: 'Cases over HTTP',
    load: async () => (await import('./http/cases.ts')).cases,
  },
  browser: {
    title: 'The office app in a browser',
    load: async () => (await import('./browser/office.ts')).office,
  },
  writes: {
    title: 'Writing a record with its verdict',
    load: async () => (await import('./http/writes.ts')).writes,
  },
  intake: {
    title: 'Reading policy documents',
    load: async () => (await import('./reading/reading.ts')).reading,
  },
  import: {
    title: 'Importing a spreadsheet',
    load: async () => (await import('./importing/importing.ts')).importing,
  },
}
