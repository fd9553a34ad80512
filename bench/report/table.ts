/** The table for a terminal and the page for the repository. */
import type { Machine } from '../machine.ts'
import type { Measurement } from '../measurement.ts'

export interface SectionResult {
  readonly name: string
  readonly title: string
  readonly measurements: readonly Measurement[]
  readonly seconds: number
  /** Load of the machine when the section began: ours and everybody else's. */
  readonly loadBefore: string
  readonly peakMb: number
  readonly failure?: string
  /** What was needed and was not there, so that nothing was measured. */
  readonly absent?: string
}

const verdict = ({ bar, reached }: Measurement) =>
  bar === undefined ? '' : reached === undefined ? 'not judged' : reached ? 'reached' : 'NOT REACHED'

export function printResult({ title, measurements, seconds, failure, absent }: SectionResult): void {
  console.log(`\n${title}  (${seconds.toFixed(0)} s)`)
  if (failure) console.log(`  FAILED: ${failure}`)
  if (absent) console.log(`  Not measured: ${absent}`)
  for (const measurement of measurements) {
    const { work, result, against, ratio, bar, note } = measurement
    console.log(`  ${work}`)
    const figures = [result, against && `against ${against}`, ratio].filter(Boolean).join('  ')
    console.log(`      ${figures}${bar ? `  [${bar}: ${verdict(measurement)}]` : ''}`)
    if (note) console.log(`      ${note}`)
  }
}

export function resultsPage(sections: readonly (SectionResult & { readonly machine: Machine })[]): string {
  const all = sections.flatMap(({ measurements }) => measurements)
  const missed = all.filter(({ reached }) => reached === false)
  const barred = all.filter(({ reached }) => reached !== undefined)
  const { machine } = sections.at(-1)!
  return [
    '# Results',
    '',
    'Written by `npm run bench`; README.md says what each line measures and why some bars are not reached. Speeds are ratios',
    'within one run: compare the last columns, not figures of two machines. Everything runs on one machine, the generator',
    'of requests included.',
    '',
    '| | |',
    '| --- | --- |',
    `| processor | ${machine.processor}, ${machine.cores} cores |`,
    `| memory | ${machine.memoryGb} GB |`,
    `| Node, PostgreSQL | ${machine.node}, ${machine.postgres} |`,
    '',
    `**Bars reached: ${barred.length - missed.length} of ${barred.length}.**`,
    ...(missed.length > 0 ? ['', 'Not reached:', '', ...missed.map(missedLine)] : []),
    ...sections.flatMap(sectionLines),
    '',
  ].join('\n')
}

function missedLine({ work, result, ratio, bar, note }: Measurement): string {
  return `- ${work}: ${[result, ratio].filter(Boolean).join(', ')}, where the bar is ${bar}.${note ? ` ${sentence(note)}` : ''}`
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`
}

function sectionLines(section: SectionResult & { readonly machine: Machine }): string[] {
  const { title, measurements, loadBefore, peakMb, seconds, machine } = section
  const cell = (text: string | undefined) => (text ?? '').replaceAll('|', '\\|')
  return [
    '',
    `## ${title}`,
    '',
    '| work | result | against | ratio | bar | |',
    '| --- | --- | --- | --- | --- | --- |',
    ...measurements.map((each) => {
      const cells = [each.work, each.result, each.against, each.ratio, each.bar, verdict(each)]
      return `| ${cells.map(cell).join(' | ')} |`
    }),
    '',
    ...measurements.filter(({ note }) => note).map(({ work, note }) => `- ${work}: ${note}`),
    `- ${machine.date} at ${machine.commit}: ${seconds.toFixed(0)} s in all; load of the machine when it began ${loadBefore} on ${machine.cores} cores; peak memory of the bench's own process ${peakMb} MB.`,
  ]
}
