import type { TextRange } from '@lika/contract'
import { memo } from 'react'
import type { Card } from '../reader/cards.ts'
import { FindingNote } from './finding-note.tsx'
import { type Mark, piecesOf } from './marks.ts'
import type { Block, Paragraph } from './paragraphs.ts'

/** A few paragraphs with their marks; drawn again only when something in them changes. */
export const TextBlock = memo(function TextBlock(props: {
  readonly block: Block
  readonly text: string
  /** Where `text` begins in the whole text of the version. */
  readonly start: number
  readonly marks: readonly Mark[]
  readonly lit: readonly TextRange[]
  /** Findings whose first place is here. */
  readonly findings: readonly Card[]
  readonly onFinding: (card: Card) => void
}) {
  const { block, findings } = props
  const length = block.range[1] - block.range[0]
  return (
    // The height is a guess until it is drawn: about 36 characters a line.
    <div className="text-block" style={{ containIntrinsicSize: `auto ${Math.round((length / 36) * 30)}px` }}>
      {block.paragraphs.map((paragraph) => (
        <OneParagraph
          key={paragraph.range[0]}
          {...props}
          paragraph={paragraph}
          notes={findings.filter(({ range }) => range && meets(range[0], paragraph.range))}
        />
      ))}
    </div>
  )
})

/** The page has the first level, and the panels the second. */
const headings = ['h2', 'h2', 'h3', 'h4', 'h5'] as const

const meets = (at: number, [from, to]: TextRange) => at >= from && at < to

function OneParagraph(props: {
  readonly paragraph: Paragraph
  readonly text: string
  readonly start: number
  readonly marks: readonly Mark[]
  readonly lit: readonly TextRange[]
  readonly notes: readonly Card[]
  readonly onFinding: (card: Card) => void
}) {
  const { paragraph, text, start, notes } = props
  const { level, isTable } = paragraph
  const content = piecesOf(paragraph.range, props.marks, props.lit).map(({ range, looks, isLit }) => {
    const [from, to] = range
    const look = looks.map((each) => ` mark-${each}`).join('')
    return (
      <span key={from} data-from={from} className={`piece${look}${isLit ? ' is-lit' : ''}`}>
        {text.slice(from - start, to - start)}
      </span>
    )
  })
  const Heading = headings[Math.min(level ?? 0, headings.length - 1)]!
  const className = isTable ? 'text-line is-table' : level === 0 ? 'text-line is-title' : 'text-line'
  return (
    <>
      {level === undefined || level === 0 ? (
        <p className={className}>{content}</p>
      ) : (
        <Heading className={`${className} is-heading level-${level}`}>{content}</Heading>
      )}
      {notes.length > 0 && (
        <ul className="text-notes">
          {notes.map((card) => (
            <FindingNote key={card.key} card={card} onOpen={props.onFinding} />
          ))}
        </ul>
      )}
    </>
  )
}
