import type { Decision, Plan, PlanPart } from '@lika/contract'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { grouped } from '../../../parts/numbers.ts'
import { Notice } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/index.ts'
import { CorrectForm } from '../correct/correct-form.tsx'
import { useDecide } from '../queries.ts'
import { AcceptAll } from './accept-all.tsx'
import { accepting, rejecting, takingBack } from './actions.ts'
import { type Act, StatementCard } from './card.tsx'
import { type Card, type Tab, tabs } from './cards.ts'
import { useCardKeys } from './keys.ts'
import { ReasonForm } from './reason-form.tsx'
import { UnitsTab } from './units-tab.tsx'

/** So many cards at once; the rest when asked for, or when one of them is chosen. */
const PAGE = 150

/** What was read, by kind, as cards tied to their sentences. */
export function Statements(props: {
  readonly plan: Plan
  readonly part: PlanPart
  readonly partKey: readonly unknown[]
  readonly cards: Readonly<Record<Tab, readonly Card[]>>
  readonly tab: Tab
  readonly selected: Card | undefined
  readonly mayEdit: boolean
  readonly onSelect: (card: Card, act?: string) => void
  readonly onPoint: (card: Card | undefined) => void
}) {
  const { t } = useWords()
  const { plan, part, cards, tab, selected, mayEdit, onSelect } = props
  const search = useSearch({ from: '/frame/plans/$id' })
  const navigate = useNavigate({ from: '/plans/$id' })
  const list = cards[tab]
  const decide = useDecide(plan.id, props.partKey)
  const [working, setWorking] = useState<ReadonlySet<string>>(new Set())
  const [refused, setRefused] = useState<{ readonly key: string; readonly error: Error }>()
  const isUnits = search.tab === 'units'
  const names = useMemo(() => unitNames(part), [part])
  const where = { version: part.version, part: part.part }
  const box = useRef<HTMLElement>(null)

  const closeForm = useCallback(
    () =>
      void navigate({
        search: (before) => ({ ...before, act: undefined }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )
  // Several may be on their way at once; each ends by itself.
  const send = async (card: Card, decision: Decision, isForm: boolean) => {
    const name = `${tab} ${card.key}`
    setWorking((before) => new Set(before).add(name))
    setRefused(undefined)
    try {
      await decide.mutateAsync([decision])
      if (isForm) closeForm()
    } catch (error) {
      setRefused({ key: name, error: error as Error })
    } finally {
      setWorking((before) => new Set([...before].filter((each) => each !== name)))
    }
  }

  const act = (card: Card, what: Act) => {
    if (!mayEdit) return
    if (what === 'accept' && card.lacks.length === 0) {
      if (card.state === 'open') void send(card, accepting(card, where), false)
    } else if (what === 'takeBack') {
      if (card.statement) void send(card, takingBack(card, where), false)
    } else if (what === 'reject') {
      if (card.state === 'open') onSelect(card, 'reject')
    } else if (card.kind !== 'finding' && card.range && card.state !== 'rejected') onSelect(card, 'correct')
  }
  const latest = useRef(act)
  latest.current = act
  const stableAct = useCallback((card: Card, what: Act) => latest.current(card, what), [])
  const stableSelect = useCallback((card: Card) => onSelect(card), [onSelect])

  useCardKeys({ cards: isUnits ? none : list, selected, onSelect, onAct: stableAct })

  const index = selected ? list.indexOf(selected) : -1
  const [wanted, setWanted] = useState(PAGE)
  const shown = Math.min(list.length, Math.max(wanted, Math.ceil((index + 1) / PAGE) * PAGE))
  // A statement that was chosen in the text comes into sight among the cards.
  const key = selected?.key
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a phone the cards come into sight with the pane.
  useEffect(() => {
    if (key === undefined) return
    const card = box.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(key)}"]`)
    card?.scrollIntoView({ block: 'nearest' })
  }, [key, search.pane])

  const formIn = (card: Card): ReactNode => {
    if (!mayEdit || card !== selected) return undefined
    const error = refused?.key === `${tab} ${card.key}` ? refused.error : null
    const isWorking = working.has(`${tab} ${card.key}`)
    if (search.act === 'correct' && card.kind !== 'finding') {
      return (
        <CorrectForm
          plan={plan.id}
          region={plan.region.code}
          names={names}
          card={card}
          error={error}
          isWorking={isWorking}
          onSubmit={(content) => void send(card, accepting(card, where, content), true)}
          close={closeForm}
        />
      )
    }
    if (search.act === 'reject' && card.state === 'open') {
      const isFinding = card.kind === 'finding'
      return (
        <ReasonForm
          label={t(isFinding ? 'plans.act.rejectFindingReason' : 'plans.act.rejectReason')}
          button={t(isFinding ? 'plans.act.rejectFinding' : 'plans.act.reject')}
          error={error}
          isWorking={isWorking}
          onSubmit={(reason) => void send(card, rejecting(card, where, reason), true)}
          close={closeForm}
        />
      )
    }
    return undefined
  }
  const unplaced = list.findIndex(({ range }) => range === undefined)
  const cardItem = (card: Card) => (
    <StatementCard
      key={card.key}
      card={card}
      isSelected={card === selected}
      isWorking={working.has(`${tab} ${card.key}`)}
      mayEdit={mayEdit}
      onSelect={stableSelect}
      onPoint={props.onPoint}
      onAct={stableAct}
      error={search.act === undefined && refused?.key === `${tab} ${card.key}` ? refused.error : null}
    >
      {formIn(card)}
    </StatementCard>
  )
  const placed = unplaced === -1 ? list : list.slice(0, unplaced)
  return (
    <section ref={box} className="statements" aria-label={t('plans.reader.read')}>
      <nav className="tabs" aria-label={t('plans.reader.tabs')}>
        {[...tabs, 'units' as const].map((each) => (
          <Link
            key={each}
            to="."
            search={(before) => ({ ...before, tab: each, at: undefined, act: undefined })}
            replace
            resetScroll={false}
            aria-current={(isUnits ? 'units' : tab) === each ? 'page' : undefined}
          >
            {t(`plans.reader.tab.${each}`)}
            {each !== 'units' && <span className="figure tab-count"> {grouped(cards[each].length)}</span>}
          </Link>
        ))}
      </nav>
      <div className="cards-scroll">
        {isUnits ? (
          <UnitsTab plan={plan} mayEdit={mayEdit} />
        ) : list.length === 0 ? (
          <Notice mark="0" title={t(`plans.reader.none.${tab}`)} />
        ) : (
          <>
            {mayEdit && (
              <AcceptAll
                key={tab}
                cards={list}
                tab={tab}
                where={where}
                plan={plan.id}
                partKey={props.partKey}
              />
            )}
            {tab === 'funds' && <Sides cards={list} />}
            <ol className="cards">{placed.slice(0, shown).map(cardItem)}</ol>
            {placed.length > shown && (
              <p className="list-foot">
                <button type="button" className="button" onClick={() => setWanted(shown + PAGE)}>
                  {t('plans.reader.more', { count: Math.min(PAGE, placed.length - shown) })}
                </button>
              </p>
            )}
            {unplaced !== -1 && (
              <>
                <p className="hint cards-unplaced">{t('plans.reader.unplaced')}</p>
                <ol className="cards">{list.slice(unplaced).map(cardItem)}</ol>
              </>
            )}
            {mayEdit && <p className="hint cards-keys">{t('plans.reader.keys')}</p>}
          </>
        )}
      </div>
    </section>
  )
}

const none: readonly Card[] = []

function unitNames({ tasks }: PlanPart): readonly string[] {
  const units = tasks.flatMap(({ lead, cooperating, responsible }) => [
    ...lead,
    ...cooperating,
    ...responsible,
  ])
  return [...new Set(units.flatMap(({ name, unit }) => (unit ? [name, unit.name] : [name])))]
}

function Sides({ cards }: { readonly cards: readonly Card[] }) {
  const { t } = useWords()
  const count = (side: 'use' | 'source') =>
    cards.filter(({ content }) => content.fundLine?.side === side).length
  return (
    <p className="hint cards-sides figure">
      {t('plans.reader.sides', { uses: grouped(count('use')), sources: grouped(count('source')) })}
    </p>
  )
}
