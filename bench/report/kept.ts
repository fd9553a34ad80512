/** The latest result of every section, so that one section can be measured again on a quiet evening. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Machine } from '../machine.ts'
import { KEPT, RESULTS } from '../places.ts'
import { SECTIONS } from '../sections.ts'
import { resultsPage, type SectionResult } from './table.ts'

export interface Kept extends SectionResult {
  readonly machine: Machine
}

/** Replaces the sections that were measured, and writes RESULTS.md anew from all of them. */
export function keepResults(results: readonly SectionResult[], machine: Machine): void {
  const kept: Record<string, Kept> = existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf8')) : {}
  for (const result of results) {
    // A section that failed or was not measured says nothing; what it said before stays.
    if (result.failure === undefined && result.absent === undefined)
      kept[result.name] = { ...result, machine }
  }
  const inOrder = Object.keys(SECTIONS).flatMap((name) => kept[name] ?? [])
  writeFileSync(
    KEPT,
    `${JSON.stringify(Object.fromEntries(inOrder.map((each) => [each.name, each])), null, 2)}\n`,
  )
  writeFileSync(RESULTS, resultsPage(inOrder))
}
