/**
 * What a spreadsheet may ask of the machine. The defaults let a province's million persons of forty columns
 * through (about 200 MB packed, 2.5 GB of XML) and stop what only an attack or a broken program makes.
 */
export type SheetLimits = {
  /** Bytes of the file as uploaded. */
  readonly fileBytes: number
  /** Parts inside the archive. A workbook of an office program has 10 to 200. */
  readonly entries: number
  /** Bytes of all parts together once unpacked, declared and actual. */
  readonly unpackedBytes: number
  /** Bytes of a part that is read whole: workbook, styles, relations. */
  readonly partBytes: number
  /** Unpacked bytes per packed byte of one part; the format itself ends at 1,032. */
  readonly ratio: number
  /** Parts smaller than this once unpacked are never refused for their ratio: they can do no harm. */
  readonly ratioFromBytes: number
  /** Different texts of the workbook: they are all held in memory while a sheet is read. */
  readonly sharedStrings: number
  readonly sharedStringBytes: number
  readonly rows: number
  readonly columns: number
  /** Bytes of one cell in the file. Excel ends at 32,767 characters. */
  readonly cellBytes: number
  /** Heap of the worker that reads, in MiB. */
  readonly heapMiB: number
  /** How long the caller may be kept waiting for rows in all, in milliseconds. */
  readonly waitMs: number
}

const MiB = 1024 * 1024

export const defaultLimits: SheetLimits = {
  fileBytes: 512 * MiB,
  entries: 2_000,
  unpackedBytes: 4_096 * MiB,
  partBytes: 16 * MiB,
  ratio: 200,
  ratioFromBytes: 16 * MiB,
  sharedStrings: 5_000_000,
  sharedStringBytes: 512 * MiB,
  rows: 1_048_576,
  columns: 512,
  cellBytes: 256 * 1024,
  heapMiB: 1_024,
  waitMs: 15 * 60_000,
}

export function withDefaults(limits: Partial<SheetLimits> = {}): SheetLimits {
  return { ...defaultLimits, ...limits }
}
