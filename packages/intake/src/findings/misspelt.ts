/** Names of offices with one wrong character in their last words: 委贡会 for 委员会. */
import type { Range } from '../model.ts'
import type { Duty } from '../statements/duties.ts'
import type { Finding } from './finding.ts'

/** Long enough that one other character is a slip, not another word. */
const ENDINGS = ['委员会', '办公室', '领导小组', '人民政府', '人民法院', '人民检察院']
const REAL = /(?:办公厅|办公会|人民医院)$/

export function misspeltFindings(folded: string, duties: readonly Duty[]): Finding[] {
  return duties.flatMap(({ lead, cooperating, responsible, range }) =>
    [...lead, ...cooperating, ...responsible].flatMap((name) => {
      const meant = endingMeant(name)
      if (meant === undefined) return []
      const at = folded.indexOf(name, range[0])
      const place: Range = at < 0 || at >= range[1] ? range : [at, at + name.length]
      const right = name.slice(0, -meant.length) + meant
      return [
        {
          grade: 'warning' as const,
          rule: 'unitMisspelt' as const,
          stated: name,
          computed: right,
          message: {
            zh: `单位名称“${name}”疑有错字，应为“${right}”。`,
            en: `The name “${name}” looks misspelt: “${right}” is probably meant.`,
          },
          ranges: [place],
        },
      ]
    }),
  )
}

function endingMeant(name: string): string | undefined {
  if (REAL.test(name)) return undefined
  return ENDINGS.find((ending) => {
    const tail = name.slice(-ending.length)
    if (name.length <= ending.length || tail === ending) return false
    return [...tail].filter((character, at) => character !== ending[at]).length === 1
  })
}
