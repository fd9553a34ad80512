import type { RegistryDeps } from '../registry/index.ts'

/** What the module is opened with. */
export interface LeadsDeps {
  readonly registry: RegistryDeps
  readonly readRows: ReadRows
}

/** What the sheet module reads; handed over by whoever wires the modules. */
export type ReadRows = (
  path: string,
  columns: readonly {
    readonly key: string
    readonly labels: readonly string[]
    readonly synonyms: readonly string[]
  }[],
  signal: AbortSignal,
) => AsyncIterable<{
  /** The same with every batch: which column is which, by its place. */
  readonly columns: readonly { readonly header: string; readonly key: string | undefined }[]
  readonly rows: readonly { readonly line: number; readonly cells: readonly (string | null)[] }[]
}>
