import type { PlanPart, TextRange } from '@lika/contract'
import { type MouseEvent, useCallback, useEffect, useMemo, useRef } from 'react'
import { useWords } from '../../../words/index.ts'
import { type Card, isSameCard } from '../reader/cards.ts'
import { headingsOf } from './headings.ts'
import { type Mark, marksWithin } from './marks.ts'
import { blocksOf } from './paragraphs.ts'
import { TextBlock } from './text-block.tsx'
import './text.css'

const NONE: readonly never[] = []

/** The document as running text, with what was read marked in it. */
export function TextPane(props: {
  readonly part: PlanPart
  /** Cards whose sentences are underlined: those of the tab. */
  readonly cards: readonly Card[]
  readonly findings: readonly Card[]
  readonly hasQuantities: boolean
  /** What is lit: the selected statement, and the one that is pointed at. */
  readonly lit: readonly TextRange[]
  readonly isShown: boolean
  /** Where to be, and how often it was asked for. */
  readonly goal: { readonly at: number; readonly count: number } | undefined
  readonly onPick: (at: number) => void
  readonly onFinding: (card: Card) => void
}) {
  const { t } = useWords()
  const { part, cards, findings, hasQuantities, lit, goal, isShown, onPick, onFinding } = props
  const pane = useRef<HTMLDivElement>(null)
  const blocks = useMemo(() => blocksOf(part), [part])
  const marks = useUnchanged(
    useMemo(
      () =>
        marksWithin(
          marksOf(part, cards, findings, hasQuantities),
          blocks.map(({ range }) => range),
        ),
      [part, cards, findings, hasQuantities, blocks],
    ),
    isSameMark,
  )
  const notes = useUnchanged(
    useMemo(() => {
      const told = findings.flatMap((card) => (card.range && card.read ? [{ card, at: card.range[0] }] : []))
      return blocks.map(({ range: [from, to] }) =>
        told.filter(({ at }) => at >= from && at < to).map(({ card }) => card),
      )
    }, [blocks, findings]),
    isSameCard,
  )

  useEffect(() => {
    const box = pane.current
    if (!goal || !box || !isShown) return
    // What was never drawn has a guessed height, so the place is looked for again once it is.
    showPiece(box, goal.at)
    const again = requestAnimationFrame(() => showPiece(box, goal.at))
    return () => cancelAnimationFrame(again)
  }, [goal, isShown])

  const pick = useCallback(
    (event: MouseEvent) => {
      // Whoever marks words to copy them picks no statement.
      if (getSelection()?.isCollapsed === false) return
      const piece = (event.target as HTMLElement).closest<HTMLElement>('[data-from]')
      if (piece) onPick(Number(piece.dataset.from))
    },
    [onPick],
  )

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard.
    <section ref={pane} className="text-pane" aria-label={t('plans.reader.text')} tabIndex={0}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard one goes through the cards. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above. */}
      <div className="text-column" lang="zh-CN" onClick={pick}>
        {blocks.map((block, index) => {
          const lights = lit.filter(([from, to]) => from < block.range[1] && to > block.range[0])
          return (
            <TextBlock
              key={block.range[0]}
              block={block}
              text={part.text}
              start={part.range[0]}
              marks={marks[index] ?? NONE}
              lit={lights.length === 0 ? NONE : lights}
              findings={notes[index] ?? NONE}
              onFinding={onFinding}
            />
          )
        })}
      </div>
    </section>
  )
}

const isSameMark = (a: Mark, b: Mark) =>
  a.look === b.look && a.range[0] === b.range[0] && a.range[1] === b.range[1]

/** Lists by block, where each that says the same as before is the same: its block is not drawn again. */
function useUnchanged<T>(
  lists: readonly (readonly T[])[],
  isSame: (a: T, b: T) => boolean,
): readonly (readonly T[])[] {
  const before = useRef(lists)
  const kept = useMemo(
    () =>
      lists.map((list, index) => {
        const old = before.current[index]
        const isUnchanged = old?.length === list.length && list.every((item, at) => isSame(item, old[at]!))
        return isUnchanged ? old : list
      }),
    [lists, isSame],
  )
  before.current = kept
  return kept
}

function marksOf(
  part: PlanPart,
  cards: readonly Card[],
  findings: readonly Card[],
  hasQuantities: boolean,
): readonly Mark[] {
  const marks: Mark[] = headingsOf(part).map(({ range }) => ({ range, look: 'heading' }))
  if (hasQuantities) for (const { range } of part.quantities) marks.push({ range, look: 'quantity' })
  for (const { range, state, kind } of cards) {
    if (range && kind !== 'finding') marks.push({ range, look: state })
  }
  for (const { read, lights, state } of findings) {
    if (read?.finding && state !== 'rejected') {
      for (const range of lights) marks.push({ range, look: read.finding.grade })
    }
  }
  return marks
}

/** The piece of text that holds a place, in the middle of the pane unless it is in sight. */
function showPiece(pane: HTMLElement, at: number): void {
  const pieces = [...pane.querySelectorAll<HTMLElement>('[data-from]')]
  let [low, high] = [0, pieces.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (Number(pieces[middle]!.dataset.from) <= at) low = middle
    else high = middle - 1
  }
  const piece = pieces[low]
  if (!piece) return
  const [box, rect] = [pane.getBoundingClientRect(), piece.getBoundingClientRect()]
  const top = Math.max(box.top, 0)
  const bottom = Math.min(box.bottom, innerHeight)
  if (rect.top >= top + 40 && rect.bottom <= bottom - 40) return
  piece.scrollIntoView({ block: 'center' })
}
