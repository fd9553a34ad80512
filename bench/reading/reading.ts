/** How much of a policy document is read right: precision and recall against annotations by hand. */
import {
  KINDS,
  type Kind,
  measure,
  precision,
  recall,
  type Score,
  type Told,
  together,
} from '../../packages/intake/gold/measure.ts'
import { openFile, readText } from '../../packages/intake/src/index.ts'
import type { Measurement, Section } from '../measurement.ts'
import { findDocuments, goldAnnotations } from './gold.ts'

const WORK: Readonly<Record<Kind, string>> = {
  documents: 'documents of a file: number, title, beginning and end',
  outline: 'items of the outline: number, level, place',
  quantities: 'quantities: value, unit, bound, range',
  duties: 'units with their roles: unit, role, clause',
  fundLines: 'fund lines: amount, unit, clause, range',
  fundSources: 'sources of funds: amount, unit, range',
  errorsAndWarnings: 'findings, errors and warnings: rule and places',
  notes: 'findings, notes: rule and places',
}

export const reading: Section = async (_options, say) => {
  const annotations = goldAnnotations()
  const documents = findDocuments(annotations)
  const each: { name: string; scores: ReturnType<typeof measure> }[] = []
  for (const gold of annotations) {
    const { name, bytes } = documents.get(gold.sha256)!
    const { text } = await openFile(bytes, name)
    const scores = measure(gold, readText(text))
    each.push({ name: gold.name, scores })
    for (const kind of KINDS) {
      for (const told of scores[kind].missed) say(`${gold.name}, missed: ${placed(told, text)}`)
      for (const told of scores[kind].wrong) say(`${gold.name}, wrong: ${placed(told, text)}`)
    }
  }
  return KINDS.map((kind): Measurement => {
    const all = together(each.map(({ scores }) => scores[kind]))
    const missed = all.missed.map(({ what }) => what)
    const isFew = kind === 'errorsAndWarnings' || kind === 'notes'
    return {
      work: WORK[kind],
      result: figures(all),
      against: `${all.wanted} by hand`,
      note: [
        ...each.map(({ name, scores }) => `${name}: ${told(scores[kind])}`),
        ...(isFew && missed.length > 0 ? [`missed: ${missed.join('; ')}`] : []),
      ].join('. '),
    }
  })
}

function figures(score: Score): string {
  return `precision ${percent(precision(score))}, recall ${percent(recall(score))}`
}

function told(score: Score): string {
  if (score.wanted > 0) return `${figures(score)} of ${score.wanted}`
  return score.read === 0 ? 'none, and none read' : `none, but ${score.read} read`
}

/** Rounded down: 100 % is only said of all. */
function percent(share: number): string {
  return `${(Math.floor(share * 1000 + 1e-9) / 10).toFixed(1)} %`
}

function placed({ what, range: [from, to] }: Told, text: string): string {
  return `${what} at ${from}: ${text.slice(Math.max(0, from - 10), to + 10).replaceAll(/\s+/g, ' ')}`
}
