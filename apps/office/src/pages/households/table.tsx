import type { HouseholdColumn, HouseholdRow } from '@lika/contract'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'
import type { List } from './address.ts'
import { Heads } from './heads.tsx'
import type { Pages } from './paging.ts'
import { Row, widthOf } from './row.tsx'
import { type Chosen, MOST_CHOSEN } from './selection.ts'

const ROW = 34
const CARD = 68
const CHECK = 34
const NAME = 84

type Props = {
  readonly list: List
  readonly pages: Pages
  readonly columns: readonly HouseholdColumn[]
  readonly criteria: readonly HouseholdColumn[]
  readonly chosen: Chosen
  readonly total: number | undefined
  readonly canChoose: boolean
  /** Another filter or order begins at the top again. */
  readonly listKey: string
}

/** Only the rows in sight are drawn, and only pages around them are held: 100,000 rows scroll as 100 do. */
export function HouseholdTable(props: Props) {
  const { t } = useWords()
  const { pages, columns, chosen, canChoose } = props
  const box = useRef<HTMLDivElement>(null)
  const isNarrow = useNarrow()
  const height = useHeight(box)
  const virtual = useVirtualizer({
    count: pages.count,
    getScrollElement: () => box.current,
    estimateSize: () => (isNarrow ? CARD : ROW),
    overscan: 10,
    scrollPaddingStart: isNarrow ? 0 : 32,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another size are measured anew.
  useLayoutEffect(() => virtual.measure(), [isNarrow])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is the reason.
  useEffect(() => virtual.scrollToOffset(0), [props.listKey])
  const items = virtual.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is in sight is the reason.
  useEffect(() => pages.look(first, last), [first, last, pages.count])

  const active = useActiveRow(box, (index) => virtual.scrollToIndex(index, { align: 'auto' }), pages.count)
  const anchor = useRef<number | undefined>(undefined)
  const choose = async (row: HouseholdRow, index: number, isRange: boolean) => {
    const isOn = !chosen.has(row.id)
    if (isRange && anchor.current !== undefined) {
      const [from, to] = [Math.min(anchor.current, index), Math.max(anchor.current, index)]
      const rows = await pages.between(from, Math.min(to, from + MOST_CHOSEN))
      chosen.put(
        rows.map(({ id }) => id),
        isOn,
      )
    } else chosen.put([row.id], isOn)
    anchor.current = index
  }

  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  const width = (canChoose ? CHECK : 0) + NAME + columns.reduce((sum, column) => sum + widthOf(column), 0)
  const span = isNarrow ? 1 : columns.length + 1 + (canChoose ? 1 : 0)
  return (
    <section
      ref={box}
      className="hh-box"
      style={{ height }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: whatever scrolls can be scrolled with the keyboard.
      tabIndex={0}
      aria-label={t('households.caption')}
      data-scroll-restoration-id="households"
      onKeyDown={(event) =>
        active.onKey(event, (index) => {
          const row = pages.row(index)
          if (row && canChoose) void choose(row, index, event.shiftKey)
        })
      }
    >
      <table
        className={isNarrow ? 'table hh-table is-narrow' : 'table hh-table'}
        style={isNarrow ? undefined : { minWidth: width }}
        aria-rowcount={pages.count + 1}
      >
        <caption className="unseen">{t('households.caption')}</caption>
        {!isNarrow && (
          <>
            <colgroup>
              {canChoose && <col style={{ width: CHECK }} />}
              <col style={{ width: NAME }} />
              {columns.map((column) => (
                <col
                  key={column.id}
                  style={isElastic(column, columns) ? undefined : { width: widthOf(column) }}
                />
              ))}
            </colgroup>
            <Heads {...props} />
          </>
        )}
        <tbody>
          {before > 0 && <Spacer height={before} span={span} />}
          {items.map(({ index }) => (
            <Row
              key={index}
              index={index}
              row={pages.row(index)}
              columns={columns}
              criteria={props.criteria}
              isNarrow={isNarrow}
              isChosen={chosen.has(pages.row(index)?.id ?? '')}
              canChoose={canChoose}
              onChoose={(row: HouseholdRow, event: MouseEvent) => void choose(row, index, event.shiftKey)}
            />
          ))}
          {after > 0 && <Spacer height={after} span={span} />}
        </tbody>
      </table>
      {props.total !== undefined && props.total > pages.count && pages.count > 0 && (
        <p className="hh-too-many">
          {t('households.tooMany', { shown: grouped(pages.count), total: grouped(props.total) })}
        </p>
      )}
    </section>
  )
}

/** The last of the wide columns takes what is left of the width. */
function isElastic(column: HouseholdColumn, columns: readonly HouseholdColumn[]): boolean {
  return column.id === (columns.find(({ id }) => id === 'criteria') ?? columns.at(-1))?.id
}

function Spacer({ height, span }: { readonly height: number; readonly span: number }) {
  return (
    <tr className="spacer" aria-hidden>
      <td colSpan={span} style={{ height }} />
    </tr>
  )
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 }

/** Arrow keys, Page, Home and End go from row to row, also to rows that are not drawn yet; Space chooses. */
function useActiveRow(box: RefObject<HTMLElement | null>, reveal: (index: number) => void, count: number) {
  const wanted = useRef<number | undefined>(undefined)
  // After every drawing: the row that is wanted may just have come into being.
  useEffect(() => {
    if (wanted.current === undefined) return
    const link = box.current?.querySelector<HTMLElement>(`tr[data-index="${wanted.current}"] [data-row-link]`)
    if (!link) return
    link.focus({ preventScroll: true })
    // A row that is still on its way takes the focus for its name.
    if (link.dataset.rowLink !== 'waiting') wanted.current = undefined
  })
  const go = (index: number) => {
    if (count === 0) return
    wanted.current = Math.max(0, Math.min(count - 1, index))
    reveal(wanted.current)
    const link = box.current?.querySelector<HTMLElement>(`tr[data-index="${wanted.current}"] [data-row-link]`)
    link?.focus({ preventScroll: true })
  }
  return {
    onKey: (event: KeyboardEvent<HTMLElement>, onSpace: (index: number) => void) => {
      const target = event.target as HTMLElement
      if (target.closest('thead') || event.ctrlKey || event.metaKey || event.altKey) return
      const index = Number(target.closest('tr')?.dataset.index ?? Number.NaN)
      const isInRow = !Number.isNaN(index)
      if (event.key === 'Home' || event.key === 'End') go(event.key === 'Home' ? 0 : count - 1)
      else if (event.key in STEPS) go(isInRow ? index + STEPS[event.key]! : 0)
      else if (event.key === ' ' && isInRow && target.tagName !== 'INPUT') onSpace(index)
      else return
      event.preventDefault()
    },
  }
}

/** As high as the window lets it be, so that the page itself need not scroll. */
function useHeight(box: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(600)
  useLayoutEffect(() => {
    const fit = () => {
      const top = (box.current?.getBoundingClientRect().top ?? 0) + window.scrollY
      setHeight(Math.max(420, Math.min(window.innerHeight - 64, window.innerHeight - top - 20)))
    }
    fit()
    const watch = new ResizeObserver(fit)
    watch.observe(document.body)
    window.addEventListener('resize', fit)
    return () => {
      watch.disconnect()
      window.removeEventListener('resize', fit)
    }
  }, [box])
  return height
}

export function useNarrow(): boolean {
  const query = '(max-width: 720px)'
  const [isNarrow, setNarrow] = useState(() => window.matchMedia(query).matches)
  useEffect(() => {
    const media = window.matchMedia(query)
    const change = () => setNarrow(media.matches)
    media.addEventListener('change', change)
    return () => media.removeEventListener('change', change)
  }, [])
  return isNarrow
}
