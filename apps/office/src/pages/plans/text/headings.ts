/** Where the words of a heading stand: the line that it opens may run on into its sentence. */
import type { PlanPart, TextRange } from '@lika/contract'

export type Heading = { readonly range: TextRange; readonly level: number }

export function headingsOf(part: Pick<PlanPart, 'text' | 'range' | 'outline'>): readonly Heading[] {
  const { text, range, outline } = part
  return outline.map(({ heading, title, level }) => {
    const line = text.slice(heading[0] - range[0], heading[1] - range[0])
    const at = title === '' ? -1 : folded(line).indexOf(folded(title))
    const end = at === -1 ? line.length : at + title.length
    // The mark that closes a heading belongs to it: nothing else is left of the line then.
    const isWhole = line.slice(end).trim().length <= 1
    return { range: [heading[0], heading[0] + (isWhole ? line.length : end)], level }
  })
}

/** One spelling for marks of every width, character by character, as the reader of documents has it. */
const folded = (text: string) =>
  text.replaceAll(/[！-～]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xfee0))
