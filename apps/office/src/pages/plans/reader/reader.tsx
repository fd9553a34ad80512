import type { Plan, PlanPart } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { isInside, usePlace } from '../../../app/place.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { useTitle } from '../../../parts/title.ts'
import { useWords } from '../../../words/index.ts'
import { Changes } from '../changes/changes.tsx'
import { planPartQuery, planQuery } from '../queries.ts'
import { PlanSections } from '../sections.tsx'
import { Outline } from '../text/outline.tsx'
import { TextPane } from '../text/text-pane.tsx'
import { type Card, cardAt, cardsOf, isNamed, narrowest, rangeAt, type Tab, tabOf, tabs } from './cards.ts'
import { ReaderHead } from './head.tsx'
import { Statements } from './statements.tsx'
import '../../../parts/filters.css'
import '../../../parts/record/record.css'
import '../../imports/imports.css'
import '../plans.css'
import './reader.css'

/** A plan: its text, and beside it what was read out of it and what people decided about that. */
export function ReaderPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/plans/$id' })
  const search = useSearch({ from: '/frame/plans/$id' })
  const query = useQuery(planQuery(id, search.version))
  useTitle(query.data?.title ?? t('plans.one'))
  return (
    <div className="reader">
      <PlanSections />
      <Fetched query={query} lines={12}>
        {(plan) => <Reader plan={plan} />}
      </Fetched>
    </div>
  )
}

function Reader({ plan }: { readonly plan: Plan }) {
  const { can, session } = usePlace()
  const search = useSearch({ from: '/frame/plans/$id' })
  const newest = plan.versions[0]?.version ?? 1
  const version = Number(search.version ?? newest)
  const part = partOf(plan, search.part, search.at)
  const isOurs = isInside(plan.region.code, session.account.region.code)
  const mayFile = can('plans.edit') && isOurs
  const query = useQuery(planPartQuery(plan.id, part, search.version))
  return (
    <>
      <ReaderHead plan={plan} part={part} version={version} newest={newest} mayFile={mayFile} />
      {search.show === 'changes' ? (
        <Changes plan={plan} to={version} />
      ) : (
        <Fetched query={query} lines={16}>
          {(data) => (
            <Panes
              key={`${data.version}/${data.part}`}
              plan={plan}
              part={data}
              partKey={planPartQuery(plan.id, part, search.version).queryKey}
              mayEdit={mayFile && version === newest && !plan.ended}
            />
          )}
        </Fetched>
      )}
    </>
  )
}

/** The document that the address names, or the one that holds the place it names. */
function partOf(plan: Plan, named: string | undefined, at: string | undefined): number {
  const known = plan.documents.find(({ part }) => String(part) === named)
  if (known) return known.part
  const from = rangeAt(at)?.[0]
  const holding =
    from === undefined ? undefined : plan.documents.find(({ range }) => from >= range[0] && from < range[1])
  return (holding ?? plan.documents[0])?.part ?? 0
}

function Panes(props: {
  readonly plan: Plan
  readonly part: PlanPart
  readonly partKey: readonly unknown[]
  readonly mayEdit: boolean
}) {
  const { t } = useWords()
  const { plan, part } = props
  const search = useSearch({ from: '/frame/plans/$id' })
  const navigate = useNavigate({ from: '/plans/$id' })
  const cards = useMemo(() => cardsOf(part, plan.region.code), [part, plan.region.code])
  const tab = tabFor(search.tab, cards, search.at)
  const inTab = cards[tab]
  const selected = useMemo(() => cardAt(inTab, search.at), [inTab, search.at])
  const [pointed, setPointed] = useState<Card>()
  const [goal, setGoal] = useState(() => {
    const start = selected?.range ?? rangeAt(search.at)
    return start && { at: start[0], count: 0 }
  })
  const goTo = useCallback((at: number) => setGoal((before) => ({ at, count: (before?.count ?? 0) + 1 })), [])

  const lit = useMemo(() => {
    const place = rangeAt(search.at)
    const chosen = selected?.lights ?? (place ? [place] : [])
    return [...chosen, ...(pointed && pointed !== selected ? pointed.lights : [])]
  }, [selected, pointed, search.at])

  const select = useCallback(
    (card: Card | undefined, chosenTab: Tab, act: string | undefined, pane: 'text' | 'cards') => {
      void navigate({
        search: (before) => ({
          ...before,
          tab: chosenTab,
          at: card?.key,
          act,
          part: String(part.part),
          // Where only one of the two has room, choosing in the one shows the other.
          pane: isNarrow() ? (pane === 'text' ? undefined : pane) : before.pane,
        }),
        replace: true,
        resetScroll: false,
      })
    },
    [navigate, part.part],
  )
  const selectAndShow = useCallback(
    (card: Card, act?: string) => {
      select(card, tabOf[card.kind], act, act === undefined ? 'text' : 'cards')
      if (card.range) goTo(card.range[0])
    },
    [select, goTo],
  )
  const pick = useCallback(
    (at: number) => {
      const here: readonly Tab[] = [tab, 'findings', ...tabs]
      for (const each of here) {
        const found = narrowest(cards[each], [at, at + 1])
        if (found) return select(found, each, undefined, 'cards')
      }
    },
    [cards, tab, select],
  )
  const pane = search.pane === 'cards' ? 'cards' : 'text'
  return (
    <>
      <fieldset className="toggles pane-choice">
        <legend className="unseen">{t('plans.reader.panes')}</legend>
        {(['text', 'cards'] as const).map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="pane"
              checked={pane === each}
              onChange={() =>
                void navigate({
                  search: (before) => ({ ...before, pane: each === 'text' ? undefined : each }),
                  replace: true,
                })
              }
            />
            {t(each === 'text' ? 'plans.reader.text' : 'plans.reader.read')}
          </label>
        ))}
      </fieldset>
      <div className={`reader-panes shows-${pane}`}>
        <Outline part={part} onGo={goTo} />
        <TextPane
          part={part}
          cards={inTab}
          findings={cards.findings}
          hasQuantities={search.figures === 'marked'}
          lit={lit}
          isShown={pane === 'text'}
          goal={goal}
          onPick={pick}
          onFinding={selectAndShow}
        />
        <Statements
          plan={plan}
          part={part}
          partKey={props.partKey}
          cards={cards}
          tab={tab}
          selected={selected}
          mayEdit={props.mayEdit}
          onSelect={selectAndShow}
          onPoint={setPointed}
        />
      </div>
    </>
  )
}

const isNarrow = () => matchMedia('(max-width: 900px)').matches

/** The tab of the address; else the one that has a statement at the place; else the first that holds anything. */
function tabFor(
  named: string | undefined,
  cards: Readonly<Record<Tab, readonly Card[]>>,
  at: string | undefined,
): Tab {
  const known = tabs.find((tab) => tab === named)
  if (known) return known
  const place = rangeAt(at)
  const exact = tabs.find((tab) => cards[tab].some((card) => isNamed(card, at)))
  const meeting = place && tabs.find((tab) => narrowest(cards[tab], place))
  return exact ?? meeting ?? tabs.find((tab) => cards[tab].length > 0) ?? 'targets'
}
