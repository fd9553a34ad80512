/** Items that are numbered wrongly, and lists that are not as long as they say. */
import type { NumberingFault } from '../outline/numbering.ts'
import type { AnnouncedList } from '../statements/lists.ts'
import type { Finding } from './finding.ts'

export function numberingFindings(faults: readonly NumberingFault[]): Finding[] {
  // An attachment that is brought alone begins with its own number.
  const told = faults.filter(({ before, item }) => before !== item || item.marker?.style !== 'attachment')
  return told.map(({ kind, before, item, expected }) =>
    kind === 'duplicate'
      ? {
          grade: 'error',
          rule: 'numberTwice',
          stated: item.number,
          computed: String(expected),
          message: {
            zh: `序号“${item.number}”重复，应为 ${expected}。`,
            en: `The number ${item.number} comes twice; ${expected} would be next.`,
          },
          ranges: [before.heading, item.heading],
        }
      : {
          grade: 'warning',
          rule: 'numberLeftOut',
          stated: item.number,
          computed: String(expected),
          message: {
            zh: `序号不连续：“${before === item ? '开头' : before.number}”之后应为 ${expected}，实为“${item.number}”。`,
            en: `The numbers skip: ${expected} would come next, but it is ${item.number}.`,
          },
          ranges: before === item ? [item.heading] : [before.heading, item.heading],
        },
  )
}

export function listFindings(lists: readonly AnnouncedList[]): Finding[] {
  return lists
    .filter(({ holds }) => !holds)
    .map(({ text, announced, counted, isInBrackets, range }) => ({
      grade: isInBrackets ? 'error' : 'warning',
      rule: 'listCount',
      stated: String(announced),
      computed: String(counted),
      message: {
        zh: `“${text.replaceAll(/[“”"]/g, '')}”应有 ${announced} 项，列出 ${counted} 项。`,
        en: `“${text.replaceAll(/[“”"]/g, '')}” announces ${announced}, but ${counted} are listed.`,
      },
      ranges: [range],
    }))
}
